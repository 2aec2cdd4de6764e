package org.skerry.sim.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.Floorplan;

/** The oracle with one law broken on purpose, to show that the law book notices. */
class MutantMachine implements Machine {
    private final ImmediateMachine machine;

    MutantMachine(long seed, ExecutionSpec execution) {
        machine = new ImmediateMachine(seed, execution);
    }

    /** How a program is changed before it is deployed. */
    protected ActorInstance mutate(ActorInstance instance) {
        return instance;
    }

    /** How the rights of a grant are changed before deployment. */
    protected int mutate(int rights) {
        return rights;
    }

    @Override
    public Deployment deploy(DeploymentPlan plan) {
        Map<String, Program> images = new TreeMap<>();
        plan.images().forEach((name, program) -> images.put(name, new Mutated(program)));
        List<ActorPlan> actors = new ArrayList<>();
        for (ActorPlan actor : plan.actors()) {
            List<GrantPlan> grants = new ArrayList<>();
            for (GrantPlan grant : actor.grants()) {
                grants.add(new GrantPlan(grant.name(), grant.target(), mutate(grant.rights()), grant.label()));
            }
            actors.add(new ActorPlan(
                    actor.name(), actor.image(), actor.arguments(), grants, actor.place(), actor.timed()));
        }
        return machine.deploy(new DeploymentPlan(images, actors, plan.windows(), plan.expected(), plan.bonds()));
    }

    private final class Mutated implements Program {
        private final Program program;

        Mutated(Program program) {
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
            return mutate(program.instantiate(memory, grants));
        }
    }

    /** An actor whose machine loses or doubles every fifth message. */
    abstract static class Unfaithful implements ActorInstance {
        private final ActorInstance instance;
        private int messages;

        Unfaithful(ActorInstance instance) {
            this.instance = instance;
        }

        abstract int timesHandled();

        @Override
        public Step step(Turn turn) {
            boolean fifth = turn.message().kind() == MessageKind.USER && ++messages % 5 == 0;
            Step step = Step.DONE;
            for (int i = 0; i < (fifth ? timesHandled() : 1); i++) {
                step = instance.step(turn);
            }
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
    }

    /** Loses every fifth message. */
    static final class Loses extends MutantMachine {
        Loses(long seed, ExecutionSpec execution) {
            super(seed, execution);
        }

        @Override
        protected ActorInstance mutate(ActorInstance instance) {
            return new Unfaithful(instance) {
                @Override
                int timesHandled() {
                    return 0;
                }
            };
        }
    }

    /** Handles every fifth message twice. */
    static final class Doubles extends MutantMachine {
        Doubles(long seed, ExecutionSpec execution) {
            super(seed, execution);
        }

        @Override
        protected ActorInstance mutate(ActorInstance instance) {
            return new Unfaithful(instance) {
                @Override
                int timesHandled() {
                    return 2;
                }
            };
        }
    }

    /** Hands out every right with every handle. */
    static final class Generous extends MutantMachine {
        Generous(long seed, ExecutionSpec execution) {
            super(seed, execution);
        }

        @Override
        protected int mutate(int rights) {
            return Rights.ALL;
        }
    }

    /** Tells nobody of the end of another. */
    static final class Secretive extends MutantMachine {
        Secretive(long seed, ExecutionSpec execution) {
            super(seed, execution);
        }

        @Override
        protected ActorInstance mutate(ActorInstance instance) {
            return new Deaf(instance, MessageKind.ENDED);
        }
    }

    /** Has clocks, and timers that never come. */
    static final class Timeless extends MutantMachine {
        Timeless(long seed, ExecutionSpec execution) {
            super(seed, execution);
        }

        @Override
        protected ActorInstance mutate(ActorInstance instance) {
            return new Deaf(instance, MessageKind.TIMER);
        }
    }

    /** An actor that hears of nothing of a kind. */
    private record Deaf(ActorInstance instance, MessageKind kind) implements ActorInstance {
        @Override
        public Step step(Turn turn) {
            return turn.message().kind() == kind ? Step.DONE : instance.step(turn);
        }

        @Override
        public void save(StateWriter out) {
            instance.save(out);
        }

        @Override
        public void load(StateReader in) {
            instance.load(in);
        }
    }

    /** Lets everybody reach the first actor. */
    static final class Ambient extends MutantMachine {
        Ambient(long seed, ExecutionSpec execution) {
            super(seed, execution);
        }

        @Override
        protected ActorInstance mutate(ActorInstance instance) {
            return new WellConnected(instance);
        }
    }

    /** An actor in whose table a capability appears that nobody gave it. */
    private record WellConnected(ActorInstance instance) implements ActorInstance {
        @Override
        public Step step(Turn turn) {
            turn.table()
                    .install(Capability.root(
                            CapabilityKind.ACTOR,
                            ActorBirth.actorId(0),
                            0,
                            Rights.SEND | Rights.GRANT,
                            0,
                            turn.message().id()));
            return instance.step(turn);
        }

        @Override
        public void save(StateWriter out) {
            instance.save(out);
        }

        @Override
        public void load(StateReader in) {
            instance.load(in);
        }
    }

    /** Lets execution show in the digest. */
    static final class Leaky extends MutantMachine {
        private final ExecutionSpec execution;

        Leaky(long seed, ExecutionSpec execution) {
            super(seed, execution);
            this.execution = execution;
        }

        @Override
        public String digest() {
            return super.digest() + execution.partitions();
        }
    }

    /** Ignores the seed. */
    static final class Seedless extends MutantMachine {
        Seedless(long seed, ExecutionSpec execution) {
            super(0, execution);
        }
    }

    /** Forgets what it was restored from. */
    static final class Forgetful extends MutantMachine {
        Forgetful(long seed, ExecutionSpec execution) {
            super(seed, execution);
        }

        @Override
        public void restore(byte[] checkpoint) {}
    }

    /** Calls every end a good one. */
    static final class Cheerful extends MutantMachine {
        Cheerful(long seed, ExecutionSpec execution) {
            super(seed, execution);
        }

        @Override
        public RunOutcome run(RunLimits limits) {
            return new RunOutcome.Quiescent(super.run(limits).cycle());
        }
    }

    /** Shows its log in another order. */
    static final class Backwards extends MutantMachine {
        Backwards(long seed, ExecutionSpec execution) {
            super(seed, execution);
        }

        @Override
        public List<LogLine> log() {
            List<LogLine> lines = new ArrayList<>(super.log());
            Collections.reverse(lines);
            return lines;
        }
    }

    @Override
    public RunOutcome run(RunLimits limits) {
        return machine.run(limits);
    }

    @Override
    public void requestStop() {
        machine.requestStop();
    }

    @Override
    public int places() {
        return machine.places();
    }

    @Override
    public long cycle() {
        return machine.cycle();
    }

    @Override
    public StatsSnapshot statistics() {
        return machine.statistics();
    }

    @Override
    public String digest() {
        return machine.digest();
    }

    @Override
    public List<LogLine> log() {
        return machine.log();
    }

    @Override
    public Floorplan floorplan() {
        return machine.floorplan();
    }

    @Override
    public List<ActorAuthority> authority() {
        return machine.authority();
    }

    @Override
    public void observe(RunObserver observer) {
        machine.observe(observer);
    }

    @Override
    public byte[] checkpoint() {
        return machine.checkpoint();
    }

    @Override
    public void restore(byte[] checkpoint) {
        machine.restore(checkpoint);
    }

    @Override
    public void close() {
        machine.close();
    }
}
