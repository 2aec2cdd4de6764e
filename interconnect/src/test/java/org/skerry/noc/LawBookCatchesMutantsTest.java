package org.skerry.noc;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.skerry.noc.MutantNetwork.Fault;
import org.skerry.sim.state.Codec;

/** A law book that lets every network pass would be worth nothing. */
class LawBookCatchesMutantsTest {
    @Test
    void aNetworkThatLosesOnePacketIsCaught() {
        caught(Fault.LOSES_ONE, NetworkContractTest::nothingIsLostDoubledOrChanged);
    }

    @Test
    void aNetworkThatDoublesOnePacketIsCaught() {
        caught(Fault.DOUBLES_ONE, NetworkContractTest::nothingIsLostDoubledOrChanged);
    }

    @Test
    void aNetworkThatChangesOneBitIsCaught() {
        caught(Fault.CHANGES_ONE, NetworkContractTest::nothingIsLostDoubledOrChanged);
    }

    @Test
    void aNetworkThatSwapsTwoPacketsOfAFlowIsCaught() {
        caught(Fault.SWAPS_TWO, NetworkContractTest::orderIsKeptForEachSourceDestinationAndVirtualNetwork);
    }

    @Test
    void aNetworkThatIsOneCycleSlowerThanItSaysIsCaught() {
        caught(
                Fault.PROMISES_ONE_CYCLE_LESS,
                NetworkContractTest::everyPairAndSizeTakesItsClosedFormWhenNothingElseIsUnderWay);
    }

    private static void caught(Fault fault, Consumer<NetworkContractTest> law) {
        NetworkContractTest laws = new Laws(fault);
        assertThrows(AssertionFailedError.class, () -> law.accept(laws));
    }

    /** The law book over a mutant; no test class by name, so that nobody runs it by itself. */
    private static final class Laws extends NetworkContractTest {
        private final Fault fault;

        Laws(Fault fault) {
            this.fault = fault;
        }

        @Override
        protected Network network(int partitions, Codec<Object> bodies) {
            return new MutantNetwork(fault, partitions, bodies);
        }
    }
}
