package org.skerry.scenario.process;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.scenario.program.NativeProgram;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Step;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.StatsSnapshot;

/** Two actors that pass a message to and fro, or one that logs, on a shared-memory machine; and what came of it. */
final class KernelRun {
    private static final int[] NO_HANDLES = {};
    private static final int WARM = 100; // rounds or calls before the clock is read
    private static final int TIMES = 500;
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 15; // of the 16 in 64 KiB, all but the first
    private static final int GROWTHS = 20;

    private final TreeMap<String, Program> images = new TreeMap<>();
    private final List<ActorPlan> actors = new ArrayList<>();
    private StatsSnapshot statistics;
    private double nanoseconds; // of one round, or one call

    private KernelRun() {}

    /** An actor logs lines of one byte. */
    static KernelRun logging(SharedMemorySpec spec) {
        KernelRun run = new KernelRun();
        run.actor("caller", 0, List.of(), NativeProgram.plain("caller", (turn, memory) -> {
            for (int i = 0; i < WARM + TIMES; i++) {
                if (i == WARM) {
                    memory.store(0, Long.BYTES, turn.clock(turn.granted("clock")));
                }
                turn.log(turn.granted("log"), new byte[] {'.'});
            }
            run.nanoseconds = (turn.clock(turn.granted("clock")) - memory.load(0, Long.BYTES)) / (double) TIMES;
        }));
        return run.on(spec);
    }

    /** An actor reads a word of each page of 4 KiB of its memory but the first, one after the other. */
    static KernelRun touching(SharedMemorySpec spec) {
        KernelRun run = new KernelRun();
        run.actor("toucher", 0, List.of(), NativeProgram.plain("toucher", (turn, memory) -> {
            long before = turn.clock(turn.granted("clock"));
            for (int page = 1; page <= PAGES; page++) {
                memory.accessModel().load((long) page * PAGE_BYTES, Long.BYTES);
            }
            run.nanoseconds = (turn.clock(turn.granted("clock")) - before) / (double) PAGES;
        }));
        return run.on(spec);
    }

    /** An actor's memory grows by 64 KiB, again and again; nobody touches what is new. */
    static KernelRun growing(SharedMemorySpec spec) {
        KernelRun run = new KernelRun();
        run.actor(
                "grower",
                0,
                List.of(),
                NativeProgram.plain("grower", (turn, memory) -> {
                            long before = turn.clock(turn.granted("clock"));
                            for (int i = 0; i < GROWTHS; i++) {
                                memory.grow(1);
                            }
                            run.nanoseconds = (turn.clock(turn.granted("clock")) - before) / (double) GROWTHS;
                        })
                        .growingTo(1 + GROWTHS));
        return run.on(spec);
    }

    /** A message of one byte goes to and fro between an actor on core 0 and one on another. */
    static KernelRun rounds(SharedMemorySpec spec, int otherCore) {
        KernelRun run = new KernelRun();
        run.actor("ping", 0, List.of("pong"), NativeProgram.counting("ping", (turn, memory, count) -> {
            if (count == WARM) {
                memory.store(64, Long.BYTES, turn.clock(turn.granted("clock")));
            }
            if (count == WARM + TIMES) {
                run.nanoseconds = (turn.clock(turn.granted("clock")) - memory.load(64, Long.BYTES)) / (double) TIMES;
            } else {
                turn.send(turn.granted("pong"), new byte[1], NO_HANDLES);
            }
            return Step.DONE;
        }));
        run.actor("pong", otherCore, List.of("ping"), NativeProgram.plain("pong", (turn, memory) -> {
            if (turn.message().kind() != MessageKind.START) {
                turn.send(turn.granted("ping"), new byte[1], NO_HANDLES);
            }
        }));
        return run.on(spec);
    }

    private void actor(String name, int core, List<String> others, Program program) {
        List<GrantPlan> grants = new ArrayList<>();
        for (String other : others) {
            grants.add(new GrantPlan(other, new GrantTarget.ToActor(other), Rights.SEND, 0));
        }
        grants.add(new GrantPlan("clock", new GrantTarget.ToClock(), Rights.CLOCK, 0));
        grants.add(new GrantPlan("log", new GrantTarget.ToLog(), Rights.LOG, 0));
        images.put(name, program);
        actors.add(new ActorPlan(name, name, new byte[0], grants, OptionalInt.of(core), false));
    }

    private KernelRun on(SharedMemorySpec spec) {
        try (SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL, IdealNetwork::new)) {
            machine.deploy(new DeploymentPlan(images, actors, List.of()));
            RunOutcome outcome = machine.run(RunLimits.NONE);
            if (!(outcome instanceof RunOutcome.Quiescent)) {
                throw new IllegalStateException(outcome.explain());
            }
            statistics = machine.statistics();
        }
        return this;
    }

    /** Nanoseconds of a round, or of a call. */
    double nanoseconds() {
        return nanoseconds;
    }

    /** Mean over all messages of one of the metrics {@code message.*}. */
    double mean(String part) {
        return statistics.value("message." + part)
                / (double) statistics.histogram("message.cycles").count();
    }

    /** Mean cycles of a message. */
    double messageCycles() {
        return statistics.histogram("message.cycles").sum()
                / (double) statistics.histogram("message.cycles").count();
    }
}
