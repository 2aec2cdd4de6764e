package org.skerry.sim.kernel;

/** Guest code that waits in mid-turn a given number of times and counts its steps on its own stack. */
final class ToyGuest {
    private final ToyNode node;
    private final long parcel;
    private final int holds;
    private Hold hold;
    private int steps;

    ToyGuest(ToyNode node, long parcel, int holds) {
        this.node = node;
        this.parcel = parcel;
        this.holds = holds;
    }

    GuestCall begin() {
        return new Call(null);
    }

    long parcel() {
        return parcel;
    }

    int steps() {
        return steps;
    }

    GuestCall resumption() {
        return new Call(hold);
    }

    private final class Call implements GuestCall {
        private final Hold resumed;

        Call(Hold resumed) {
            this.resumed = resumed;
        }

        @Override
        public void run() {
            int counted = 1;
            for (int i = 0; i < holds; i++) {
                Carriers.park();
                counted++;
            }
            steps = counted;
        }

        @Override
        public void finished() {
            node.guestFinished(ToyGuest.this);
        }

        @Override
        public void held(Hold itsHold) {
            hold = itsHold;
            node.guestHeld(ToyGuest.this);
        }

        @Override
        public Hold resumes() {
            return resumed;
        }
    }
}
