package org.skerry.model.sharedmem.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.skerry.model.sharedmem.coherence.DeviceProtocolModel.Broken;
import org.skerry.model.sharedmem.coherence.TransitionTable.Transition;

/** The home's table for devices in every order of events, and what becomes of it when one of its entries is wrong. */
final class DeviceTableTest {
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
        DeviceProtocolModel model =
                new DeviceProtocolModel(2, false, PrivateTable.TABLE, DeviceTable.TABLE).withDevice();
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
        int others = 0;
        int mutants = 0;
        for (HomeState state : DeviceTable.TABLE.states()) {
            for (HomeEvent event : DeviceTable.TABLE.events()) {
                Transition<HomeState, HomeAction> good = DeviceTable.TABLE.find(state, event);
                if (good == null
                        || HomeTable.TABLE.find(state, event) != null
                        || good.actions().contains(HomeAction.WAIT)) {
                    continue;
                }
                for (int i = 0; i < good.actions().size(); i++) {
                    List<HomeAction> fewer = new ArrayList<>(good.actions());
                    HomeAction action = fewer.remove(i);
                    mutants++;
                    hunt(state, event, good.next(), fewer, state + " " + event + " without " + action, survivors);
                }
                for (HomeState other : DeviceTable.TABLE.states()) {
                    if (other != good.next() && others++ % STRIDE == 0) {
                        mutants++;
                        hunt(state, event, other, good.actions(), state + " " + event + " to " + other, survivors);
                    }
                }
            }
        }
        assertTrue(mutants > 50, mutants + " mutants");
        assertEquals("", String.join("\n", survivors));
    }

    private static void hunt(
            HomeState state,
            HomeEvent event,
            HomeState next,
            List<HomeAction> actions,
            String name,
            List<String> survivors) {
        if (HARMLESS.contains(name)) {
            return;
        }
        try {
            new DeviceProtocolModel(
                            2,
                            false,
                            PrivateTable.TABLE,
                            DeviceTable.TABLE.with(state, event, new Transition<>(next, actions)))
                    .withDevice()
                    .explore(LIMIT);
            survivors.add(name);
        } catch (Broken expected) {
            // found out
        }
    }
}
