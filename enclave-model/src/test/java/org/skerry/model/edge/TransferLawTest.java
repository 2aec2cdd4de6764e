package org.skerry.model.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.Order;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.cache.Endpoints;
import org.skerry.model.sharedmem.dma.DevicesSpec;
import org.skerry.model.sharedmem.dma.IommuSpec;
import org.skerry.model.sharedmem.dma.TransferLaw;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.trace.OrderOutcome;

/** Transfers of a machine, held against the closed form. */
final class TransferLawTest {
    private static final int PAGES = 4;
    private static final int LINES = 64; // of a page, which is one transfer

    @Test
    void theClosedFormIsWhatItsRecurrenceGives() {
        for (long gap : new long[] {1, 3, 40}) {
            for (int most : new int[] {1, 2, 5, 32}) {
                long[] leaves = new long[100];
                for (int i = 1; i < leaves.length; i++) {
                    leaves[i] = leaves[i - 1] + gap;
                    leaves[i] = i < most ? leaves[i] : Math.max(leaves[i], leaves[i - most] + 97);
                    assertEquals(
                            leaves[i] + 97,
                            TransferLaw.time(i + 1, 97, most, gap),
                            "gap " + gap + ", " + most + " lines");
                }
            }
        }
    }

    /** Cycles of a read, or a write, of some pages whose lines the shared cache has, and the law's figure. */
    private static double[] measured(int linkCycles, int outstanding, boolean write, boolean iommu) {
        DevicesSpec devices = DevicesSpec.DMA
                .withLink(linkCycles, outstanding)
                .withIommu(IommuSpec.OFF.withMode(iommu ? IommuSpec.Mode.STRICT : IommuSpec.Mode.OFF))
                .withManagement(iommu ? DevicesSpec.Management.TRANSLATED : DevicesSpec.Management.DIRECT);
        SharedMemorySpec spec = SharedMemorySpec.of(4).withDevices(devices).complete();
        long from = 32 << 20;
        Order first = new Order.Transfer(10_000, Order.Transfer.MANAGEMENT, false, from, PAGES << 12, 8, 0);
        Order second = new Order.Transfer(5_000_000, Order.Transfer.MANAGEMENT, write, from, PAGES << 12, 8, 0);
        try (SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL)) {
            machine.takeOver(new HostileAgent(List.of(first, second)));
            machine.deploy(EdgeContract.outside(1, false));
            machine.run(RunLimits.NONE);
            OrderOutcome outcome = machine.orders().get(1);
            long cycles = outcome.obeyedCycle() - outcome.cycle();
            return new double[] {cycles, law(spec, write)};
        }
    }

    private static double law(SharedMemorySpec spec, boolean write) {
        Endpoints endpoints = spec.endpoints();
        int line = spec.memory().lineBytes();
        long mesh = 0;
        for (int slice = 0; slice < spec.cores(); slice++) {
            mesh += spec.mesh().zeroLoadLatencyCycles(endpoints.port(), endpoints.slice(slice), write ? 8 + line : 8);
            mesh += spec.mesh().zeroLoadLatencyCycles(endpoints.slice(slice), endpoints.port(), write ? 8 : 8 + line);
        }
        long latency = TransferLaw.latency(
                spec.devices().linkCycles(),
                0,
                mesh / spec.cores(),
                spec.memory().slice().hitCycles());
        long femto = spec.femtosecondsPerCycle();
        long time = TransferLaw.time(
                LINES,
                latency * femto,
                spec.devices().outstandingLines(),
                TransferLaw.gap(
                        spec.devices().linkFemtoseconds(line), spec.mesh().flits(8 + line), femto));
        return PAGES * time / (double) femto;
    }

    @Test
    void readsAndWritesTakeWhatTheClosedFormSaysWithinFivePercent() {
        for (boolean write : new boolean[] {false, true}) {
            for (int link : new int[] {100, DevicesSpec.DEFAULT_LINK_CYCLES, 1000}) {
                for (int outstanding : new int[] {1, 8, 32}) {
                    double[] pair = measured(link, outstanding, write, false);
                    String what = (write ? "writes" : "reads") + " over " + link + " cycles, " + outstanding
                            + " lines under way: " + pair[0] + " cycles, law " + pair[1];
                    System.out.println(what);
                    assertEquals(1, pair[0] / pair[1], 0.05, what);
                }
            }
        }
    }

    @Test
    void oneLineLessUnderWayWouldBeSeen() {
        double[] eight = measured(1000, 8, false, false);
        double[] seven = measured(1000, 7, false, false);
        assertTrue(seven[0] / eight[0] > 1.1, seven[0] + " and " + eight[0]);
    }
}
