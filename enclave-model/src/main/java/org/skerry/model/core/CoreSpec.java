package org.skerry.model.core;

import org.skerry.sim.config.Check;
import org.skerry.sim.kernel.ClockDomain;

/**
 * A core as what turns counts into cycles: fixed costs by class of instruction, in thousandths of its own cycle, and what the
 * software around a message costs. The core's memory answers within the cost of a load; what takes longer is the machine's to
 * add as a stall. {@link CoreModel} names kinds of cores with published figures.
 *
 * @param clock                     the core's clock beside that of the mesh
 * @param milliCyclesPerInstruction cost of every instruction; 1 to 1 000 000
 * @param milliCyclesPerLoad        what a load costs beyond that; 0 to 1 000 000, or -1: what the size of the memory says that serves it
 * @param milliCyclesPerStore       what a store costs beyond that; 0 to 1 000 000
 * @param loadWaitPerMille          of what a load costs beyond its instruction, what the core waits for; 1000 if it does nothing meanwhile
 * @param softwarePerMille          what software around messages costs beside its cycles on an in-order core, here and in a
 *                                  runtime; 1 to 10 000
 * @param wakeUpCycles              from a message in the mailbox of a sleeping core to its first instruction
 * @param receiveCycles             software that takes a message or a reply and enters the handler
 * @param sendCycles                software that hands a message, an order to create or a revocation to the machine
 * @param window                    what the core looks ahead while it waits for lines
 */
public record CoreSpec(
        ClockDomain clock,
        int milliCyclesPerInstruction,
        int milliCyclesPerLoad,
        int milliCyclesPerStore,
        int loadWaitPerMille,
        int softwarePerMille,
        int wakeUpCycles,
        int receiveCycles,
        int sendCycles,
        WindowSpec window) {

    /** Thousandths of a cycle. */
    private static final long MILLI = 1000;

    /** Of {@code milliCyclesPerLoad}: the machine works it out from the size of the memory that serves loads. */
    public static final int BY_MEMORY = -1;

    /** One machine instruction a cycle: {@link CoreModel#IN_ORDER}. */
    public static final int DEFAULT_MILLI_PER_INSTRUCTION = 1000;

    /** With the instruction itself, the 2 cycles of a load from Tenstorrent's core-local RAM (tt-isa-documentation, BabyRISCV). */
    public static final int DEFAULT_MILLI_PER_LOAD = 1000;

    /** A store buffer hides stores. Assumption. */
    public static final int DEFAULT_MILLI_PER_STORE = 0;

    /** A clock-gated core that waits for an event. Assumption. */
    public static final int DEFAULT_WAKE_UP_CYCLES = 5;

    /** Some twenty instructions on either side of a message. Assumption; Intel SCC's o_mpb of 0.126 us is 67 core cycles. */
    public static final int DEFAULT_MESSAGE_CYCLES = 20;

    /** All of it: what a core in order and one at a time waits for and executes. */
    public static final int DEFAULT_PER_MILLE = 1000;

    /** A core with the default costs at the clock of the mesh. */
    public static final CoreSpec DEFAULT = new CoreSpec(
            new ClockDomain("core", 1, 1),
            DEFAULT_MILLI_PER_INSTRUCTION,
            DEFAULT_MILLI_PER_LOAD,
            DEFAULT_MILLI_PER_STORE,
            DEFAULT_PER_MILLE,
            DEFAULT_PER_MILLE,
            DEFAULT_WAKE_UP_CYCLES,
            DEFAULT_MESSAGE_CYCLES,
            DEFAULT_MESSAGE_CYCLES,
            WindowSpec.NONE);

    /** Checks ranges. */
    public CoreSpec {
        Check.notNull(clock, "core.clock");
        Check.inRange(milliCyclesPerInstruction, 1, 1_000_000, "core.milliCyclesPerInstruction");
        Check.inRange(milliCyclesPerLoad, BY_MEMORY, 1_000_000, "core.milliCyclesPerLoad");
        Check.inRange(milliCyclesPerStore, 0, 1_000_000, "core.milliCyclesPerStore");
        Check.inRange(loadWaitPerMille, 0, 1000, "core.loadWaitPerMille");
        Check.inRange(softwarePerMille, 1, 10_000, "core.softwarePerMille");
        Check.inRange(wakeUpCycles, 0, 1_000_000, "core.wakeUpCycles");
        Check.inRange(receiveCycles, 0, 1_000_000, "core.receiveCycles");
        Check.inRange(sendCycles, 0, 1_000_000, "core.sendCycles");
        Check.notNull(window, "core.window");
    }

    /** A core without a window. */
    public CoreSpec(
            ClockDomain clock,
            int milliCyclesPerInstruction,
            int milliCyclesPerLoad,
            int milliCyclesPerStore,
            int loadWaitPerMille,
            int softwarePerMille,
            int wakeUpCycles,
            int receiveCycles,
            int sendCycles) {
        this(
                clock,
                milliCyclesPerInstruction,
                milliCyclesPerLoad,
                milliCyclesPerStore,
                loadWaitPerMille,
                softwarePerMille,
                wakeUpCycles,
                receiveCycles,
                sendCycles,
                WindowSpec.NONE);
    }

    /** A core that waits for all of its loads, with software at the cost of an in-order core. */
    public CoreSpec(
            ClockDomain clock,
            int milliCyclesPerInstruction,
            int milliCyclesPerLoad,
            int milliCyclesPerStore,
            int wakeUpCycles,
            int receiveCycles,
            int sendCycles) {
        this(
                clock,
                milliCyclesPerInstruction,
                milliCyclesPerLoad,
                milliCyclesPerStore,
                DEFAULT_PER_MILLE,
                DEFAULT_PER_MILLE,
                wakeUpCycles,
                receiveCycles,
                sendCycles,
                WindowSpec.NONE);
    }

    /** This core on a memory whose loads and stores cost this much beyond the instruction. */
    public CoreSpec withMemory(int milliPerLoad, int milliPerStore) {
        return with(milliPerLoad, milliPerStore, window);
    }

    /** This core with another window. */
    public CoreSpec withWindow(WindowSpec other) {
        return with(milliCyclesPerLoad, milliCyclesPerStore, other);
    }

    private CoreSpec with(int milliPerLoad, int milliPerStore, WindowSpec newWindow) {
        return new CoreSpec(
                clock,
                milliCyclesPerInstruction,
                milliPerLoad,
                milliPerStore,
                loadWaitPerMille,
                softwarePerMille,
                wakeUpCycles,
                receiveCycles,
                sendCycles,
                newWindow);
    }

    /** This core with loads from a memory of this latency, unless it says itself what they cost. */
    public CoreSpec onMemory(int loadCycles) {
        return milliCyclesPerLoad == BY_MEMORY
                ? withMemory(Math.toIntExact(MILLI * loadCycles), milliCyclesPerStore)
                : this;
    }

    /**
     * Mesh cycles from the start of a turn until so much of it is done, rounded up once:
     *
     * <pre>
     *   ceil((instructions * i + loads * l * wait / 1000 + stores * s + (receive + sends * send) * software) / 1000 * q / p)
     * </pre>
     */
    public long busyCycles(long instructions, long loads, long stores, long sends) {
        long milli = Math.addExact(
                Math.multiplyExact(instructions, (long) milliCyclesPerInstruction),
                Math.addExact(Math.multiplyExact(loads, milliWaitPerLoad()), Math.multiplyExact(stores, (long)
                        milliCyclesPerStore)));
        milli = Math.addExact(milli, softwarePerMille * (receiveCycles + sends * sendCycles));
        return -Math.floorDiv(-Math.multiplyExact(milli, clock.q()), MILLI * clock.p());
    }

    /** Of these {@link #busyCycles}, those of loads and stores beyond their instructions, rounded down. */
    public long memoryCycles(long loads, long stores) {
        return toMeshRoundedDown(loads * milliWaitPerLoad() + stores * milliCyclesPerStore);
    }

    /** Of these {@link #busyCycles}, those of the software around messages, rounded down. */
    public long softwareCycles(long sends) {
        return toMeshRoundedDown(softwarePerMille * (receiveCycles + sends * sendCycles));
    }

    /** What the core waits for a load beyond its instruction, in thousandths of a cycle. */
    long milliWaitPerLoad() {
        return -Math.floorDiv(-(long) milliCyclesPerLoad * loadWaitPerMille, MILLI);
    }

    private long toMeshRoundedDown(long milli) {
        return Math.multiplyExact(milli, clock.q()) / (MILLI * clock.p());
    }

    /** Mesh cycles to wake up. */
    public long wakeUpMeshCycles() {
        return clock.toMesh(wakeUpCycles);
    }

    /** Mesh cycles of the software that takes a reply. */
    public long receiveMeshCycles() {
        return softwareMeshCycles(receiveCycles);
    }

    /** Mesh cycles of software that takes an in-order core so many of its cycles. */
    public long softwareMeshCycles(int inOrderCycles) {
        return clock.toMesh(-Math.floorDiv(-(long) inOrderCycles * softwarePerMille, MILLI));
    }
}
