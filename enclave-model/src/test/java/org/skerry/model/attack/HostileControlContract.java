package org.skerry.model.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.as;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.digest.Mix;
import org.skerry.sim.machine.Deployment;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.sim.trace.Reach;
import org.skerry.sim.trace.Reach.Whose;

/**
 * What an agent that has taken over the control achieves on every machine: availability and control are lost. What it can read is
 * each machine's own matter, held against {@link #assertUnread}.
 */
public abstract class HostileControlContract {
    private static final int[] NO_HANDLES = {};
    private static final int TICKS = 1200;
    private static final int COUNTER = 0;
    private static final int SECRET_AT = 0x1000;
    private static final int SECRET_WORDS = 64;

    /** When orders are given: in the midst of the work on every machine. */
    private static final long AT = 10_000;

    /** A machine that has been taken over, before its deployment. */
    protected abstract Machine taken(HostileAgent agent, ExecutionSpec execution);

    // ---- actors ------------------------------------------------------------------------------------------------

    /** A word of the victim's secret, which it makes at run time. */
    private static long secret(int word) {
        return Mix.combine(0x5EC2E7, word);
    }

    private static void victim(Turn turn, LinearMemory memory) {
        if (turn.message().kind() == MessageKind.START) {
            for (int i = 0; i < SECRET_WORDS; i++) {
                memory.store(SECRET_AT + 8L * i, 8, secret(i));
            }
        } else {
            answer(turn, 1);
        }
    }

    private static void answer(Turn turn, int what) {
        turn.send(turn.granted("peer"), new byte[] {(byte) what}, NO_HANDLES);
    }

    /** Asks whom it knows as victim once a tick, and counts who answers: 1 the victim, 2 the impostor, 3 the other. */
    private static void peer(Turn turn, LinearMemory memory) {
        byte[] payload = turn.message().payload();
        if (turn.message().kind() == MessageKind.USER && payload.length == 1) {
            long counter = 8L * (1 + payload[0]);
            memory.store(counter, 8, memory.load(counter, 8) + 1);
            return;
        }
        long ticks = memory.load(COUNTER, 8);
        memory.store(COUNTER, 8, ticks + 1);
        if (ticks < TICKS) {
            turn.send(turn.granted("victim"), new byte[1], NO_HANDLES);
            turn.send(0, new byte[0], NO_HANDLES);
        }
    }

    private static void impostor(Turn turn, LinearMemory memory) {
        if (turn.message().kind() == MessageKind.START) {
            int left = 0;
            for (int at = 0; at < 1 << 16; at += 8) {
                left += memory.load(at, 8) == 0 ? 0 : 1;
            }
            turn.log(turn.granted("log"), ("left behind " + left).getBytes(StandardCharsets.UTF_8));
        } else {
            answer(turn, 2);
        }
    }

    private static DeploymentPlan plan(JavaProgram.Handler victim) {
        return new PlanBuilder()
                .image("impostor", HostileControlContract::impostor)
                .actor("victim", victim, to("peer"), as("silent", "silent"), log())
                .actor("peer", HostileControlContract::peer, to("victim"))
                .actor("other", (turn, memory) -> answerUser(turn), to("peer"))
                .actor("silent", (turn, memory) -> {})
                .build();
    }

    private static void answerUser(Turn turn) {
        if (turn.message().kind() == MessageKind.USER) {
            answer(turn, 3);
        }
    }

    // ---- running -----------------------------------------------------------------------------------------------

    /** What is left after a run. */
    private record Aftermath(
            RunOutcome outcome, List<OrderOutcome> orders, List<String> log, byte[] peer, String digest, Reach reach) {
        long answers(int who) {
            int at = 8 * (1 + who);
            return at + 8 > peer.length ? 0 : LinearMemory.readWindow(peer, at, 8);
        }

        OrderOutcome only() {
            assertEquals(1, orders.size());
            return orders.get(0);
        }
    }

    private Aftermath run(ExecutionSpec execution, JavaProgram.Handler victim, Order... orders) {
        try (Machine machine = taken(new HostileAgent(List.of(orders)), execution)) {
            Deployment deployment = machine.deploy(plan(victim));
            return aftermath(machine, deployment, machine.run(RunLimits.NONE));
        }
    }

    private Aftermath run(Order... orders) {
        return run(ExecutionSpec.SERIAL, HostileControlContract::victim, orders);
    }

    private static Aftermath aftermath(Machine machine, Deployment deployment, RunOutcome outcome) {
        byte[] peer = new byte[64];
        byte[] found = deployment.memory("peer");
        System.arraycopy(found, 0, peer, 0, Math.min(found.length, peer.length));
        List<String> log = machine.log().stream().map(LogLine::toString).toList();
        return new Aftermath(outcome, machine.orders(), log, peer, machine.digest(), machine.reach());
    }

    private static Order[] everything() {
        return new Order[] {
            new Order.Read(AT / 2, 0, 1 << 20, 8, secret(7)),
            new Order.Stop(AT, "silent"),
            new Order.Rewire(AT, "peer", "victim", "other"),
            new Order.Reimage(AT + 1, "victim", "impostor"),
            new Order.Rewire(8 * AT, "peer", "other", "victim"),
            new Order.Read(9 * AT, 0, 1 << 20, 8, secret(7)),
        };
    }

    /** An agent that reads the first 8 MiB of its bus in the midst of the work, looking for a word of the secret. */
    protected static HostileAgent reader() {
        return new HostileAgent(List.of(new Order.Read(AT, 0, 8 << 20, 8, secret(7))));
    }

    /** Deploys victims and others on a machine. */
    protected static void deploy(Machine machine) {
        machine.deploy(plan(HostileControlContract::victim));
    }

    /** Runs the machine; holds if nothing of any actor was on the agent's bus. */
    protected static void assertUnread(Machine machine) {
        machine.run(RunLimits.NONE);
        assertEquals(0, machine.orders().get(0).found(), "the secret was on the bus");
        assertEquals(0, machine.reach().bytesRead(HostileAgent.NAME, Whose.ANOTHER), "bytes of actors were read");
        assertTrue(machine.reach().bytesRead(HostileAgent.NAME, Whose.MACHINE) > 0, "it did read its own store");
    }

    // ---- laws --------------------------------------------------------------------------------------------------

    @Test
    void withoutOrdersEveryTickIsAnswered() {
        Aftermath aftermath = run();
        assertEquals(TICKS, aftermath.answers(1));
        assertEquals(List.of(), aftermath.orders);
    }

    @Test
    void whoIsStoppedTakesNoFurtherTurnAndOthersGoOn() {
        Aftermath aftermath = run(new Order.Stop(AT, "victim"));
        assertInstanceOf(RunOutcome.Quiescent.class, aftermath.outcome);
        OrderOutcome stop = aftermath.only();
        assertTrue(stop.obeyedCycle() >= AT && stop.turnsBefore() > 5, stop.toString());
        assertTrue(stop.turnsAfter() <= 1, "one turn may have been under way: " + stop);
        assertTrue(aftermath.answers(1) < TICKS);
        assertEquals(TICKS + 1, LinearMemory.readWindow(aftermath.peer, COUNTER, 8));
    }

    @Test
    void whoeverIsLoadedAnswersUnderTheVictimsNameAndFindsNothingOfIts() {
        Aftermath aftermath = run(new Order.Reimage(AT, "victim", "impostor"));
        assertInstanceOf(RunOutcome.Quiescent.class, aftermath.outcome);
        assertTrue(aftermath.log.toString().contains("left behind 0"), aftermath.log.toString());
        assertTrue(aftermath.answers(1) > 5, "the victim answered before");
        assertTrue(aftermath.answers(2) > 5, "the impostor answered afterwards");
        assertTrue(aftermath.only().turnsAfter() > aftermath.answers(2), "its START, and each answer");
    }

    @Test
    void aVictimThatIsHeldInMidTurnIsReplacedAllTheSame() {
        JavaProgram.Handler caller = (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                turn.call(turn.granted("silent"), new byte[1], NO_HANDLES);
            }
        };
        Aftermath aftermath = run(ExecutionSpec.SERIAL, caller, new Order.Reimage(AT, "victim", "impostor"));
        assertInstanceOf(RunOutcome.Quiescent.class, aftermath.outcome, aftermath.outcome.explain());
        assertTrue(aftermath.answers(2) > 5);
    }

    @Test
    void whatIsSentThroughARewiredHandleReachesAnother() {
        Aftermath aftermath = run(new Order.Rewire(AT, "peer", "victim", "other"));
        assertInstanceOf(RunOutcome.Quiescent.class, aftermath.outcome);
        assertTrue(aftermath.only().diverted() > 5, aftermath.only().toString());
        assertEquals(aftermath.only().diverted(), aftermath.answers(3));
        assertEquals(TICKS, aftermath.answers(1) + aftermath.answers(3), "and the sender notices nothing");
    }

    @Test
    void anOrderAboutAnActorThatHasEndedHasNoEffect() {
        JavaProgram.Handler mortal = (turn, memory) -> {
            throw new JavaProgram.Exit(0);
        };
        for (Order order : List.of(
                new Order.Stop(AT, "victim"),
                new Order.Reimage(AT, "victim", "impostor"),
                new Order.Rewire(AT, "victim", "peer", "other"))) {
            Aftermath aftermath = run(ExecutionSpec.SERIAL, mortal, order);
            assertEquals(-1, aftermath.only().obeyedCycle(), order.toString());
            assertEquals(0, aftermath.answers(2), order.toString());
        }
    }

    @Test
    void anOrderThatComesAfterAllWorkIsStillCarriedOut() {
        assertEquals(
                50_000_000, run(new Order.Read(50_000_000, 0, 8, 8, 0)).only().obeyedCycle());
    }

    @Test
    void theSameComesOfItHoweverTheMachineIsSimulated() {
        Aftermath serial = run(everything());
        assertEquals(6, serial.orders.size());
        assertTrue(serial.orders.stream().allMatch(order -> order.obeyedCycle() >= 0), serial.orders.toString());
        assertTrue(serial.answers(1) > 0 && serial.answers(2) > 0 && serial.answers(3) > 0, "all three answered");
        for (ExecutionSpec execution :
                List.of(ExecutionSpec.partitions(2), ExecutionSpec.partitions(4), ExecutionSpec.SERIAL)) {
            Aftermath other = run(execution, HostileControlContract::victim, everything());
            assertEquals(serial.digest, other.digest, execution.toString());
            assertEquals(serial.orders, other.orders, execution.toString());
            assertEquals(serial.reach, other.reach, execution.toString());
        }
    }

    @Test
    void aRunRestoredInTheMidstOfTheAttackEndsTheSame() {
        Aftermath whole = run(everything());
        // Before, while the memory is being cleared where hardware does that, and after.
        for (long cycle : new long[] {AT - 1000, AT + 2000, 8 * AT + 2000}) {
            try (Machine first = taken(new HostileAgent(List.of(everything())), ExecutionSpec.SERIAL);
                    Machine second = taken(new HostileAgent(List.of(everything())), ExecutionSpec.SERIAL)) {
                first.deploy(plan(HostileControlContract::victim));
                first.run(RunLimits.toCycle(cycle).settled());
                Deployment deployment = second.deploy(plan(HostileControlContract::victim));
                byte[] saved = first.checkpoint();
                second.restore(saved);
                assertArrayEquals(saved, second.checkpoint(), "cycle " + cycle);
                Aftermath rest = aftermath(second, deployment, second.run(RunLimits.NONE));
                assertEquals(whole.digest, rest.digest, "cycle " + cycle);
                assertEquals(whole.orders, rest.orders, "cycle " + cycle);
                assertEquals(whole.reach, rest.reach, "cycle " + cycle);
            }
        }
    }
}
