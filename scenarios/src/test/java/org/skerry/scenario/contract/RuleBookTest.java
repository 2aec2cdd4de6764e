package org.skerry.scenario.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.ImmediateMachine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** The rules on three machines; what `skerry validate contract` runs on all of them and on every network. */
class RuleBookTest {
    private static final Compliance COMPLIANCE = new Compliance();

    private static Map<String, Supplier<Machine>> machines() {
        Map<String, Supplier<Machine>> machines = new LinkedHashMap<>();
        machines.put("oracle", () -> new ImmediateMachine(Compliance.SEED, ExecutionSpec.SERIAL));
        machines.put("chip", () -> new EnclaveChip(ChipSpec.of(4, 4, 1), Compliance.SEED, ExecutionSpec.SERIAL));
        machines.put(
                "shared", () -> new SharedMemoryMachine(SharedMemorySpec.of(4), Compliance.SEED, ExecutionSpec.SERIAL));
        return machines;
    }

    @TestFactory
    Stream<DynamicNode> everyRuleIsKept() {
        return machines().entrySet().stream()
                .map(machine -> dynamicContainer(
                        machine.getKey(),
                        RuleBook.rules().stream()
                                .map(rule -> dynamicTest(rule.claim(), () -> {
                                    Ending ending = COMPLIANCE.run(rule, machine.getValue());
                                    assertTrue(rule.kept().test(ending), ending.words());
                                }))));
    }

    @Test
    void noTwoRulesSayTheSame() {
        List<String> claims = RuleBook.rules().stream().map(Rule::claim).toList();
        assertEquals(claims.size(), claims.stream().distinct().count());
    }

    @Test
    void theStoreEndsWithTheMemoriesOfTheOracle() {
        for (Rule rule : RuleBook.rules()) {
            if (!rule.claim().contains("a store with")) {
                continue;
            }
            Map<String, byte[]> expected = memories(rule, machines().get("oracle"));
            assertEquals(5, expected.size());
            machines()
                    .forEach((name, machine) -> memories(rule, machine)
                            .forEach((actor, bytes) ->
                                    assertArrayEquals(expected.get(actor), bytes, name + ", " + actor)));
        }
    }

    private static Map<String, byte[]> memories(Rule rule, Supplier<Machine> supplier) {
        try (Machine machine = supplier.get()) {
            Deployment deployment = machine.deploy(COMPLIANCE.plan(rule));
            assertInstanceOf(RunOutcome.Quiescent.class, machine.run(RunLimits.NONE));
            Map<String, byte[]> memories = new TreeMap<>();
            deployment.actors().forEach(actor -> memories.put(actor, deployment.memory(actor)));
            return memories;
        }
    }

    // ---- mutants -----------------------------------------------------------------------------------------------

    @Test
    void aMachineThatLosesMessagesBreaksRules() {
        assertCaught(instance -> new EveryFifth(instance, 0), "nothing is lost or doubled when eight send to one");
    }

    @Test
    void aMachineThatDoublesMessagesBreaksRules() {
        assertCaught(
                instance -> new EveryFifth(instance, 2),
                "messages of one actor to another arrive in the order in which they were sent");
    }

    @Test
    void aMachineThatForgetsBehavioursBreaksRules() {
        assertCaught(Unchanging::new, "a behaviour that was chosen handles the next message");
    }

    @Test
    void aMachineThatTellsNobodyOfAnEndBreaksRules() {
        assertCaught(
                instance -> new Faulty(instance) {
                    @Override
                    public Step step(Turn turn) {
                        return turn.message().kind() == MessageKind.ENDED ? Step.DONE : instance.step(turn);
                    }
                },
                "whoever monitors an actor is told of its exit, and of its code");
    }

    @Test
    void aMachineOnWhichWhatWasChosenLastDoesNotCountBreaksRules() {
        assertCaught(
                Unchanging::new,
                "Hewitt, become: it takes effect with the next message, the last choice of a turn counts, and memory stays");
    }

    private static void assertCaught(UnaryOperator<ActorInstance> mutation, String claim) {
        Machine oracle = new ImmediateMachine(Compliance.SEED, ExecutionSpec.SERIAL);
        Machine mutant = (Machine) Proxy.newProxyInstance(
                RuleBookTest.class.getClassLoader(), new Class<?>[] {Machine.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("deploy")) {
                        DeploymentPlan plan = (DeploymentPlan) arguments[0];
                        Map<String, Program> mutated = new TreeMap<>();
                        plan.images().forEach((name, program) -> mutated.put(name, new Mutated(program, mutation)));
                        return oracle.deploy(new DeploymentPlan(mutated, plan.actors(), plan.windows()));
                    }
                    try {
                        return method.invoke(oracle, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        Rule rule = RuleBook.rules().stream()
                .filter(each -> each.claim().equals(claim))
                .findFirst()
                .orElseThrow();
        Ending ending = COMPLIANCE.run(rule, () -> mutant);
        assertTrue(!rule.kept().test(ending), "not noticed: " + ending.words());
    }

    private record Mutated(Program program, UnaryOperator<ActorInstance> mutation) implements Program {
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
            return mutation.apply(program.instantiate(memory, grants));
        }
    }

    /** Handles every fifth message of an actor so many times. */
    private static final class EveryFifth extends Faulty {
        private final int times;
        private int messages;

        EveryFifth(ActorInstance instance, int times) {
            super(instance);
            this.times = times;
        }

        @Override
        public Step step(Turn turn) {
            boolean fifth = turn.message().kind() == MessageKind.USER && ++messages % 5 == 0;
            Step step = Step.DONE;
            for (int i = 0; i < (fifth ? times : 1); i++) {
                step = instance.step(turn);
            }
            return step;
        }
    }

    /** Puts the state outside of linear memory, the chosen behaviour among it, back after each turn but the first. */
    private static final class Unchanging extends Faulty {
        private byte[] first;

        Unchanging(ActorInstance instance) {
            super(instance);
        }

        @Override
        public Step step(Turn turn) {
            if (first != null) {
                instance.load(new StateReader(first));
            }
            Step step = instance.step(turn);
            if (first == null) {
                StateWriter state = new StateWriter();
                instance.save(state);
                first = state.toByteArray();
            }
            return step;
        }
    }

    private abstract static class Faulty implements ActorInstance {
        final ActorInstance instance;

        Faulty(ActorInstance instance) {
            this.instance = instance;
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
}
