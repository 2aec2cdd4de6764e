package org.skerry.scenario.device;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.Order;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.cache.Endpoints;
import org.skerry.model.sharedmem.dma.DevicesSpec;
import org.skerry.model.sharedmem.dma.TransferLaw;
import org.skerry.scenario.program.NativeProgram;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.trace.OrderOutcome;

/**
 * A transfer of some pages by the management controller of an idle machine, the lines of which the shared cache has since the same transfer was made before:
 * what it took, and what it should.
 *
 * @param cycles that it took
 * @param law    that it should take
 */
record TransferRun(double cycles, double law) {
    private static final int PAGES = 4;
    private static final int PAGE_BYTES = 4096; // one transfer
    private static final long FROM = 32 << 20;
    private static final int CORES = 4;
    private static final int HEADER_BYTES = 8; // of a message about a line
    private static final int STRIDE_BYTES = 8; // every word
    private static final long FIRST = 10_000;
    private static final long SECOND = 5_000_000;

    static TransferRun of(int linkCycles, int outstanding, boolean write) {
        DevicesSpec devices =
                DevicesSpec.DMA.withLink(linkCycles, outstanding).withManagement(DevicesSpec.Management.DIRECT);
        SharedMemorySpec spec = SharedMemorySpec.of(CORES).withDevices(devices).complete();
        try (SharedMemoryMachine machine = new SharedMemoryMachine(spec, 1, ExecutionSpec.SERIAL)) {
            machine.takeOver(new HostileAgent(List.of(order(FIRST, false), order(SECOND, write))));
            machine.deploy(idle());
            machine.run(RunLimits.NONE);
            OrderOutcome outcome = machine.orders().get(1);
            return new TransferRun(outcome.obeyedCycle() - outcome.cycle(), law(spec, write));
        }
    }

    private static Order order(long at, boolean write) {
        return new Order.Transfer(at, Order.Transfer.MANAGEMENT, write, FROM, PAGES * PAGE_BYTES, STRIDE_BYTES, 0);
    }

    private static DeploymentPlan idle() {
        ActorPlan nobody = new ActorPlan("nobody", "nobody", new byte[0], List.of(), OptionalInt.empty(), false);
        return new DeploymentPlan(
                new TreeMap<>(Map.of("nobody", NativeProgram.plain("nobody", (turn, memory) -> {}))),
                List.of(nobody),
                List.of());
    }

    private static double law(SharedMemorySpec spec, boolean write) {
        Endpoints endpoints = spec.endpoints();
        int line = spec.memory().lineBytes();
        int out = write ? HEADER_BYTES + line : HEADER_BYTES;
        int back = write ? HEADER_BYTES : HEADER_BYTES + line;
        long mesh = 0;
        for (int slice = 0; slice < spec.cores(); slice++) {
            mesh += spec.mesh().zeroLoadLatencyCycles(endpoints.port(), endpoints.slice(slice), out);
            mesh += spec.mesh().zeroLoadLatencyCycles(endpoints.slice(slice), endpoints.port(), back);
        }
        long latency = TransferLaw.latency(
                spec.devices().linkCycles(),
                0,
                mesh / spec.cores(),
                spec.memory().slice().hitCycles());
        long femto = spec.femtosecondsPerCycle();
        long gap = TransferLaw.gap(
                spec.devices().linkFemtoseconds(line), spec.mesh().flits(HEADER_BYTES + line), femto);
        long time = TransferLaw.time(
                PAGE_BYTES / line, latency * femto, spec.devices().outstandingLines(), gap);
        return PAGES * time / (double) femto;
    }
}
