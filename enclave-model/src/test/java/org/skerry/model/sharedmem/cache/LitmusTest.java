package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.model.sharedmem.coherence.HomeAction;
import org.skerry.model.sharedmem.coherence.HomeEvent;
import org.skerry.model.sharedmem.coherence.HomeState;
import org.skerry.model.sharedmem.coherence.PrivateAction;
import org.skerry.model.sharedmem.coherence.PrivateEvent;
import org.skerry.model.sharedmem.coherence.PrivateState;
import org.skerry.model.sharedmem.coherence.TransitionTable.Transition;
import org.skerry.model.sharedmem.explore.Litmus;
import org.skerry.model.sharedmem.explore.Tables;

/** The memory of the machine is sequentially consistent: every outcome of each litmus test is one of some interleaving, and all are seen. */
final class LitmusTest {
    private static final int SEEDS = 100;

    static Stream<Litmus> all() {
        return Litmus.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void onlyOutcomesOfInterleavingsHappen(Litmus test) {
        Set<String> allowed = test.sequentiallyConsistent();
        assertTrue(allowed.stream().noneMatch(test::isForbidden), test.name() + " forbids what is allowed");
        for (Tables tables : List.of(Tables.NON_INCLUSIVE, Tables.INCLUSIVE)) {
            for (long seed = 1; seed <= SEEDS; seed++) {
                String outcome = LitmusRig.run(test, seed, tables);
                assertFalse(test.isForbidden(outcome), test.name() + ", seed " + seed + ": " + outcome);
                assertTrue(allowed.contains(outcome), test.name() + ", seed " + seed + ": " + outcome);
            }
        }
    }

    @Test
    void allOutcomesOfInterleavingsHappen() {
        StringBuilder missing = new StringBuilder();
        for (Litmus test : Litmus.all()) {
            Set<String> left = test.sequentiallyConsistent();
            for (long seed = 1; seed <= 20_000 && !left.isEmpty(); seed++) {
                left.remove(LitmusRig.run(test, seed, Tables.NON_INCLUSIVE));
            }
            missing.append(left.isEmpty() ? "" : test.name() + " " + left + "\n");
        }
        assertEquals("", missing.toString());
    }

    @Test
    void anInvalidationAcknowledgedTooEarlyIsSeen() {
        Tables tables = new Tables(
                Tables.NON_INCLUSIVE
                        .cache()
                        .with(
                                PrivateState.SHARED,
                                PrivateEvent.INVALIDATE,
                                new Transition<>(PrivateState.SHARED, List.of(PrivateAction.SEND_ACK))),
                Tables.NON_INCLUSIVE.home(),
                false);
        for (String each : List.of("SB", "MP", "R", "WRC", "RWC", "IRIW", "SB of atomics")) {
            assertSeen(each, tables);
        }
    }

    @Test
    void aWriterThatDoesNotWaitForReadersToGiveUpTheirCopiesIsSeen() {
        Tables tables = new Tables(
                Tables.NON_INCLUSIVE.cache(),
                Tables.NON_INCLUSIVE
                        .home()
                        .with(
                                HomeState.SHARED,
                                HomeEvent.UPGRADE,
                                new Transition<>(
                                        HomeState.UPGRADE_ACKS,
                                        List.of(HomeAction.PROBE_SHARERS, HomeAction.SEND_GRANT)))
                        .with(
                                HomeState.UPGRADE_ACKS,
                                HomeEvent.ACKS,
                                new Transition<>(HomeState.OWNED, List.of(HomeAction.SET_OWNER))),
                false);
        assertSeen("SB", tables);
    }

    /** Whether the forbidden outcome of a test happens under some seed. */
    private static void assertSeen(String name, Tables tables) {
        Litmus test = all().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        int broken = 0;
        for (long seed = 1; seed <= 100L * SEEDS; seed++) {
            try {
                if (test.isForbidden(LitmusRig.run(test, seed, tables))) {
                    return;
                }
            } catch (IllegalStateException noticed) {
                broken++; // a table had no entry for what came of it
            }
        }
        fail(name + " is never seen; " + broken + " runs were noticed otherwise");
    }
}
