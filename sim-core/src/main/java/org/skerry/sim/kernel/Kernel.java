package org.skerry.sim.kernel;

import java.util.Arrays;
import java.util.function.LongSupplier;
import org.skerry.sim.config.Check;
import org.skerry.sim.link.Latch;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Runs components and wires. What happens does not depend on the number of partitions or threads, on the order of ticks, or on
 * the pieces in which a run is asked for.
 *
 * <p>Used by one thread, which waits while carriers work. Only {@link #requestStop} may be called from others.
 */
public final class Kernel implements Stateful {
    /**
     * Windows end at multiples of this many cycles. There a component's wish to stop is followed and progress is checked, at the
     * same cycles for every number of partitions. An assumption: long enough to cost nothing, short enough to be prompt.
     */
    public static final long BOUNDARY_CYCLES = 1024;

    private final Carriers carriers;
    private final StopSignal stop;
    private final Member[] members; // in order of registration
    private final Latch[] wires;
    private final Latch[] crossingWires;
    private final Partition[] partitions;
    private final PartitionsTask wholeWindow;
    private final PartitionsTask[] shares; // of a window, by worker
    private final TaskRun[] runs; // of the shares but the first; null where none is under way
    private final Task windows = this::advance;
    private final long windowCycles;
    private final long parallelTicks;
    private final LongSupplier progress;
    private final long patienceCycles;

    private long cycle; // first one not executed
    private long firstOfRun;
    private long until;
    private long windowEnd;
    private boolean inWindow;
    private PartitionsTask ownShare; // of the worker that also begins and ends windows
    private RunEnd end;
    private boolean broken;
    private long ticks;
    private long windowTicks; // of the last window
    private long checkedBlock;
    private long blocksWithoutProgress;
    private long progressSeen = Long.MIN_VALUE;

    private Kernel(Builder builder, Carriers carriers) {
        Wiring wiring = builder.wiring;
        this.carriers = carriers;
        stop = builder.stop;
        parallelTicks = builder.parallelTicks;
        progress = builder.progress;
        patienceCycles = builder.patienceCycles;
        members = wiring.members();
        wires = wiring.wires();
        crossingWires = wiring.crossingWires();
        windowCycles = wiring.windowCycles();
        partitions = new Partition[builder.partitions];
        for (int p = 0; p < partitions.length; p++) {
            partitions[p] = partition(builder, p);
        }
        wiring.attach(members);
        for (Member member : members) {
            member.wake(0);
        }
        wholeWindow = new PartitionsTask(partitions, 0, 1);
        shares = new PartitionsTask[Math.min(partitions.length, builder.hostThreads)];
        Arrays.setAll(shares, first -> new PartitionsTask(partitions, first, shares.length));
        runs = new TaskRun[shares.length];
    }

    private Partition partition(Builder builder, int p) {
        Member[] own =
                Arrays.stream(builder.membersOf(p)).mapToObj(i -> members[i]).toArray(Member[]::new);
        return new Partition(own, builder.guestCallsPerCycle, builder.partitions == 1 ? stop : null);
    }

    /**
     * Executes all cycles before {@code untilCycle}, or fewer if nothing is left to happen or a stop was asked for. May be called
     * again to go on. What a component throws ends the run and comes out here; the kernel cannot be used any more then.
     */
    public RunEnd run(long untilCycle) {
        if (broken) {
            throw new IllegalStateException("cycle " + cycle + ": a run of this kernel has failed; build a new one");
        }
        if (untilCycle < cycle) {
            throw new IllegalArgumentException("cycle " + untilCycle + " is before the present cycle " + cycle);
        }
        until = untilCycle;
        firstOfRun = cycle;
        broken = true;
        try {
            carriers.run(windows);
        } finally {
            awaitOtherWorkers(); // when this one has failed in the middle of a window
        }
        broken = false;
        return end;
    }

    /** Executes window after window until the run ends. Whoever carries this is the first worker; it starts the others. */
    private GuestCall advance() {
        for (; ; ) {
            if (!inWindow && !beginWindow()) {
                return null;
            }
            GuestCall call = ownShare.advance();
            if (call != null) {
                return call;
            }
            awaitOtherWorkers();
            endWindow();
        }
    }

    private void shareOutWindow() {
        boolean parallel = shares.length > 1 && windowTicks >= parallelTicks;
        ownShare = parallel ? shares[0] : wholeWindow;
        ownShare.beginWindow();
        for (int i = 1; parallel && i < shares.length; i++) {
            shares[i].beginWindow();
            runs[i] = carriers.start(shares[i]);
        }
    }

    private void awaitOtherWorkers() {
        for (TaskRun run : runs) {
            if (run != null) {
                run.awaitEnd(); // all of them, before any failure is thrown
            }
        }
        for (int i = 0; i < runs.length; i++) {
            TaskRun run = runs[i];
            runs[i] = null;
            if (run != null) {
                run.rethrow();
            }
        }
    }

    /** Begins the next window and returns true, or sets {@link #end} and returns false. No component runs meanwhile. */
    private boolean beginWindow() {
        long next = nextCycle();
        if (next < cycle) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": a component is due at cycle " + next + ", which is past");
        }
        end = endBefore(next);
        if (end != null) {
            return false;
        }
        windowEnd = Math.min(until, boundaryAfter(next));
        if (windowCycles < windowEnd - next) {
            windowEnd = next + windowCycles;
        }
        cycle = next;
        for (Partition partition : partitions) {
            partition.beginWindow(windowEnd);
        }
        shareOutWindow();
        inWindow = true;
        return true;
    }

    /** Why the run ends before {@code next}, the next cycle at which anything happens; null if it does not. */
    private RunEnd endBefore(long next) {
        if (stop.isNow()) {
            stop.clearNow();
            return new RunEnd.Stopped(cycle);
        }
        long boundary = stop.boundary();
        if (boundary <= next && boundary <= until && boundary != Component.IDLE) {
            stop.clearBoundary();
            cycle = boundary;
            return new RunEnd.Stopped(cycle);
        }
        if (next == Component.IDLE) {
            cycle = Math.max(firstOfRun, lastCycle() + 1);
            return new RunEnd.Idle(cycle);
        }
        if (next >= until) {
            cycle = until;
            return new RunEnd.ReachedCycle(cycle);
        }
        return next / BOUNDARY_CYCLES == checkedBlock ? null : endWithoutProgress(next / BOUNDARY_CYCLES);
    }

    /** Checks progress, once for each block of cycles between boundaries in which anything happened. */
    private RunEnd endWithoutProgress(long block) {
        checkedBlock = block;
        if (progress == null) {
            return null;
        }
        long seen = progress.getAsLong();
        blocksWithoutProgress = seen == progressSeen ? blocksWithoutProgress + 1 : 0;
        progressSeen = seen;
        if (blocksWithoutProgress * BOUNDARY_CYCLES < patienceCycles) {
            return null;
        }
        long silentCycles = blocksWithoutProgress * BOUNDARY_CYCLES;
        blocksWithoutProgress = 0;
        cycle = block * BOUNDARY_CYCLES;
        return new RunEnd.NoProgress(cycle, silentCycles);
    }

    private void endWindow() {
        inWindow = false;
        for (Latch wire : crossingWires) {
            wire.handOver();
        }
        long allTicks = 0;
        cycle = windowEnd;
        for (Partition partition : partitions) {
            allTicks += partition.ticks();
            cycle = Math.min(cycle, partition.windowEnd());
        }
        windowTicks = allTicks - ticks;
        ticks = allTicks;
    }

    /** Asks a run to stop soon. Safe from any thread and in signal handlers. */
    public void requestStop() {
        stop.now();
    }

    /** First cycle that has not been executed. */
    public long cycle() {
        return cycle;
    }

    /** Next cycle at which anything happens, or {@link Component#IDLE}. For between runs. */
    public long nextCycle() {
        long next = Component.IDLE;
        for (Partition partition : partitions) {
            next = Math.min(next, partition.nextWake());
        }
        return next;
    }

    /** Whether nothing will happen any more by itself. */
    public boolean idle() {
        return nextCycle() == Component.IDLE;
    }

    /** Makes {@code component} tick at the present cycle, as something was put into it from outside. For between runs. */
    public void wake(Component component) {
        for (Member member : members) {
            if (member.component == component) {
                member.wake(cycle);
                return;
            }
        }
        throw new IllegalArgumentException("component " + component.name() + " does not belong to this kernel");
    }

    /** Ticks of components so far; differs with nothing but the work done. */
    public long ticks() {
        return ticks;
    }

    /** First multiple of {@link #BOUNDARY_CYCLES} after {@code cycle}. */
    static long boundaryAfter(long cycle) {
        return (cycle / BOUNDARY_CYCLES + 1) * BOUNDARY_CYCLES;
    }

    private long lastCycle() {
        long last = -1;
        for (Partition partition : partitions) {
            last = Math.max(last, partition.lastCycle());
        }
        return last;
    }

    /** Writes cycle, components and wires; between runs, and only while no guest is held in mid-turn. */
    @Override
    public void save(StateWriter out) {
        if (broken || carriers.held() > 0) {
            throw new IllegalStateException("cycle " + cycle + ": a kernel with "
                    + (broken ? "a failed run" : carriers.held() + " guests held in mid-turn") + " cannot be saved");
        }
        out.section("kernel");
        out.writeLong(cycle);
        out.writeLong(lastCycle());
        out.writeLong(checkedBlock);
        out.writeLong(blocksWithoutProgress);
        out.writeLong(progressSeen);
        out.writeInt(members.length);
        out.writeInt(wires.length);
        for (Member member : members) {
            out.section(member.component.name());
            out.writeLong(member.due);
            member.component.save(out);
        }
        for (Latch wire : wires) {
            out.section(wire.name());
            wire.save(out);
        }
    }

    /** Reads what a kernel of the same components and wires wrote, on however many partitions it ran. */
    @Override
    public void load(StateReader in) {
        in.section("kernel");
        cycle = in.readLong();
        long last = in.readLong();
        checkedBlock = in.readLong();
        blocksWithoutProgress = in.readLong();
        progressSeen = in.readLong();
        in.expectInt(members.length, "components");
        in.expectInt(wires.length, "wires");
        for (Member member : members) {
            in.section(member.component.name());
            member.restore(in.readLong());
            member.component.load(in);
        }
        for (Latch wire : wires) {
            in.section(wire.name());
            wire.load(in);
        }
        for (Partition partition : partitions) {
            partition.restoreLastCycle(last);
        }
    }

    /** Collects what a kernel is made of. Used once, by one thread. */
    public static final class Builder {
        private final Wiring wiring = new Wiring();
        private StopSignal stop = new StopSignal();
        private int partitions = 1;
        private int hostThreads = Runtime.getRuntime().availableProcessors();
        private boolean reversed;
        private long parallelTicks =
                8; // an assumption: as many ticks of slices outweigh a window's 0.6 us of switching
        private long guestCallsPerCycle = 1_000_000;
        private LongSupplier progress;
        private long patienceCycles;

        /** Number of partitions, which may run in parallel; 1 at first. Before any component is added. */
        public Builder partitions(int count) {
            partitions = Check.inRange(count, 1, 1024, "partitions");
            return this;
        }

        /** Most threads that run at one time; the host's processors at first. */
        public Builder hostThreads(int count) {
            hostThreads = Check.inRange(count, 1, 1024, "hostThreads");
            return this;
        }

        /** Ticks components in reverse order of registration, to prove that the order does not matter. */
        public Builder reversed(boolean reverse) {
            reversed = reverse;
            return this;
        }

        /** Ticks in a window from which on the next one runs in parallel; 8 at first, 0 makes all windows parallel. */
        public Builder parallelTicks(long ticksPerWindow) {
            parallelTicks = Check.inRange(ticksPerWindow, 0, Long.MAX_VALUE, "parallelTicks");
            return this;
        }

        /** Guest calls of one component at one cycle from which on the model is taken to be broken; a million at first. */
        public Builder guestCallsPerCycle(long most) {
            guestCallsPerCycle = Check.inRange(most, 1, Long.MAX_VALUE, "guestCallsPerCycle");
            return this;
        }

        /**
         * Ends a run when cycles in which something happens go by without {@code counter} changing, for {@code patience} cycles or a
         * little more. The counter is read between windows and must be the same for every number of partitions.
         */
        public Builder progress(LongSupplier counter, long patience) {
            progress = counter;
            patienceCycles = Check.inRange(patience, BOUNDARY_CYCLES, Long.MAX_VALUE / 2, "patienceCycles");
            return this;
        }

        /** The signal that components were given to stop the run. */
        public Builder stopSignal(StopSignal signal) {
            stop = signal;
            return this;
        }

        /** Adds a component to a partition, counted from 0. */
        public Builder component(Component component, int partition) {
            if (partition < 0 || partition >= partitions) {
                throw new IllegalArgumentException("component " + component.name() + ": partition " + partition
                        + " is outside 0.." + (partitions - 1));
            }
            wiring.add(component, partition);
            return this;
        }

        /** Adds a component to partition 0. */
        public Builder component(Component component) {
            return component(component, 0);
        }

        /** Adds a wire between two components that were added before; they may be the same one. */
        public Builder wire(Latch wire, Component producer, Component consumer) {
            wiring.connect(wire, producer, consumer);
            return this;
        }

        /** The kernel, at cycle 0 and with every component due there. The carriers stay the caller's to close. */
        public Kernel build(Carriers carriers) {
            return new Kernel(this, carriers);
        }

        private int[] membersOf(int partition) {
            int[] members = wiring.membersOf(partition);
            if (reversed) {
                for (int i = 0, j = members.length - 1; i < j; i++, j--) {
                    int swapped = members[i];
                    members[i] = members[j];
                    members[j] = swapped;
                }
            }
            return members;
        }
    }
}
