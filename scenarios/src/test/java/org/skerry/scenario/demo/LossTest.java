package org.skerry.scenario.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.Order;
import org.skerry.scenario.demo.Conclusion.Standing;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.sim.trace.Reach;

/** What is said of a hostile control plane and at the end, for each way in which it can come out, whichever machine it is. */
class LossTest {
    private static final Order STOP = new Order.Stop(10, "shard0");
    private static final Order REIMAGE = new Order.Reimage(10, "shard1", "impostor");
    private static final Order REWIRE = new Order.Rewire(10, "client0", "shard1", "accomplice");
    private static final Order READ = new Order.Read(20, 0, 4096, 8, 7);
    private static final List<Order> ORDERS = List.of(STOP, REIMAGE, REWIRE, READ);

    private static OrderOutcome outcome(Order order, long obeyed, long after, long diverted, long found) {
        return new OrderOutcome(order.at(), order.text(), order.actor(), obeyed, 5, after, diverted, found);
    }

    private static Loss loss(String machine, Reach reach, OrderOutcome... outcomes) {
        Attack memory = new Attack(
                TinyRun.run(machine, reach, List.of(outcomes), true), HostileAgent.NAME, Set.of("shard0", "shard1"));
        return Loss.of(ORDERS, memory);
    }

    private static Reach read(String... owners) {
        return TinyRun.reach(HostileAgent.NAME, 8, 0, owners);
    }

    private static Standing standing(String machine, Reach bug, Loss loss) {
        Attack attack = new Attack(TinyRun.run(machine, bug, true), "intruder", Set.of("shard0", "shard1"));
        Attack patched = new Attack(TinyRun.run("patched", Reach.NONE, true), "intruder", attack.victims());
        return new Standing(attack, Optional.of(patched), Optional.ofNullable(loss));
    }

    private static List<String> column(Loss loss) {
        return Loss.table(List.of(loss)).stream().map(row -> row.get(1)).toList();
    }

    @Test
    void ordersThatWereObeyedCostAvailabilityAndControl() {
        Loss loss = loss(
                "chip",
                Reach.NONE,
                outcome(STOP, 12, 0, 0, 0),
                outcome(REIMAGE, 14, 9, 0, 0),
                outcome(REWIRE, 15, 30, 4, 0),
                outcome(READ, 20, 0, 0, 0));
        assertEquals(Loss.Taken.CONTROL_ONLY, loss.taken());
        assertEquals(
                List.of("chip", "LOST: shard0 stopped", "LOST: shard1 replaced", "READ: 4", "kept: no byte read"),
                column(loss));
    }

    @Test
    void ordersThatNobodyObeyedCostNothing() {
        Loss loss = loss(
                "shared",
                Reach.NONE,
                outcome(STOP, -1, 9, 0, 0),
                outcome(REIMAGE, -1, 9, 0, 0),
                outcome(REWIRE, -1, 9, 0, 0));
        assertEquals(Loss.Taken.NOTHING, loss.taken());
        assertEquals(List.of("shared", "kept", "kept", "kept", "kept: no byte read"), column(loss));
    }

    @Test
    void aStoppedActorThatGoesOnIsNotStopped() {
        assertEquals(
                Loss.Taken.NOTHING,
                loss("chip", Reach.NONE, outcome(STOP, 12, 3, 0, 0)).taken());
    }

    @Test
    void whoReadMemoryTookPrivacyWithOrWithoutControl() {
        assertEquals(
                Loss.Taken.PRIVACY_ONLY,
                loss("chip", read("shard0"), outcome(READ, 20, 0, 0, 1)).taken());
        Loss both = loss("chip", read("shard0"), outcome(STOP, 12, 0, 0, 0), outcome(READ, 20, 0, 0, 1));
        assertEquals(Loss.Taken.PRIVACY_TOO, both.taken());
        assertEquals("READ: 1 of 2 actors", column(both).get(4));
    }

    @Test
    void theSentenceSaysWhatWasReadAndWhereTheWiresLed() {
        assertEquals(
                "shared: he read 16 bytes of the running memory of 2 actors and found the secret he was looking for once. His "
                        + "wires led to the memory. And 4 messages meant for a vault went to an impostor, and none was refused.",
                ControlAct.sentence(loss(
                        "shared",
                        read("shard0", "shard1"),
                        outcome(REWIRE, 15, 30, 4, 0),
                        outcome(READ, 20, 0, 0, 1))));
        assertEquals(
                "chip: he read no byte of running memory. His wires led nowhere.",
                ControlAct.sentence(loss("chip", Reach.NONE, outcome(READ, 20, 0, 0, 0))));
    }

    @Test
    void aSecretThatWasFoundIsNeverPassedOver() {
        String sentence = ControlAct.sentence(loss("chip", Reach.NONE, outcome(READ, 20, 0, 0, 3)));
        assertTrue(sentence.contains("yet found the secret he was looking for 3 times"), sentence);
    }

    @Test
    void whichWordAMachineGetsFollowsFromItsResultsAndNotFromItsName() {
        Loss none = loss("x", Reach.NONE, outcome(STOP, 12, 0, 0, 0));
        Loss all = loss("x", read("shard0", "shard1"));
        assertEquals(
                "On shared isolation was durable: neither the same missing check nor the same attacker reached a byte of "
                        + "another's memory, because no wire leads there.",
                Conclusion.sentence(standing("shared", Reach.NONE, none)));
        assertEquals(
                "On chip isolation was pliable: it held while every layer behaved, but one missing check gave away the memory of "
                        + "1 of 2 actors.",
                Conclusion.sentence(standing("chip", TinyRun.reach(8, 0, "shard0"), none)));
        assertEquals(
                "On chip isolation was pliable: it held while every layer behaved, but whoever took over its control read that "
                        + "of 2 of 2 actors.",
                Conclusion.sentence(standing("chip", Reach.NONE, all)));
    }

    @Test
    void whatAMachineThatHeldDidNotProtectIsSaid() {
        Loss loss = loss("chip", Reach.NONE, outcome(STOP, 12, 0, 0, 0), outcome(REWIRE, 15, 30, 4, 0));
        String limits = Conclusion.limits(List.of(standing("chip", Reach.NONE, loss)));
        assertTrue(
                limits.startsWith("What chip did not protect: availability (actors were stopped), control (actors were "
                        + "replaced), messages sent to an impostor. "),
                limits);
        assertTrue(limits.contains("the emulator isolates nothing"), limits);
        String nothing = Conclusion.limits(List.of(standing("chip", Reach.NONE, loss("chip", Reach.NONE))));
        assertTrue(nothing.startsWith("What chip did not protect: nothing was lost in this run. "), nothing);
    }
}
