package org.skerry.model.enclave;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What power management sees and does of one enclave: how long its cores have slept, and whether they are at work. Its two cores sleep
 * together; the messaging core wakes up for a message within the time that is charged for one.
 *
 * <pre>
 *   idle --clockGateAfter--> clocks stopped --powerGateAfter--> without power --message--> powering up --> awake
 * </pre>
 */
final class CorePower implements Stateful {
    private static final long AWAKE = -1;

    private final PowerSpec spec;
    private final PowerManagement tile; // null without a budget
    private long asleepSince; // AWAKE while it is not
    private boolean working;
    private boolean standing; // it stands still for the tile's budget
    private boolean stood; // and was at work when it was stopped
    private long clockGated; // cycles, of sleeps that are over
    private long powerGated;
    private long powerUps;

    CorePower(PowerSpec spec, PowerManagement tile) {
        this.spec = spec;
        this.tile = tile;
    }

    /** A message is there for a core that sleeps: wakes it up, and returns the cycles until it has power. */
    long rouse(long cycle) {
        if (asleepSince == AWAKE) {
            return 0;
        }
        boolean dark = powerGated(cycle) > powerGated;
        clockGated = clockGated(cycle);
        powerGated = powerGated(cycle);
        asleepSince = AWAKE;
        powerUps += dark ? 1 : 0;
        return dark ? spec.powerUpCycles() : 0;
    }

    /** The core has nothing to do. */
    void asleep(long cycle) {
        working(cycle, false);
        if (asleepSince == AWAKE) {
            asleepSince = cycle;
        }
    }

    /** The core begins to execute, or stops; one that stands still does so once it may go on. */
    void working(long cycle, boolean now) {
        if (standing) {
            stood = now;
        } else if (tile != null && working != now) {
            working = now;
            tile.changed(cycle, now);
        }
    }

    boolean works() {
        return working;
    }

    /** It stands still from now on. */
    void stand(long cycle) {
        boolean before = working;
        working(cycle, false);
        standing = true;
        stood = before;
    }

    /** It may go on; returns whether it has something to go on with. */
    boolean goOn(long cycle) {
        boolean again = stood;
        standing = false;
        stood = false;
        working(cycle, again);
        return again;
    }

    /** Whether it stands still, and goes on at work when it may. */
    boolean stood() {
        return stood;
    }

    boolean stands() {
        return standing;
    }

    /** Cycles so far with clocks stopped and power on. */
    long clockGated(long now) {
        long until = spec.powerGateAfterCycles() == 0 ? Long.MAX_VALUE : spec.powerGateAfterCycles();
        return asleepSince == AWAKE || spec.clockGateAfterCycles() == 0
                ? clockGated
                : clockGated + Math.max(0, Math.min(now - asleepSince, until) - spec.clockGateAfterCycles());
    }

    /** Cycles so far without power. */
    long powerGated(long now) {
        return asleepSince == AWAKE || spec.powerGateAfterCycles() == 0
                ? powerGated
                : powerGated + Math.max(0, now - asleepSince - spec.powerGateAfterCycles());
    }

    /** Times that power came back. */
    long powerUps() {
        return powerUps;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(asleepSince);
        out.writeBoolean(working);
        out.writeBoolean(standing);
        out.writeBoolean(stood);
        out.writeLong(clockGated);
        out.writeLong(powerGated);
        out.writeLong(powerUps);
    }

    @Override
    public void load(StateReader in) {
        asleepSince = in.readLong();
        working = in.readBoolean();
        standing = in.readBoolean();
        stood = in.readBoolean();
        clockGated = in.readLong();
        powerGated = in.readLong();
        powerUps = in.readLong();
    }
}
