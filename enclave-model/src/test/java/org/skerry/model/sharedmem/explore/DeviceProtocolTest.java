package org.skerry.model.sharedmem.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.model.sharedmem.coherence.HomeAction;
import org.skerry.model.sharedmem.coherence.HomeEvent;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.TransitionTable.Transition;

/** The home's table for devices beside caches in every order of events, and what becomes of it when one of its entries is wrong. */
final class DeviceProtocolTest {
    /** One in so many of those with another next state; `skerry validate protocol --deep` tries all, and those that only let wait. */
    private static final int STRIDE = 11;

    private static final Bounds TWO = Bounds.of(2, 1);

    private static Exploration explored(Bounds bounds, Tables tables) {
        Exploration exploration = new Exploration(bounds, tables.withDevices());
        exploration.run();
        return exploration;
    }

    @Test
    void aDeviceBesideTwoCachesLosesNoWriteReadsWhatIsTrueAndGetsNobodyStuck() {
        assertEquals(
                90_597, explored(TWO.withDevices(1, true), Tables.NON_INCLUSIVE).states());
        assertEquals(
                90_572,
                explored(TWO.withDevices(1, false), Tables.NON_INCLUSIVE).states());
        assertEquals(
                55_545, explored(TWO.withDevices(1, true), Tables.INCLUSIVE).states());
        assertEquals(
                55_475, explored(TWO.withDevices(1, false), Tables.INCLUSIVE).states());
    }

    @Test
    void soDoTwoDevicesWhichTakeEveryEntryOfTheTable() {
        Exploration two = explored(TWO.withDevices(2, true), Tables.NON_INCLUSIVE);
        assertEquals(822_550, two.states());
        List<String> idle = new ArrayList<>(two.idle());
        idle.removeIf(each -> each.matches(".* (LOAD|STORE|EVICT)")); // of caches whose wishes overlap
        assertEquals(List.of(), idle);
    }

    @Test
    void aTableWithOneActionLessOrAnotherNextStateIsFoundOut() {
        List<String> survivors = new ArrayList<>();
        Set<String> waiting = new HashSet<>();
        Tables good = Tables.NON_INCLUSIVE.withDevices();
        for (HomeState state : HomeState.values()) {
            for (HomeEvent event : HomeEvent.values()) {
                Transition<HomeState, HomeAction> entry = good.home().find(state, event);
                if (entry != null && entry.actions().contains(HomeAction.WAIT)) {
                    waiting.add(state + " " + event);
                }
            }
        }
        List<Mutants.Mutant> mutants = Mutants.ofDevices(Tables.NON_INCLUSIVE, waiting, STRIDE);
        for (Mutants.Mutant each : mutants) {
            if (!each.harmless() && !Mutants.isFoundByDevices(each.tables())) {
                survivors.add(each.name());
            }
        }
        assertTrue(mutants.size() > 60, mutants.size() + " mutants");
        assertEquals("", String.join("\n", survivors));
    }

    @Test
    void aPartThatIsWrittenWhereTheRestIsNotIsFoundOut() {
        Transition<HomeState, HomeAction> blind =
                new Transition<>(HomeState.UNCACHED, List.of(HomeAction.STORE_DEVICE, HomeAction.ANSWER_PUT));
        Tables good = Tables.NON_INCLUSIVE.withDevices();
        Tables tables =
                new Tables(good.cache(), good.home().with(HomeState.UNCACHED, HomeEvent.WRITE_PART, blind), false);
        Flaw flaw = assertThrows(Flaw.class, () -> new Exploration(TWO.withDevices(1, true), tables).run());
        assertTrue(flaw.getMessage().startsWith("a device writes part of what is not there"), flaw.getMessage());
    }
}
