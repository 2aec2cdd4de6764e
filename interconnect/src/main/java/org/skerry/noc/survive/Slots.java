package org.skerry.noc.survive;

import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.SlotTable;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Phases of all outputs under time division: those of the schedule until something breaks. A wave does not fit routes round what is dead, so
 * some time after they came into use the control plane has new phases for them, see {@link RoutePhases}. Until then packets go along the
 * new routes in the old slots: that they are apart does not depend on routes, what they wait does.
 */
final class Slots implements Stateful {
    /** What the control plane takes to work out and write the slots of a router. Assumption. */
    static final int RESLOT_CYCLES_PER_ROUTER = 100;

    private static final long NEVER = Long.MAX_VALUE;

    private final TimeDivisionSpec division;
    private final MeshSpec mesh;
    private final int ports;
    private final SlotWiring wiring;
    private int[] begun; // phases that the generation began with; empty without time division
    private int[] phases; // in force
    private int[] loaded; // in force, while the generation that has them is being made anew
    private long since = -1; // cycle from which on they are, if the generation began with others
    private long due = NEVER; // cycle at which there will be new ones
    private long reslottings;

    Slots(TimeDivisionSpec division, RouterBlock block, SlotWiring wiring) {
        this.division = division;
        this.wiring = wiring;
        mesh = block.mesh();
        ports = block.ports();
        phases = division.on() ? division.phases(mesh, ports) : new int[0];
        begun = phases;
    }

    static long reslotCycles(MeshSpec mesh) {
        return (long) RESLOT_CYCLES_PER_ROUTER * mesh.routers();
    }

    int domains() {
        return division.domains();
    }

    boolean waves() {
        return division.schedule() == TimeDivisionSpec.Schedule.WAVE;
    }

    long due() {
        return due;
    }

    long reslottings() {
        return reslottings;
    }

    /** Routes have changed: whatever the control plane was working out is of no use any more. */
    void rerouted(long cycle, Ways ways) {
        begun = phases;
        since = -1;
        due = waves() && ways.tables() != null ? cycle + reslotCycles(mesh) : NEVER;
    }

    /** The phases for the routes in use are there. */
    void renew(long cycle, Generation generation) {
        due = NEVER;
        reslottings++;
        since = cycle;
        phases = RoutePhases.of(mesh, generation.ways, ports, division);
        generation.reslot(cycle, this);
    }

    /** Slots of switches that the generation begins with; null without time division. */
    SlotTable switches(int domain) {
        return division.on() ? wiring.switches(domains(), domain, phases) : null;
    }

    SlotTable links(int domain) {
        return division.on() ? wiring.links(domains(), domain, phases) : null;
    }

    /** What a packet that is alone in its domain waits in the mean for slots, see {@link RoutePhases}. */
    double meanWaitCycles(Ways ways, int from, int to, int local) {
        return division.on() ? RoutePhases.meanWaitCycles(mesh, ways, ports, division, phases, from, to, local) : 0;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(since);
        out.writeLong(due);
        out.writeLong(reslottings);
        out.writeInts(begun);
        out.writeInts(phases);
    }

    /** After this the generation is made and {@link #resume}d. */
    @Override
    public void load(StateReader in) {
        since = in.readLong();
        due = in.readLong();
        reslottings = in.readLong();
        begun = begun.clone();
        in.readInts(begun);
        phases = begun.clone();
        loaded = begun.clone();
        in.readInts(loaded);
    }

    /** Goes on in the generation that was made with what was loaded. */
    void resume(Generation generation) {
        if (since >= 0) {
            phases = loaded;
            generation.reslot(since, this);
        }
        loaded = null;
    }
}
