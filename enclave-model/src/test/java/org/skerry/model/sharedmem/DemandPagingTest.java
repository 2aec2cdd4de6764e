package org.skerry.model.sharedmem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.model.sharedmem.kernel.KernelSpec;
import org.skerry.model.sharedmem.kernel.PagingSpec;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;

/** What is counted where pages come to be on demand; what they cost, `skerry validate kernel` holds. */
final class DemandPagingTest {
    private static final KernelSpec DEFAULT = KernelSpec.DEFAULT;

    private static KernelSpec freeCalls(PagingSpec paging) {
        return new KernelSpec(
                DEFAULT.processPer(),
                DEFAULT.messages(),
                0,
                0,
                DEFAULT.transferCycles(),
                DEFAULT.copyBytesPerCycle(),
                DEFAULT.wakeCycles(),
                DEFAULT.switchCycles(),
                DEFAULT.addressSpaceCycles(),
                DEFAULT.interruptCycles(),
                DEFAULT.faultCycles(),
                DEFAULT.processCycles(),
                DEFAULT.exitCycles(),
                DEFAULT.quantumCycles(),
                DEFAULT.registerBytes(),
                DEFAULT.tags(),
                paging);
    }

    /** First touches in a run of an actor that touches so many pages of its linear memory, each twice. */
    private static long touched(KernelSpec kernel, int pages) {
        SharedMemorySpec spec = SharedMemorySpec.of(1)
                .withContainment(ContainmentSpec.processes())
                .withKernel(kernel);
        try (SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL)) {
            machine.deploy(new PlanBuilder()
                    .actor("toucher", (turn, memory) -> {
                        for (int page = 0; page < pages; page++) {
                            memory.accessModel().store((long) page << 12, 8);
                            memory.accessModel().store(((long) page << 12) + 64, 8);
                        }
                    })
                    .build());
            machine.run(RunLimits.NONE);
            return machine.statistics().value("kernel.firstTouches");
        }
    }

    @Test
    void eachPageIsTouchedFirstOnce() {
        assertEquals(
                2,
                touched(DEFAULT.withPaging(PagingSpec.DEMAND), 3) - touched(DEFAULT.withPaging(PagingSpec.DEMAND), 1));
    }

    @Test
    void pagesThatComeOnDemandAreCountedWhereSystemCallsAreFree() {
        PagingSpec touchesOnly = new PagingSpec(1, 0);
        assertEquals(2, touched(freeCalls(touchesOnly), 3) - touched(freeCalls(touchesOnly), 1));
    }
}
