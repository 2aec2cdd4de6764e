package org.skerry.model.sharedmem.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.skerry.model.sharedmem.coherence.TransitionTable.Transition;
import org.skerry.model.sharedmem.explore.Mutants;
import org.skerry.model.sharedmem.explore.Mutants.Mutant;
import org.skerry.model.sharedmem.explore.Tables;

/** The home's table for devices in every order of events, and what becomes of it when one of its entries is wrong. */
final class DeviceTableTest {
    private static final Tables TABLES = new Tables(PrivateTable.TABLE, DeviceTable.TABLE, false);
    private static final int LIMIT = 3_000_000;

    /** With -DargLine=-Dskerry.mutants=all every other next state is tried; else one in eleven. */
    private static final int STRIDE = "all".equals(System.getProperty("skerry.mutants")) ? 1 : 11;

    /** Mutants that break no rule, and why. */
    private static final Set<String> HARMLESS = Set.of(
            // The slice has the line in either case; who is said to have a copy and has none answers so.
            "ONCE_LINE LINE without CLEAR",
            "UNCACHED READ_ONCE to ONCE_SHARED_LINE",
            "ONCE_FORWARDED NO_COPY to ONCE_SHARED_LINE",
            "ONCE_LINE LINE to SHARED",
            "PART_ACKS ACKS without CLEAR",
            "WRITE_ACKS ACKS without CLEAR");

    @Test
    void aDeviceAmongTwoCoresLosesNoWriteReadsWhatIsTrueAndGetsNobodyStuck() {
        DeviceProtocolModel model = model(TABLES);
        int states = model.explore(LIMIT);
        assertTrue(states > 5_000, states + " states");
        Set<String> idle = new TreeSet<>();
        for (HomeState state : DeviceTable.TABLE.states()) {
            for (HomeEvent event : DeviceTable.TABLE.events()) {
                if (DeviceTable.TABLE.find(state, event) != null && HomeTable.TABLE.find(state, event) == null) {
                    idle.add(state + " " + event);
                }
            }
        }
        assertTrue(idle.size() > 30, idle.size() + " entries");
        idle.removeAll(model.used());
        // One device asks for one thing of a line at a time: its request never meets another one of its own.
        idle.removeIf(entry -> entry.matches("(ONCE|WRITE|PART)_.* (READ_ONCE|WRITE_LINE|WRITE_PART)"));
        assertEquals(Set.of(), idle);
    }

    @Test
    void anEntryWithOneActionLessOrAnotherNextStateIsFoundOut() {
        List<String> survivors = new ArrayList<>();
        List<Mutant> mutants = Mutants.of(TABLES, entriesOfCores(), STRIDE);
        for (Mutant mutant : mutants) {
            if (!HARMLESS.contains(mutant.name()) && survives(mutant.tables())) {
                survivors.add(mutant.name());
            }
        }
        assertTrue(mutants.size() > 50, mutants.size() + " mutants");
        assertEquals("", String.join("\n", survivors));
    }

    /** All entries that are there without devices, and those that only let a request wait. */
    private static Set<String> entriesOfCores() {
        Set<String> entries = new HashSet<>();
        for (PrivateState state : PrivateTable.TABLE.states()) {
            for (PrivateEvent event : PrivateTable.TABLE.events()) {
                entries.add(state + " " + event);
            }
        }
        for (HomeState state : DeviceTable.TABLE.states()) {
            for (HomeEvent event : DeviceTable.TABLE.events()) {
                Transition<HomeState, HomeAction> entry = DeviceTable.TABLE.find(state, event);
                boolean waits = entry != null && entry.actions().contains(HomeAction.WAIT);
                if (waits || HomeTable.TABLE.find(state, event) != null) {
                    entries.add(state + " " + event);
                }
            }
        }
        return entries;
    }

    private static boolean survives(Tables tables) {
        try {
            model(tables).explore(LIMIT);
            return true;
        } catch (Broken expected) {
            return false;
        }
    }

    private static DeviceProtocolModel model(Tables tables) {
        return new DeviceProtocolModel(2, false, tables.cache(), tables.home()).withDevice();
    }
}
