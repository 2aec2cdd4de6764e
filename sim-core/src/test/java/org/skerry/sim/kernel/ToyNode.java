package org.skerry.sim.kernel;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.event.EventQueue;
import org.skerry.sim.link.LongWire;
import org.skerry.sim.link.Wire;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A component that passes random parcels on, sleeps on timers, and lets some parcels be handled by guests, part of which wait
 * in mid-turn. Everything it sees goes into its digest.
 */
final class ToyNode implements GuestComponent {
    static final int ARRIVED = 1;
    static final int TIMER = 2;
    static final int GUEST = 3;

    private final int index;
    private final EntityDigests digests = new EntityDigests(1);
    private final RandomStream random;
    private final EventQueue timers = new EventQueue();
    private final List<Wire<Long>> arriving = new ArrayList<>();
    private final List<Wire<Long>> leaving = new ArrayList<>();
    private final List<LongWire> arrivingFlits = new ArrayList<>();
    private final List<LongWire> leavingFlits = new ArrayList<>();
    private final boolean guests;
    private int parcelsToStart;
    private long[] board; // a mutant looks at what others write here in the same cycle

    private long now;
    private long pendingGuest = -1; // parcel that a guest is to handle
    private ToyGuest heldGuest;
    private long resumeAt = IDLE;
    private boolean resumeNow;

    ToyNode(int index, RandomStream random, int parcelsToStart, boolean guests) {
        this.index = index;
        this.random = random;
        this.parcelsToStart = parcelsToStart;
        this.guests = guests;
    }

    void arriving(Wire<Long> wire, LongWire flits) {
        arriving.add(wire);
        arrivingFlits.add(flits);
    }

    void leaving(Wire<Long> wire, LongWire flits) {
        leaving.add(wire);
        leavingFlits.add(flits);
    }

    void lookAt(long[] sharedBoard) {
        board = sharedBoard;
    }

    boolean holdsGuest() {
        return heldGuest != null;
    }

    EntityDigests digests() {
        return digests;
    }

    @Override
    public String name() {
        return "node " + index;
    }

    @Override
    public long tick(long cycle) {
        now = cycle;
        boolean flitSent = false;
        for (; parcelsToStart > 0; parcelsToStart--) {
            timers.add(cycle + random.nextInt(50), index, 20 + random.nextInt(30));
        }
        for (Wire<Long> wire : arriving) {
            for (Long parcel = wire.poll(cycle); parcel != null; parcel = wire.poll(cycle)) {
                digests.add(0, cycle, ARRIVED, parcel);
                handle(parcel);
            }
        }
        for (LongWire wire : arrivingFlits) {
            long flit = wire.poll(cycle);
            if (flit != LongWire.EMPTY) {
                digests.add(0, cycle, ARRIVED + 10, flit);
                handle(flit);
            }
        }
        while (timers.poll(cycle)) {
            long parcel = timers.polledPayload();
            digests.add(0, cycle, TIMER, parcel);
            int way = random.nextInt(leaving.size());
            if (!flitSent && random.nextInt(3) == 0) {
                leavingFlits.get(way).send(cycle, parcel - 1);
                flitSent = true;
            } else {
                leaving.get(way).send(cycle, parcel - 1);
            }
        }
        if (board != null) {
            digests.add(0, cycle, 99, board[0]);
            board[0] += index + cycle;
        }
        resumeNow = resumeAt == cycle;
        return resumeNow || pendingGuest >= 0 ? GUESTS : nextWake();
    }

    private void handle(long parcel) {
        if (parcel <= 0) {
            return;
        }
        if (guests && parcel % 5 == 0 && pendingGuest < 0 && heldGuest == null) {
            pendingGuest = parcel;
        } else {
            int wait = random.nextInt(4) == 0 ? 1 + random.nextInt(400) : 1 + random.nextInt(3);
            timers.add(now + wait, index, parcel);
        }
    }

    @Override
    public GuestCall guestCall() {
        if (resumeNow) {
            resumeNow = false;
            resumeAt = IDLE;
            return heldGuest.resumption();
        }
        if (pendingGuest >= 0) {
            long parcel = pendingGuest;
            pendingGuest = -1;
            return new ToyGuest(this, parcel, parcel % 10 == 0 ? (int) (parcel % 3) + 1 : 0).begin();
        }
        return null;
    }

    void guestHeld(ToyGuest guest) {
        heldGuest = guest;
        resumeAt = now + 7;
        digests.add(0, now, GUEST + 10, guest.parcel());
    }

    void guestFinished(ToyGuest guest) {
        heldGuest = null;
        digests.add(0, now, GUEST, guest.parcel() + 1000 * guest.steps());
        timers.add(now + 1 + random.nextInt(5), index, guest.parcel());
    }

    @Override
    public long nextWake() {
        return Math.min(timers.nextCycle(), resumeAt);
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(parcelsToStart);
        digests.save(out);
        random.save(out);
        timers.save(out);
    }

    @Override
    public void load(StateReader in) {
        parcelsToStart = in.readInt();
        digests.load(in);
        random.load(in);
        timers.load(in);
    }
}
