package org.skerry.sim.actor;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Who is to be told when one actor ends. It lies with the actor's door, beyond the reach of its software: what it tells comes from the
 * machine, also for an actor that died of its own fault.
 */
public final class Monitors implements Stateful {
    /** Most monitors of one actor: registers of a network interface. Assumption. */
    public static final int MOST = 128;

    private final Admission door;
    private final List<Monitor> monitors = new ArrayList<>();

    private static final class Monitor {
        final Oversight wish;
        final int place;
        int told;

        Monitor(Oversight wish, int place) {
            this.wish = wish;
            this.place = place;
        }

        boolean isOf(Oversight other) {
            return wish.asker() == other.asker() && wish.handle() == other.handle();
        }
    }

    /** A message for the actor at a place. */
    public record Told(int place, Message message) {}

    Monitors(Admission door) {
        this.door = door;
    }

    /**
     * Begins or ends a monitor, which its asker and its handle name. A second one through the same handle takes the place of the first.
     *
     * @param place where the asker lives
     * @return {@link Status#OK}, or {@link Status#NO_ROOM} if there are too many
     */
    Status set(Oversight wish, int place) {
        monitors.removeIf(monitor -> monitor.isOf(wish));
        if (wish.kind() == Oversight.Kind.MONITOR) {
            monitors.removeIf(monitor -> door.isRevoked(monitor.wish.to()));
            if (monitors.size() == MOST) {
                return Status.NO_ROOM;
            }
            monitors.add(new Monitor(wish, place));
        }
        return Status.OK;
    }

    /** What is to be said to whom; those whose capability was revoked hear nothing. After an end nobody is left. */
    List<Told> tell(EndReason reason, int code) {
        List<Told> told = new ArrayList<>();
        for (Monitor monitor : monitors) {
            if (!door.isRevoked(monitor.wish.to())) {
                told.add(new Told(monitor.place, monitor.wish.told(reason, code, monitor.told++)));
            }
        }
        if (reason != EndReason.RESET) {
            monitors.clear();
        }
        return told;
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(monitors.size());
        for (Monitor monitor : monitors) {
            monitor.wish.write(out);
            out.writeInt(monitor.place);
            out.writeInt(monitor.told);
        }
    }

    @Override
    public void load(StateReader in) {
        monitors.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            Monitor monitor = new Monitor(Oversight.read(in), in.readInt());
            monitor.told = in.readInt();
            monitors.add(monitor);
        }
    }
}
