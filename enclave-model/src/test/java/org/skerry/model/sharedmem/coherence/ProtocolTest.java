package org.skerry.model.sharedmem.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.skerry.model.sharedmem.coherence.ProtocolModel.Broken;
import org.skerry.model.sharedmem.coherence.TransitionTable.Transition;

/** The tables in every order of events, and what becomes of them when one entry is wrong. */
final class ProtocolTest {
    private static final int LIMIT = 3_000_000;

    /** With -DargLine=-Dskerry.mutants=all every other next state of every transition is tried, which takes a minute; else one in seven. */
    private static final int STRIDE = "all".equals(System.getProperty("skerry.mutants")) ? 1 : 7;

    /** Mutants that break no rule, and why. */
    private static final Set<String> HARMLESS = Set.of(
            // A clean line may stay, go, or count as written.
            "SHARED EVICT to SHARED",
            "SHARED DROP to SHARED",
            "EXCLUSIVE DROP to EXCLUSIVE",
            "EXCLUSIVE DROP to MODIFIED",
            "EXCLUSIVE LOAD to MODIFIED",
            "READING DATA_SOLE to MODIFIED",
            "EXCLUSIVE FORWARD_READ to INVALID",
            "MODIFIED FORWARD_READ to INVALID",
            // The answer under way serves the second access too; a line that was to go stays.
            "READING LOAD without DEFER",
            "OWNING LOAD without DEFER",
            "OWNING STORE without DEFER",
            "UPGRADING LOAD without DEFER",
            "UPGRADING STORE without DEFER",
            "READING EVICT without DEFER",
            "OWNING EVICT without DEFER",
            "UPGRADING EVICT without DEFER",
            "PUTTING EVICT without DEFER",
            "PUT_TAKEN EVICT without DEFER",
            // No further probe can come before the answer to the put.
            "PUTTING INVALIDATE to PUTTING",
            "PUTTING FORWARD_OWN to PUTTING",
            "PUT_TAKEN INVALIDATE to PUTTING",
            // Shared by nobody, or by one alone, is true as well, and slower.
            "UNCACHED READ to READ_SHARED_LINE",
            "UNCACHED PUT_STALE to SHARED",
            "OWNED PUT to SHARED",
            "RECALLING ACKS to SHARED");

    /** Mutants that need a third core to be found out. */
    private static final Set<String> OF_THREE = Set.of(
            "READ_SHARED_LINE READ to READ_LINE",
            "READ_SHARED_LINE PUT to READ_LINE",
            "READ_SHARED_LINE LINE without ADD_SHARER");

    @Test
    void aLineOfTwoCoresHasOneWriterOrManyReadersLosesNoWriteAndGetsNobodyStuck() {
        int states = new ProtocolModel(2, true, PrivateTable.TABLE, HomeTable.TABLE).explore(LIMIT);
        assertTrue(states > 10_000, states + " states");
    }

    @Test
    void soDoesALineOfThreeCoresAndNoTransitionIsIdle() {
        ProtocolModel three = new ProtocolModel(3, false, PrivateTable.TABLE, HomeTable.TABLE);
        int states = three.explore(LIMIT);
        assertTrue(states > 100_000, states + " states");
        ProtocolModel two = new ProtocolModel(2, true, PrivateTable.TABLE, HomeTable.TABLE);
        two.explore(LIMIT);
        Set<String> idle = new TreeSet<>();
        collect(PrivateTable.TABLE, idle);
        collect(HomeTable.TABLE, idle);
        idle.removeAll(two.used());
        idle.removeAll(three.used());
        assertEquals(Set.of(), idle);
    }

    private static <S extends Enum<S>, E extends Enum<E>, A extends Enum<A>> void collect(
            TransitionTable<S, E, A> table, Set<String> into) {
        for (S state : table.states()) {
            for (E event : table.events()) {
                if (table.find(state, event) != null) {
                    into.add(state + " " + event);
                }
            }
        }
    }

    @Test
    void aTableWithOneActionLessOrAnotherNextStateIsFoundOut() {
        List<String> survivors = new ArrayList<>();
        int mutants = 0;
        for (Mutant<PrivateState, PrivateEvent, PrivateAction> each : mutants(PrivateTable.TABLE)) {
            mutants++;
            if (!HARMLESS.contains(each.name)) {
                hunt(each.name, each.table, HomeTable.TABLE, survivors);
            }
        }
        for (Mutant<HomeState, HomeEvent, HomeAction> each : mutants(HomeTable.TABLE)) {
            mutants++;
            if (!HARMLESS.contains(each.name)) {
                hunt(each.name, PrivateTable.TABLE, each.table, survivors);
            }
        }
        assertTrue(mutants > 250, mutants + " mutants");
        assertEquals("", String.join("\n", survivors));
    }

    private static void hunt(
            String name,
            TransitionTable<PrivateState, PrivateEvent, PrivateAction> privateTable,
            TransitionTable<HomeState, HomeEvent, HomeAction> homeTable,
            List<String> survivors) {
        boolean ofThree = OF_THREE.contains(name);
        boolean found = !ofThree && breaks(new ProtocolModel(2, false, privateTable, homeTable))
                || breaks(new ProtocolModel(ofThree ? 3 : 2, !ofThree, privateTable, homeTable));
        if (!found) {
            survivors.add(name);
        }
    }

    private static boolean breaks(ProtocolModel model) {
        try {
            model.explore(LIMIT);
            return false;
        } catch (Broken expected) {
            return true;
        }
    }

    private record Mutant<S extends Enum<S>, E extends Enum<E>, A extends Enum<A>>(
            String name, TransitionTable<S, E, A> table) {}

    private static <S extends Enum<S>, E extends Enum<E>, A extends Enum<A>> List<Mutant<S, E, A>> mutants(
            TransitionTable<S, E, A> table) {
        List<Mutant<S, E, A>> all = new ArrayList<>();
        int others = 0;
        for (S state : table.states()) {
            for (E event : table.events()) {
                Transition<S, A> good = table.find(state, event);
                for (int i = 0; good != null && i < good.actions().size(); i++) {
                    List<A> fewer = new ArrayList<>(good.actions());
                    A action = fewer.remove(i);
                    all.add(new Mutant<>(
                            state + " " + event + " without " + action,
                            table.with(state, event, new Transition<>(good.next(), fewer))));
                }
                for (S other : table.states()) {
                    if (good != null && other != good.next() && others++ % STRIDE == 0) {
                        all.add(new Mutant<>(
                                state + " " + event + " to " + other,
                                table.with(state, event, new Transition<>(other, good.actions()))));
                    }
                }
            }
        }
        return all;
    }
}
