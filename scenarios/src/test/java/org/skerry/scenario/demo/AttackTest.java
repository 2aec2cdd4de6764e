package org.skerry.scenario.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.trace.Reach;

/** What is said of an attack, for each way in which it can end, whichever machine it is. */
class AttackTest {
    private static final Set<String> VICTIMS = Set.of("shard0", "shard1");

    private static Attack attack(String machine, Reach reach, boolean right, LogLine... log) {
        return new Attack(TinyRun.run(machine, reach, right, log), "intruder", VICTIMS);
    }

    @Test
    void onlyVictimsCountAsActorsReached() {
        Attack attack = attack("chip", TinyRun.reach(8, 0, "", "shard1", "shard1"), true);
        assertEquals(Set.of("shard1"), attack.reached());
        assertEquals(Extent.SOME, attack.extent());
        assertEquals(new Attack.Bytes(16, 0), attack.total());
        assertEquals(Set.of("", "shard1"), attack.foreign().keySet());
    }

    @Test
    void bytesThatSomebodyElseReachedAreNotHis() {
        Attack attack = new Attack(TinyRun.run("chip", TinyRun.reach(8, 8, "shard0"), true), "another", VICTIMS);
        assertEquals(Extent.NONE, attack.extent());
    }

    @Test
    void theTableHasEachOwnerOnceAndTheSoftwareLast() {
        List<Attack> attacks = List.of(
                attack("shared", TinyRun.reach(8, 1, "", "shard0"), false),
                attack("chip", TinyRun.stopped("decoder of enclave 0"), true));
        assertEquals(
                List.of(
                        List.of("bytes reached of", "shared", "chip"),
                        List.of("shard0", "8 read, 1 changed", "-"),
                        List.of("the runtime", "8 read, 1 changed", "-")),
                CheckAct.ownerTable(attacks));
    }

    @Test
    void aTableOfNothingSaysSo() {
        assertEquals(
                List.of(List.of("bytes reached of", "chip"), List.of("anybody else", "-")),
                CheckAct.ownerTable(List.of(attack("chip", Reach.NONE, true))));
    }

    @Test
    void aShortTableShowsTheMostReachedAndAddsUpTheOthers() {
        Reach reach = new Reach(
                IntStream.range(0, 6)
                        .mapToObj(i -> TinyRun.reach(10 * i + 1, 0, "shard" + i)
                                .landings()
                                .get(0))
                        .toList(),
                List.of());
        assertEquals(
                List.of(
                        List.of("bytes reached of", "shared"),
                        List.of("shard5", "51 read"),
                        List.of("shard4", "41 read"),
                        List.of("4 others", "64 read")),
                CheckAct.ownerTable(List.of(attack("shared", reach, true)), 3));
    }

    @Test
    void whatWasReachedAndWhatBecameOfTheWorkIsSaid() {
        LogLine quiet = new LogLine(1, "client0", "client 0 requests 9 errors 0");
        assertEquals(
                "shared: 16 bytes of 2 other actors read, 2 changed; nothing stopped it. The store came out wrong, and no client "
                        + "noticed.",
                CheckAct.sentence(attack("shared", TinyRun.reach(8, 1, "shard0", "shard1"), false, quiet), ""));
    }

    @Test
    void clientsWhoNoticedAreMentioned() {
        LogLine loud = new LogLine(1, "client0", "client 0 requests 9 errors 3");
        assertEquals(
                "chip: 8 bytes of one other actor read, 1 changed; nothing stopped it. The store came out wrong, and clients "
                        + "noticed 3 wrong answers.",
                CheckAct.sentence(attack("chip", TinyRun.reach(8, 1, "shard0"), false, loud), ""));
    }

    @Test
    void clientsWhoNeverReportedAreNotSaidToHaveNoticedNothing() {
        String sentence = CheckAct.sentence(attack("shared", TinyRun.reach(8, 1, "shard0"), false), "");
        assertTrue(sentence.endsWith("The store came out wrong, and no client came to report."), sentence);
    }

    @Test
    void whatStoppedItIsNamedAfterTheRun() {
        assertEquals(
                "patched (shared with the check in place): no byte of another actor; the bounds check of the runtime stopped it. "
                        + "The store came out right.",
                CheckAct.sentence(
                        attack("patched", TinyRun.stopped("bounds check of the runtime"), true),
                        " (shared with the check in place)"));
    }
}
