package org.skerry.model.sharedmem.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.skerry.model.sharedmem.coherence.HomeAction;
import org.skerry.model.sharedmem.coherence.HomeEvent;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.PrivateAction;
import org.skerry.model.sharedmem.coherence.PrivateEvent;
import org.skerry.model.sharedmem.coherence.PrivateState;
import org.skerry.model.sharedmem.coherence.TransitionTable.Transition;

/** The tables in every order of events, and what becomes of them when one entry is wrong. `skerry validate protocol` goes further. */
final class ProtocolTest {
    /** With -DargLine=-Dskerry.mutants=all every other next state of every transition is tried; else one in seven. */
    private static final int STRIDE = "all".equals(System.getProperty("skerry.mutants")) ? 1 : 7;

    /** Beside an inclusive slice nobody waits for memory while others have copies. */
    private static final Set<String> IDLE_BESIDE_INCLUSIVE = new TreeSet<>(Set.of(
            "OWN_LINE_ACKS ACK",
            "OWN_LINE_ACKS ACKS",
            "OWN_LINE_ACKS OWN",
            "OWN_LINE_ACKS PUT",
            "OWN_LINE_ACKS READ",
            "READ_SHARED_LINE OWN",
            "READ_SHARED_LINE PUT",
            "READ_SHARED_LINE READ"));

    private static Exploration explored(Bounds bounds, Tables tables) {
        Exploration exploration = new Exploration(bounds, tables);
        exploration.run();
        return exploration;
    }

    @Test
    void aLineOfTwoCachesHasOneWriterOrManyReadersLosesNoWriteAndGetsNobodyStuck() {
        Exploration two = explored(Bounds.overlapping(2), Tables.NON_INCLUSIVE);
        assertEquals(127_767, two.states());
        assertEquals(Set.of(), two.idle());
    }

    @Test
    void soItDoesBesideAnInclusiveSliceWhichHasWhateverACacheHas() {
        Exploration two = explored(Bounds.overlapping(2), Tables.INCLUSIVE);
        assertEquals(79_489, two.states());
        assertEquals(IDLE_BESIDE_INCLUSIVE, two.idle());
    }

    @Test
    void soDoesALineOfThreeCaches() {
        assertEquals(90_112, explored(Bounds.of(3, 1), Tables.NON_INCLUSIVE).states());
        assertEquals(54_144, explored(Bounds.of(3, 1), Tables.INCLUSIVE).states());
    }

    @Test
    void soDoesALineOfFourCaches() {
        assertEquals(1_456_019, explored(Bounds.of(4, 1), Tables.NON_INCLUSIVE).states());
    }

    @Test
    void soDoTwoLinesOfTwoCaches() {
        Projection alone = new Projection(2, Tables.INCLUSIVE);
        Exploration two = new Exploration(Bounds.of(2, 2), Tables.INCLUSIVE).heldAgainst(alone);
        two.run();
        assertEquals(595_109, two.states());
        assertEquals(two.transitions(), alone.checked());
        assertTrue(two.states() <= alone.pairs(Bounds.of(2, 2)), alone.pairs(Bounds.of(2, 2)) + " pairs");
    }

    @Test
    void soDoTwoLinesThatWaitForEachOthersRoom() {
        Projection alone = new Projection(2, Tables.INCLUSIVE);
        Exploration two = new Exploration(Bounds.oneFrame(2), Tables.INCLUSIVE).heldAgainst(alone);
        two.run();
        assertEquals(477_678, two.states());
    }

    @Test
    void aCacheThatIsDeafToOneLineWhileItWaitsForTheOtherIsFoundOut() {
        for (Tables tables : List.of(Tables.NON_INCLUSIVE, Tables.INCLUSIVE)) {
            Bounds deaf = Bounds.oneFrame(2).withFrames(Frames.ONE_DEAF);
            Flaw flaw = assertThrows(Flaw.class, () -> explored(deaf, tables));
            assertTrue(flaw.getMessage().startsWith("stuck"), flaw.getMessage());
        }
    }

    @Test
    void twoLinesOfACacheComeToAllPairsOfStatesOfOne() {
        Bounds two = Bounds.of(1, 2).withRequestsPerCache(2);
        for (Tables tables : List.of(Tables.NON_INCLUSIVE, Tables.INCLUSIVE)) {
            assertEquals(
                    new Projection(1, tables).pairs(two), explored(two, tables).states());
        }
    }

    @Test
    void noStateOfAnotherLineChangesWhatALineDoes() {
        Bounds two = Bounds.of(3, 2).withRequestsPerCache(2);
        Projection alone = new Projection(3, Tables.INCLUSIVE);
        assertEquals(54_144, alone.besideOthers(two, Tables.INCLUSIVE, 1));
        assertEquals(8_469_441_208L, alone.pairs(two));
        assertTrue(alone.checked() > 400_000, alone.checked() + " steps");
    }

    @Test
    void aStepThatALineWouldNotTakeByItselfIsFoundOut() {
        Transition<PrivateState, PrivateAction> silent = new Transition<>(PrivateState.INVALID, List.of());
        Tables dropping = new Tables(
                Tables.INCLUSIVE.cache().with(PrivateState.EXCLUSIVE, PrivateEvent.EVICT, silent),
                Tables.INCLUSIVE.home(),
                true);
        Projection alone = new Projection(2, dropping);
        Exploration two = new Exploration(Bounds.of(2, 2), Tables.INCLUSIVE).heldAgainst(alone);
        Flaw flaw = assertThrows(Flaw.class, two::run);
        assertTrue(flaw.getMessage().startsWith("a line by itself takes no such step"), flaw.getMessage());
    }

    @Test
    void aTableWithOneActionLessOrAnotherNextStateIsFoundOut() {
        hunt(Tables.NON_INCLUSIVE, Set.of());
    }

    @Test
    void soIsAnInclusiveTable() {
        hunt(Tables.INCLUSIVE, IDLE_BESIDE_INCLUSIVE);
    }

    private static void hunt(Tables tables, Set<String> idle) {
        List<String> wrong = new ArrayList<>();
        List<Mutants.Mutant> mutants = Mutants.of(tables, idle, STRIDE);
        for (Mutants.Mutant each : mutants) {
            if (!(each.harmless() && STRIDE > 1) && Mutants.isFound(each.tables()) == each.harmless()) {
                wrong.add(each.name());
            }
        }
        assertTrue(mutants.size() > 250, mutants.size() + " mutants");
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void anInvalidationAcknowledgedTooEarlyIsFoundOut() {
        Transition<PrivateState, PrivateAction> early =
                new Transition<>(PrivateState.SHARED, List.of(PrivateAction.SEND_ACK));
        Tables tables = new Tables(
                Tables.NON_INCLUSIVE.cache().with(PrivateState.SHARED, PrivateEvent.INVALIDATE, early),
                Tables.NON_INCLUSIVE.home(),
                false);
        Flaw flaw = assertThrows(Flaw.class, () -> explored(Bounds.of(2, 1), tables));
        assertTrue(flaw.getMessage().startsWith("the home does not know of cache"), flaw.getMessage());
    }

    @Test
    void aCopyHandedOutBeforeOthersHaveGivenUpTheirsIsFoundOut() {
        Transition<HomeState, HomeAction> early = new Transition<>(
                HomeState.OWNED, List.of(HomeAction.PROBE_SHARERS, HomeAction.SET_OWNER, HomeAction.SEND_GRANT));
        Tables tables = new Tables(
                Tables.NON_INCLUSIVE.cache(),
                Tables.NON_INCLUSIVE.home().with(HomeState.SHARED, HomeEvent.UPGRADE, early),
                false);
        assertThrows(Flaw.class, () -> explored(Bounds.of(2, 1), tables));
    }

    @Test
    void aSliceThatLetsGoOfWhatACacheHasIsFoundOut() {
        Transition<HomeState, HomeAction> alone = new Transition<>(HomeState.SHARED, List.of(HomeAction.LEAVE_SLICE));
        Tables tables = new Tables(
                Tables.INCLUSIVE.cache(),
                Tables.INCLUSIVE.home().with(HomeState.SHARED, HomeEvent.RECALL, alone),
                true);
        Flaw flaw = assertThrows(Flaw.class, () -> explored(Bounds.of(2, 1), tables));
        assertTrue(flaw.getMessage().startsWith("the slice lacks"), flaw.getMessage());
    }
}
