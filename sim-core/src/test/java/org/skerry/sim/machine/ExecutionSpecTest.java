package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExecutionSpecTest {
    @Test
    void aMachineOfSomeThousandPlacesHasThePartitionsThatWereAskedFor() {
        assertEquals(1, ExecutionSpec.SERIAL.partitionsFor(8192));
        assertEquals(4, ExecutionSpec.partitions(4).partitionsFor(64));
    }

    @Test
    void aLargerOneIsCutSoThatNoneIsTooLargeForTheCachesOfTheHost() {
        assertEquals(2, ExecutionSpec.SERIAL.partitionsFor(8193));
        assertEquals(13, ExecutionSpec.partitions(2).partitionsFor(102_400));
        assertEquals(64, ExecutionSpec.partitions(64).partitionsFor(102_400));
    }
}
