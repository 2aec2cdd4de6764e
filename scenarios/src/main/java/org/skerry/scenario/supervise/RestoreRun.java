package org.skerry.scenario.supervise;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.skerry.model.count.Restore;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.Bonds;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.ImmediateMachine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.load.Policy;

/** One child that crashes once, and the supervisor that puts it back. */
public final class RestoreRun {
    private static final long SEED = 1;
    private static final long CRASH_NANOSECONDS = 100_000;
    private static final int CAPABILITIES = 2; // of the child: itself and a clock
    private static final int CHILD = 0;

    private final byte[] module;
    private final Program child;
    private final Program supervisor;
    private final byte[] childArguments;

    private RestoreRun(int imageBytes, int maxPages) {
        module = ChildModule.of(imageBytes, maxPages);
        child = WasmLoader.load("mortal", module, Policy.DEFAULT);
        supervisor = WasmLoader.load("supervisor", ChildModule.guest("supervisor"), Policy.DEFAULT);
        childArguments = ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1)
                .putInt(1)
                .putLong(CRASH_NANOSECONDS)
                .putLong(CRASH_NANOSECONDS * 3 / 2)
                .array();
    }

    /** The time to restore on a chip of 4 by 4 tiles, the supervisor at {@code place}, with an image of so many bytes. */
    public static RestorePoint onChip(int memoryBytes, int imageBytes, int place) {
        ChipSpec spec = ChipSpec.of(4, 4, 1);
        spec = spec.withEnclave(spec.enclave().withMemory(memoryBytes)).complete();
        RestoreRun run = new RestoreRun(imageBytes, 16);
        Restore predicted = new org.skerry.model.enclave.RestoreLaw(spec)
                .restore(
                        CHILD,
                        place,
                        run.turn(),
                        org.skerry.model.enclave.RestoreLaw.orderBytes(run.childArguments.length),
                        run.module.length,
                        CAPABILITIES);
        try (EnclaveChip chip = new EnclaveChip(spec, SEED, ExecutionSpec.SERIAL)) {
            RestoreWatch watch = run.watched(chip, run.supervisor, OptionalInt.of(CHILD), OptionalInt.of(place));
            StatsSnapshot steps = chip.statistics();
            long hold = steps.value("load.holdCycles") + steps.value("load.zeroiseCycles");
            long stream = steps.value("load.streamCycles");
            long hash = steps.value("load.hashCycles");
            long verify = steps.value("load.verifyCycles");
            long last = steps.value("load.installCycles") + steps.value("load.releaseCycles");
            // The report that the enclave is clear is part of what image management waits for its image.
            long detection = watch.lived() - hold - stream - hash - verify - last;
            return new RestorePoint(
                    "enclave chip",
                    memoryBytes,
                    run.module.length,
                    predicted,
                    new Restore(detection, hold, stream, hash, verify, last + watch.told()));
        }
    }

    /** The time to restore on a shared-memory machine of 4 cores, of a program that may grow to so many pages. */
    public static RestorePoint onSharedMemory(int pages, int imageBytes) {
        SharedMemorySpec spec = SharedMemorySpec.of(4);
        RestoreRun run = new RestoreRun(imageBytes, pages);
        long memory = (long) pages * Limits.PAGE_BYTES;
        Restore predicted =
                new org.skerry.model.sharedmem.RestoreLaw(spec).restore(run.turn(), memory, run.module.length);
        try (SharedMemoryMachine machine = new SharedMemoryMachine(spec, SEED, ExecutionSpec.SERIAL)) {
            RestoreWatch watch = run.watched(machine, run.supervisor, OptionalInt.empty(), OptionalInt.empty());
            StatsSnapshot steps = machine.statistics();
            long zeroise = steps.value("restart.zeroiseCycles");
            long load = steps.value("restart.loadCycles");
            Restore measured = new Restore(watch.lived() - zeroise - load, zeroise, load, 0, 0, watch.told());
            return new RestorePoint("shared memory", memory, run.module.length, predicted, measured);
        }
    }

    /** What the supervisor does until it has asked for the restart: the same on every machine, so it is counted on one without time. */
    private Restore.Turn turn() {
        Counting counting = new Counting(supervisor);
        try (Machine oracle = new ImmediateMachine(SEED, ExecutionSpec.SERIAL)) {
            oracle.deploy(plan(counting, OptionalInt.empty(), OptionalInt.empty()));
            oracle.run(RunLimits.NONE);
        }
        return counting.turn;
    }

    private RestoreWatch watched(Machine machine, Program who, OptionalInt childPlace, OptionalInt place) {
        RestoreWatch watch = new RestoreWatch();
        machine.observeLives(watch);
        machine.observe(watch);
        machine.deploy(plan(who, childPlace, place));
        machine.run(RunLimits.NONE);
        return watch;
    }

    private DeploymentPlan plan(Program who, OptionalInt childPlace, OptionalInt place) {
        ByteBuffer rules = ByteBuffer.allocate(40 + childArguments.length).order(ByteOrder.LITTLE_ENDIAN);
        rules.putInt(0).putInt(0).putInt(1).putInt(1).putLong(1_000_000_000L).putLong(0);
        rules.putInt(childArguments.length).putInt(0).put(childArguments);
        GrantPlan clock = new GrantPlan("clock", new GrantTarget.ToClock(), Rights.CLOCK, 0);
        List<ActorPlan> actors = new ArrayList<>();
        actors.add(new ActorPlan("child", "mortal", childArguments, List.of(clock), childPlace, false));
        actors.add(new ActorPlan(
                "supervisor",
                "supervisor",
                rules.array(),
                List.of(
                        clock,
                        new GrantPlan("child0", new GrantTarget.ToActor("child"), Rights.SEND | Rights.CONTROL, 0),
                        new GrantPlan("image0", new GrantTarget.ToImage("mortal"), Rights.SPAWN, 0)),
                place,
                false));
        Bonds bonds = new Bonds(List.of(new Bonds.Bond("supervisor", "child")), Set.of("supervisor"));
        return new DeploymentPlan(Map.of("mortal", child, "supervisor", who), actors, List.of(), List.of(), bonds);
    }

    /** A program that notes what it had done when it asked for a restart. */
    private static final class Counting implements Program {
        private final Program program;
        private Restore.Turn turn = new Restore.Turn(0, 0, 0);

        Counting(Program program) {
            this.program = program;
        }

        @Override
        public byte[] image() {
            return program.image();
        }

        @Override
        public Limits limits() {
            return program.limits();
        }

        @Override
        public ActorInstance instantiate(LinearMemory memory, Grants grants) {
            ActorInstance instance = program.instantiate(memory, grants);
            return new ActorInstance() {
                @Override
                public Step step(Turn its) {
                    Step step = instance.step(its);
                    note(its.ledger());
                    return step;
                }

                @Override
                public void save(StateWriter out) {
                    instance.save(out);
                }

                @Override
                public void load(StateReader in) {
                    instance.load(in);
                }
            };
        }

        private void note(Ledger ledger) {
            for (int i = 0; i < ledger.size(); i++) {
                Ledger.Entry entry = ledger.entry(i);
                if (entry.kind() == Ledger.Kind.OVERSEE
                        && ((Oversight) entry.object()).kind() == Oversight.Kind.RESTART) {
                    turn = new Restore.Turn(entry.instructions(), entry.loads(), entry.stores());
                }
            }
        }
    }
}
