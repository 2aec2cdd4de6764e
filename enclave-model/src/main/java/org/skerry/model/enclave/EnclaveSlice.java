package org.skerry.model.enclave;

import java.util.Arrays;
import java.util.List;
import org.skerry.model.fault.Breakage;
import org.skerry.model.fault.Fault;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;
import org.skerry.sim.event.EventWheel;
import org.skerry.sim.kernel.GuestCall;
import org.skerry.sim.kernel.GuestComponent;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * Consecutive enclaves of one partition. They share an event queue and a journal, never modelled state.
 *
 * <p>Within a cycle: first what arrived, then room in the network, then events, then guests. Only the order of things that concern
 * one enclave matters, and that does not depend on which others are in its slice.
 */
final class EnclaveSlice implements GuestComponent {
    private static final int BORN = 0;
    private static final int CORE = 1;
    private static final int MANAGEMENT = 2;
    private static final int SWAP = 3;

    private final int first;
    private final Enclave[] enclaves;
    private final ImageManagement[] images; // by tile of the slice, or by enclave where tiles are divided
    private final PowerManagement[] powers; // likewise; none without a budget
    private final NetworkPorts ports;
    private final Journal journal;
    private final EventWheel events = new EventWheel();
    private final RareTimers timers = new RareTimers();
    private final Foresight foresight;
    private final PairCredits credits;
    private final Packet[] arrivals = new Packet[Foresight.MOST]; // that are being taken
    private int[] callers = new int[16]; // places of enclaves whose guests are to run now
    private int offered; // of callers
    private int called; // of these
    private int lookedAt; // of these, before they are called
    private SliceFaults faults; // null where nothing breaks
    private boolean disturbed; // by faults, or by power management: on few chips
    private final boolean looksAhead; // at what enclaves need
    private long now;

    EnclaveSlice(ChipPlan plan, Network network, int first, int count) {
        this.first = first;
        ports = network.open(this, first, count);
        journal = new Journal(plan.spec(), first, count);
        credits = new PairCredits(plan.standingCredits(), first, count);
        enclaves = new Enclave[count];
        foresight = new Foresight(enclaves, first, journal, credits);
        looksAhead = foresight.pays();
        int perTile = plan.spec().mesh().endpointsPerRouter();
        // Where domains must not hear each other, what a tile shares is divided into equal parts, one for each enclave.
        boolean divided = plan.spec().timeDivision().on();
        int group = divided ? 1 : perTile;
        int shares = perTile / group;
        images = new ImageManagement
                [(count + group - 1) / group]; // a slice is made of whole tiles, or is a port at the edge
        PowerSpec power = plan.spec().power();
        boolean tiles = first < plan.spec().enclaves();
        powers = new PowerManagement[tiles && power.budgets() ? images.length : 0];
        disturbed = powers.length > 0;
        for (int i = 0; i < count; i++) {
            int tile = i / group;
            if (i % group == 0) {
                images[tile] = new ImageManagement(plan, (first + i) / perTile, shares);
                if (powers.length > 0) {
                    powers[tile] = new PowerManagement(power, shares);
                }
            }
            CorePower core = tiles && (power.sleeps() || power.budgets())
                    ? new CorePower(power, powers.length > 0 ? powers[tile] : null)
                    : null;
            enclaves[i] = new Enclave(this, first + i, plan, journal, ports, images[tile], core);
            images[tile].serve(enclaves[i]);
            if (powers.length > 0) {
                powers[tile].serve(enclaves[i]);
            }
        }
    }

    @Override
    public String name() {
        return "enclaves from " + first;
    }

    @Override
    public long tick(long cycle) {
        now = cycle;
        if (disturbed) {
            disturb(cycle);
        }
        NetworkPorts network = ports; // read once, so that its class is asked for once
        takeArrivals(cycle, network);
        for (int endpoint = network.pollSpace(cycle); endpoint >= 0; endpoint = network.pollSpace(cycle)) {
            enclaves[endpoint - first].pump(cycle);
        }
        while (events.nextCycle() <= cycle) {
            if (looksAhead) {
                takeEvents(cycle);
            } else {
                takeEvent(cycle);
            }
        }
        if (timers.nextCycle() <= cycle) {
            takeTimers(cycle);
        }
        return offered == 0 ? nextWake() : GUESTS;
    }

    /** Lets happen what does on few chips only: something breaks, or the power of tiles is looked at. */
    private void disturb(long cycle) {
        if (faults != null) {
            faults.strike(cycle);
        }
        for (PowerManagement tile : powers) {
            if (tile.nextCycle() <= cycle) {
                tile.look(cycle);
            }
        }
    }

    private void takeTimers(long cycle) {
        for (OrderTimers.Due due = timers.orders().poll(cycle);
                due != null;
                due = timers.orders().poll(cycle)) {
            if (!enclaves[due.enclave() - first].isLost()) {
                enclaves[due.enclave() - first].network().control().due(cycle, due.actor());
            }
        }
        for (OrderTimers.Due due = timers.images().poll(cycle);
                due != null;
                due = timers.images().poll(cycle)) {
            if (!enclaves[due.enclave() - first].isLost()) {
                enclaves[due.enclave() - first].images().imageMissing(cycle);
            }
        }
        for (OrderTimers.Due due = timers.watchdogs().poll(cycle);
                due != null;
                due = timers.watchdogs().poll(cycle)) {
            enclaves[due.enclave() - first].hung(cycle);
        }
        for (OrderTimers.Due due = timers.units().poll(cycle);
                due != null;
                due = timers.units().poll(cycle)) {
            if (!enclaves[due.enclave() - first].isLost()) {
                enclaves[due.enclave() - first].timersDue(cycle);
            }
        }
    }

    private void takeArrivals(long cycle, NetworkPorts network) {
        if (!looksAhead) {
            for (; ; ) {
                // Asked for in one place: the compiler puts much of the network here.
                Packet packet = network.poll(cycle);
                if (packet == null) {
                    return;
                }
                enclaves[packet.destination() - first].arrive(cycle, packet);
            }
        }
        for (int count = pollSome(cycle); count > 0; count = pollSome(cycle)) {
            foresight.beforeArrivals(arrivals, count);
            for (int i = 0; i < count; i++) {
                enclaves[arrivals[i].destination() - first].arrive(cycle, arrivals[i]);
                arrivals[i] = null;
            }
        }
    }

    private int pollSome(long cycle) {
        int count = 0;
        while (count < arrivals.length) {
            Packet packet = ports.poll(cycle);
            if (packet == null) {
                break;
            }
            arrivals[count++] = packet;
        }
        return count;
    }

    /** Takes some of the events that are due, at least one, and looks at what they need before. */
    private void takeEvents(long cycle) {
        int due = events.peek(cycle, foresight.next());
        foresight.beforeEvents(due);
        for (int i = 0; i < due; i++) {
            takeEvent(cycle);
        }
    }

    private void takeEvent(long cycle) {
        EventWheel wheel = events;
        wheel.poll(cycle);
        Enclave enclave = enclaves[wheel.polledSource()];
        int what = wheel.polledPayload();
        if (what == CORE) {
            enclave.coreDue(cycle);
        } else if (what == MANAGEMENT) {
            enclave.managementDue(cycle);
        } else if (what == SWAP) {
            enclave.swapDue(cycle);
        } else {
            enclave.bornByDeployment(cycle);
        }
    }

    @Override
    public GuestCall guestCall() {
        if (called == offered) {
            called = 0;
            offered = 0;
            lookedAt = 0;
            return null;
        }
        if (looksAhead && called == lookedAt) {
            int some = Math.min(Foresight.MOST, offered - called);
            foresight.beforeGuests(callers, called, some);
            lookedAt += some;
        }
        return enclaves[callers[called++]].core();
    }

    @Override
    public long nextWake() {
        long next = Math.min(events.nextCycle(), timers.nextCycle());
        return disturbed ? Math.min(next, nextDisturbance()) : next;
    }

    private long nextDisturbance() {
        long next = faults == null ? IDLE : faults.nextCycle();
        for (PowerManagement tile : powers) {
            next = Math.min(next, tile.nextCycle());
        }
        return next;
    }

    // ---- for enclaves ------------------------------------------------------------------------------------------

    void offer(int enclave) {
        if (offered == callers.length) {
            callers = Arrays.copyOf(callers, 2 * offered);
        }
        callers[offered++] = enclave - first;
    }

    void wakeCoreAt(long cycle, int enclave) {
        events.add(cycle, enclave - first, CORE);
    }

    void wakeSwapAt(long cycle, int enclave) {
        events.add(cycle, enclave - first, SWAP);
    }

    void wakeManagementAt(long cycle, int enclave) {
        events.add(cycle, enclave - first, MANAGEMENT);
    }

    /** What counts the credits of its enclaves. */
    PairCredits credits() {
        return credits;
    }

    /** What is seldom asked for, and almost always taken back. */
    RareTimers timers() {
        return timers;
    }

    long now() {
        return now;
    }

    // ---- for the chip ------------------------------------------------------------------------------------------

    /** These things of its enclaves break. Before the run. */
    void suffer(List<Fault> all, int perTile) {
        disturbed = true;
        faults = new SliceFaults(enclaves, first, perTile, all, journal.breakages());
    }

    /** What has broken so far. */
    List<Breakage> breakages() {
        return faults == null ? List.of() : faults.came();
    }

    /** The actor of deployment in an enclave is born at cycle 0. */
    void bearAtStart(int enclave) {
        events.add(0, enclave - first, BORN);
    }

    Enclave[] enclaves() {
        return enclaves;
    }

    /** The image management of each tile. */
    ImageManagement[] images() {
        return images;
    }

    /** The power management of each tile, if it has a budget. */
    PowerManagement[] powers() {
        return powers;
    }

    Journal journal() {
        return journal;
    }

    /** Bytes of host memory held for actors. */
    long hostBytes() {
        long bytes = 0;
        for (Enclave enclave : enclaves) {
            bytes += enclave.resident() == null ? 0 : enclave.resident().memory.hostBytes();
        }
        return bytes;
    }

    @Override
    public void save(StateWriter out) {
        events.save(out);
        journal.save(out);
        for (Enclave enclave : enclaves) {
            enclave.save(out);
        }
        for (ImageManagement tile : images) {
            tile.save(out);
        }
        for (PowerManagement tile : powers) {
            tile.save(out);
        }
        if (faults != null) {
            faults.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        events.load(in);
        journal.load(in);
        timers.clear();
        for (Enclave enclave : enclaves) {
            enclave.load(in);
        }
        for (ImageManagement tile : images) {
            tile.load(in);
        }
        for (PowerManagement tile : powers) {
            tile.load(in);
            for (Enclave enclave : tile.enclaves()) {
                enclave.core().clockWas(tile.division());
            }
        }
        if (faults != null) {
            faults.load(in);
        }
    }
}
