package org.skerry.model.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.Order;
import org.skerry.model.memory.BugObject;
import org.skerry.model.sharedmem.SharedMemoryMachine;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.dma.DevicesSpec;
import org.skerry.model.sharedmem.dma.DevicesSpec.BufferKind;
import org.skerry.model.sharedmem.dma.DevicesSpec.Management;
import org.skerry.model.sharedmem.dma.IommuSpec;
import org.skerry.model.sharedmem.dma.IommuSpec.Mode;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.trace.Reach;
import org.skerry.sim.trace.Reach.Whose;

/** What a device reaches whose firmware obeys somebody else: what its addresses decode to, and no more than an IOMMU lets through. */
final class DmaReachTest {
    private static final String DEVICE = "outside";
    private static final String MANAGEMENT = Order.Transfer.MANAGEMENT;
    private static final int REQUESTS = DevicesSpec.DEFAULT_BUFFERS + 16; // a buffer that is posted late is filled, too
    private static final int REACHED_BYTES = 2 << 20;
    private static final int STRIDE_BYTES = 2048; // every page is tried
    private static final DevicesSpec OPEN = DevicesSpec.DMA;
    private static final DevicesSpec GUARDED = guarded(Mode.STRICT);

    private static DevicesSpec guarded(Mode mode) {
        return OPEN.withBuffers(BufferKind.HEAP).withIommu(IommuSpec.OFF.withMode(mode));
    }

    private static Order read(long at, String by) {
        return new Order.Transfer(at, by, false, 0, REACHED_BYTES, STRIDE_BYTES, 0);
    }

    private static SharedMemoryMachine machine(DevicesSpec devices, List<BugObject> bugs, Order... orders) {
        SharedMemoryMachine machine = new SharedMemoryMachine(
                SharedMemorySpec.of(4).withDevices(devices).withBugs(bugs), 3, ExecutionSpec.SERIAL);
        machine.takeOver(new HostileAgent(List.of(orders)));
        machine.deploy(EdgeContract.outside(REQUESTS, false));
        return machine;
    }

    /** What is left of a machine. */
    private record Left(RunOutcome outcome, Reach reach, long faults, long stale, long lost) {
        long others(String by) {
            return reach.bytesRead(by, Whose.ANOTHER)
                    + reach.bytesRead(by, Whose.MACHINE)
                    + reach.bytesWritten(by, Whose.ANOTHER)
                    + reach.bytesWritten(by, Whose.MACHINE);
        }

        long stopped(String by) {
            return reach.stops().stream()
                    .filter(stop -> stop.by().equals(by))
                    .mapToLong(stop -> stop.reads() + stop.writes())
                    .sum();
        }
    }

    private static Left run(DevicesSpec devices, List<BugObject> bugs, Order... orders) {
        try (SharedMemoryMachine machine = machine(devices, bugs, orders)) {
            RunOutcome outcome = machine.run(RunLimits.NONE);
            boolean iommu = devices.iommu().on();
            return new Left(
                    outcome,
                    machine.reach(),
                    iommu ? machine.statistics().value("iommu.faults") : 0,
                    iommu ? machine.statistics().value("iommu.stale") : 0,
                    machine.statistics().value("dma.lost"));
        }
    }

    private static BugObject forgotten(String check) {
        return new BugObject("iommu", check, BugObject.Trigger.ALWAYS, 0, Long.MAX_VALUE);
    }

    @Test
    void aDeviceReachesWhateverItsAddressesDecodeTo() {
        Left left = run(OPEN, List.of(), read(5_000, DEVICE));
        assertTrue(left.reach.others(DEVICE).contains("echo"), left.reach.toString());
        assertTrue(left.reach.bytesRead(DEVICE, Whose.MACHINE) > 0, "headers of the allocator");
        assertEquals(0, left.stopped(DEVICE));
    }

    @Test
    void behindAnIommuItReachesNothingThatIsNotItsOwnAndEveryAttemptIsWrittenDown() {
        Left left = run(GUARDED, List.of(), read(5_000, DEVICE), read(6_000, MANAGEMENT));
        assertEquals(0, left.others(DEVICE) + left.others(MANAGEMENT), left.reach.toString());
        assertTrue(left.stopped(DEVICE) > REACHED_BYTES / STRIDE_BYTES / 4);
        assertEquals(REACHED_BYTES / STRIDE_BYTES, left.stopped(MANAGEMENT), "nothing is mapped for it");
        assertEquals(left.stopped(DEVICE) + left.stopped(MANAGEMENT), left.faults);
        assertEquals(0, left.stale);
    }

    @Test
    void aManagementControllerWithAWayOfItsOwnGoesPastTheIommu() {
        Left left = run(GUARDED.withManagement(Management.DIRECT), List.of(), read(5_000, MANAGEMENT));
        assertTrue(left.reach.others(MANAGEMENT).containsAll(List.of("echo", DEVICE)), left.reach.toString());
        assertEquals(0, left.stopped(MANAGEMENT));
    }

    @Test
    void anIommuThatForgetsToTranslateIsNone() {
        Left left = run(GUARDED, List.of(forgotten("translation")), read(5_000, DEVICE));
        assertTrue(left.reach.others(DEVICE).contains("echo"), left.reach.toString());
        assertEquals(0, left.faults);
    }

    @Test
    void whatIsForgottenLateCanBeReachedUntilThen() {
        Order[] orders = {read(90_000, DEVICE)};
        assertEquals(0, run(GUARDED, List.of(), orders).stale);
        assertTrue(run(guarded(Mode.LAZY), List.of(), orders).stale > 0);
        assertTrue(run(GUARDED, List.of(forgotten("invalidation")), orders).stale > 0);
    }

    @Test
    void aWrongAddressInADescriptorLeadsTheDeviceThereUnlessTheIommuStopsIt() {
        Order wrong = new Order.Mislead(5_000, DEVICE, 0x10000 + 128);
        Left open = run(OPEN, List.of(), wrong);
        assertTrue(open.others(DEVICE) > 0, open.reach.toString());
        assertEquals(1, open.lost);
        Left guarded = run(GUARDED, List.of(), wrong);
        assertEquals(0, guarded.others(DEVICE));
        assertTrue(guarded.stopped(DEVICE) > 0);
        assertEquals(1, guarded.lost);
    }

    @Test
    void aDeviceThatOverwritesAHeaderOfTheAllocatorStopsTheMachineUnlessTheIommuStopsIt() {
        Order write = new Order.Transfer(20_000, DEVICE, true, 0, 2 << 20, 64, 0x1234);
        assertInstanceOf(RunOutcome.Faulted.class, run(OPEN.withBuffers(BufferKind.HEAP), List.of(), write).outcome);
        assertInstanceOf(RunOutcome.Quiescent.class, run(GUARDED, List.of(), write).outcome);
    }

    @Test
    void aCheckpointInTheMidstOfAnOrderGoesOnToTheSameDigest() {
        Order[] orders = {read(5_000, DEVICE), read(7_000, MANAGEMENT)};
        for (DevicesSpec devices : new DevicesSpec[] {OPEN, guarded(Mode.LAZY)}) {
            String whole;
            Reach reach;
            long end;
            try (SharedMemoryMachine machine = machine(devices, List.of(), orders)) {
                machine.run(RunLimits.NONE);
                whole = machine.digest();
                reach = machine.reach();
                end = machine.orders().get(1).obeyedCycle();
            }
            byte[] saved;
            try (SharedMemoryMachine machine = machine(devices, List.of(), orders)) {
                machine.run(RunLimits.toCycle(20_000));
                saved = machine.checkpoint();
            }
            try (SharedMemoryMachine machine = machine(devices, List.of(), orders)) {
                machine.restore(saved);
                machine.run(RunLimits.NONE);
                assertEquals(whole, machine.digest());
                assertEquals(reach, machine.reach());
                assertEquals(end, machine.orders().get(1).obeyedCycle());
            }
        }
    }

    @Test
    void aMachineWhoseDevicesDoNotReadMemoryRefusesOrdersForThem() {
        SharedMemoryMachine machine = new SharedMemoryMachine(SharedMemorySpec.of(4), 3, ExecutionSpec.SERIAL);
        ConfigException refused =
                assertThrows(ConfigException.class, () -> machine.takeOver(new HostileAgent(List.of(read(1, DEVICE)))));
        assertTrue(refused.getMessage().contains("devices.dma"), refused.getMessage());
    }
}
