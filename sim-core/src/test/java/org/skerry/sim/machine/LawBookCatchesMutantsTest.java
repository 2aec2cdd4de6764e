package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Each mutant breaks one law; the law book must say so, and name the right one. */
class LawBookCatchesMutantsTest {
    @Test
    void lostMessagesAreNoticed() {
        assertCaught(MutantMachine.Loses::new, "nothingIsLostOrDoubledWhenEightSendToOne");
    }

    @Test
    void doubledMessagesAreNoticed() {
        assertCaught(MutantMachine.Doubles::new, "messagesOfOnePairArriveInOrder");
    }

    @Test
    void rightsFromNowhereAreNoticed() {
        assertCaught(MutantMachine.Generous::new, "theRightsThatDeploymentGaveAreAllThereAre");
    }

    @Test
    void oversightFromNowhereIsNoticed() {
        assertCaughtBy(MutantMachine.Generous::new, "withoutTheRightNobodyIsWatchedOrControlled");
    }

    @Test
    void endsThatNobodyIsToldOfAreNoticed() {
        assertCaughtBy(MutantMachine.Secretive::new, "whoMonitorsIsToldOfATrapThoughTheDeadCannotTell");
    }

    @Test
    void timersThatNeverComeAreNoticed() {
        assertCaughtBy(MutantMachine.Timeless::new, "timersComeInTheOrderInWhichTheyAreDue");
    }

    @Test
    void acquaintancesFromNowhereAreNoticed() {
        assertCaughtBy(MutantMachine.Ambient::new, "onlyConnectivityBegetsConnectivity");
    }

    @Test
    void aDigestThatShowsThreadsIsNoticed() {
        assertCaught(MutantMachine.Leaky::new, "executionChangesNoDigest");
    }

    @Test
    void aSeedThatIsIgnoredIsNoticed() {
        assertCaught(MutantMachine.Seedless::new, "randomnessDependsOnSeedAndActorOnly");
    }

    @Test
    void aRestoreThatRestoresNothingIsNoticed() {
        assertCaught(MutantMachine.Forgetful::new, "aRestoredRunReachesTheDigestOfTheUninterruptedOne");
    }

    @Test
    void anEndThatIsCalledGoodIsNoticed() {
        assertCaught(MutantMachine.Cheerful::new, "aCycleOfCallersEndsDeadlockedAndNamesThem");
    }

    @Test
    void aLogOutOfOrderIsNoticed() {
        assertCaught(MutantMachine.Backwards::new, "aCallWaitsInMidTurnAndOtherMessagesWaitForTheTurnToEnd");
    }

    /** Looks at this law alone: others need not come to an end on such a machine. */
    private static void assertCaughtBy(BiFunction<Long, ExecutionSpec, Machine> mutant, String law) {
        MachineContractTest book = new MutantContract(mutant);
        for (Class<?> chapter = MachineContractTest.class; chapter != Object.class; chapter = chapter.getSuperclass()) {
            for (Method method : chapter.getDeclaredMethods()) {
                if (method.getName().equals(law)) {
                    assertTrue(breaks(book, method), law + " noticed nothing");
                    return;
                }
            }
        }
        throw new AssertionError("there is no law " + law);
    }

    private static void assertCaught(BiFunction<Long, ExecutionSpec, Machine> mutant, String law) {
        MachineContractTest book = new MutantContract(mutant);
        Set<String> broken = new TreeSet<>();
        for (Class<?> chapter = MachineContractTest.class; chapter != Object.class; chapter = chapter.getSuperclass()) {
            for (Method method : chapter.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class) && breaks(book, method)) {
                    broken.add(method.getName());
                }
            }
        }
        assertTrue(broken.contains(law), "the law book noticed only " + broken);
    }

    private static boolean breaks(MachineContractTest book, Method law) {
        try {
            law.invoke(book);
            return false;
        } catch (InvocationTargetException caught) {
            return true;
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
