package org.skerry.sim.kernel;

/** A turn that waits {@code holds} times in the middle. One object serves for the beginning and all resumptions. */
final class ParkingCall implements GuestCall {
    private final int holds;
    Hold hold;
    boolean started;
    boolean over;
    boolean abandoned;
    boolean refused;
    int heldCount;
    Thread thread;

    ParkingCall(int holds) {
        this.holds = holds;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        started = true;
        try {
            for (int i = 0; i < holds; i++) {
                Carriers.park();
                assertSameThread();
            }
        } catch (TurnAbandoned e) {
            abandoned = true;
            throw e;
        } catch (HoldRefused e) {
            refused = true;
        }
    }

    private void assertSameThread() {
        if (thread != Thread.currentThread()) {
            throw new AssertionError("resumed on another thread");
        }
    }

    @Override
    public void finished() {
        over = true;
        hold = null;
    }

    @Override
    public void held(Hold itsHold) {
        heldCount++;
        hold = itsHold;
    }

    @Override
    public Hold resumes() {
        return hold;
    }
}
