package org.skerry.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.sim.link.LongWire;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class KernelEndsTest {
    private final Carriers carriers = new Carriers(4, 1 << 20);

    @AfterEach
    void close() {
        carriers.close();
    }

    /** What a component does in a tick. */
    private interface Tick {
        long at(long cycle);
    }

    private static final class Scripted implements Component {
        private final String name;
        private final Tick tick;
        private final List<Long> ticked = new ArrayList<>();

        Scripted(String name, Tick tick) {
            this.name = name;
            this.tick = tick;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long tick(long cycle) {
            ticked.add(cycle);
            return tick.at(cycle);
        }

        @Override
        public void save(StateWriter out) {}

        @Override
        public void load(StateReader in) {}
    }

    private Kernel kernelOf(Component... components) {
        Kernel.Builder builder = new Kernel.Builder();
        for (Component component : components) {
            builder.component(component);
        }
        return builder.build(carriers);
    }

    @Test
    void idleMachineJumpsToTheNextWake() {
        Scripted sleeper = new Scripted("sleeper", cycle -> cycle == 0 ? 1_000_000_000_000L : Component.IDLE);
        assertEquals(new RunEnd.Idle(1_000_000_000_001L), kernelOf(sleeper).run(Long.MAX_VALUE));
        assertEquals(List.of(0L, 1_000_000_000_000L), sleeper.ticked);
    }

    @Test
    void cycleAskedForIsNotExecuted() {
        Scripted busy = new Scripted("busy", cycle -> cycle + 1);
        Kernel kernel = kernelOf(busy);
        assertEquals(new RunEnd.ReachedCycle(3), kernel.run(3));
        assertEquals(List.of(0L, 1L, 2L), busy.ticked);
        assertEquals(new RunEnd.ReachedCycle(3), kernel.run(3));
        assertEquals(3, kernel.cycle());
    }

    @Test
    void kernelWithoutComponentsIsIdle() {
        assertEquals(new RunEnd.Idle(0), kernelOf().run(10));
    }

    @Test
    void tickThatDoesNotAskForALaterCycleNamesComponentAndCycle() {
        Kernel kernel = kernelOf(new Scripted("clock", cycle -> Math.min(cycle + 1, 5)));
        IllegalStateException broken = assertThrows(IllegalStateException.class, () -> kernel.run(10));
        assertEquals(
                "cycle 5: component clock wants to be ticked again at cycle 5, which is not later",
                broken.getMessage());
        assertThrows(IllegalStateException.class, () -> kernel.run(20));
    }

    @ParameterizedTest(name = "wire {0} of 4")
    @ValueSource(ints = {0, 1, 2, 3})
    void arrivalThatNobodyTakesIsFound(int late) {
        LongWire[] wires = new LongWire[4];
        Arrays.setAll(wires, i -> new LongWire("wire " + i, 2));
        Scripted producer = new Scripted("producer", cycle -> {
            wires[late].send(cycle, 7);
            return Component.IDLE;
        });
        Scripted consumer = new Scripted("consumer", cycle -> Component.IDLE);
        Kernel.Builder builder = new Kernel.Builder().component(producer).component(consumer);
        for (LongWire wire : wires) {
            builder.wire(wire, producer, consumer);
        }
        Kernel kernel = builder.build(carriers);
        IllegalStateException broken = assertThrows(IllegalStateException.class, () -> kernel.run(10));
        assertEquals(
                "cycle 2: component consumer has not taken what arrived on wire wire " + late + " at cycle 2",
                broken.getMessage());
    }

    @ParameterizedTest(name = "{0} wires")
    @ValueSource(ints = {1, 2, 3, 4})
    void whatArrivesNextIsLookedForOnAllWires(int count) {
        LongWire[] wires = new LongWire[count];
        Arrays.setAll(wires, i -> new LongWire("wire " + i, 2 + 3 * i));
        Scripted producer = new Scripted("producer", cycle -> {
            for (LongWire wire : wires) {
                wire.send(cycle, cycle);
            }
            return Component.IDLE;
        });
        Scripted consumer = new Scripted("consumer", cycle -> {
            for (LongWire wire : wires) {
                wire.poll(cycle);
            }
            return Component.IDLE;
        });
        Kernel.Builder builder = new Kernel.Builder().component(producer).component(consumer);
        for (LongWire wire : wires) {
            builder.wire(wire, producer, consumer);
        }
        builder.build(carriers).run(100);
        assertEquals(List.of(0L, 2L, 5L, 8L, 11L).subList(0, count + 1), consumer.ticked);
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 2})
    void arrivalWakesAndIsSeenAfterTheLatency(int partitions) {
        LongWire wire = new LongWire("wire", 3);
        List<Long> seen = new ArrayList<>();
        Scripted producer = new Scripted("producer", cycle -> {
            wire.send(cycle, cycle);
            return cycle < 20 ? cycle + 10 : Component.IDLE;
        });
        Scripted consumer = new Scripted("consumer", cycle -> {
            if (cycle > 0) {
                seen.add(cycle - wire.poll(cycle));
            }
            return Component.IDLE;
        });
        Kernel kernel = new Kernel.Builder()
                .partitions(partitions)
                .parallelTicks(0)
                .hostThreads(2)
                .component(producer, 0)
                .component(consumer, partitions - 1)
                .wire(wire, producer, consumer)
                .build(carriers);
        assertEquals(new RunEnd.Idle(24), kernel.run(100));
        assertEquals(List.of(3L, 3L, 3L), seen);
    }

    @Test
    void stopFromAnotherThreadIsFollowedBetweenTwoCycles() throws InterruptedException {
        StopSignal stop = new StopSignal();
        Scripted busy = new Scripted("busy", cycle -> {
            if (cycle == 3) {
                stop.now();
            }
            return cycle + 1;
        });
        Kernel kernel = new Kernel.Builder().stopSignal(stop).component(busy).build(carriers);
        assertEquals(new RunEnd.Stopped(4), kernel.run(100));
        assertEquals(new RunEnd.ReachedCycle(10), kernel.run(10));
        assertEquals(10, busy.ticked.size());
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 2, 4})
    void componentStopsTheRunAtTheSameCycleOnAnyNumberOfPartitions(int partitions) {
        StopSignal stop = new StopSignal();
        Kernel.Builder builder = new Kernel.Builder()
                .partitions(partitions)
                .parallelTicks(0)
                .hostThreads(4)
                .stopSignal(stop);
        Scripted[] parts = new Scripted[4];
        for (int i = 0; i < 4; i++) {
            int index = i;
            parts[i] = new Scripted("part " + i, cycle -> {
                if (cycle == 1500 && index == 2) {
                    stop.atBoundary(cycle);
                }
                return cycle + 1;
            });
            builder.component(parts[i], i % partitions);
        }
        for (int i = 0; i < 4; i++) {
            builder.wire(new LongWire("ring " + i, 5), parts[i], parts[(i + 1) % 4]);
        }
        Kernel kernel = builder.build(carriers);
        assertEquals(new RunEnd.Stopped(2048), kernel.run(100_000));
        for (Scripted part : parts) {
            assertEquals(2048, part.ticked.size());
        }
        assertEquals(new RunEnd.ReachedCycle(3000), kernel.run(3000));
    }

    @Test
    void stopAtABoundaryWaitsForTheNextRunIfThisOneEndsBefore() {
        StopSignal stop = new StopSignal();
        Scripted once = new Scripted("once", cycle -> {
            stop.atBoundary(cycle);
            return 5000;
        });
        Kernel kernel = new Kernel.Builder().stopSignal(stop).component(once).build(carriers);
        assertEquals(new RunEnd.ReachedCycle(1000), kernel.run(1000));
        assertEquals(new RunEnd.Stopped(1024), kernel.run(10_000));
        assertEquals(1, once.ticked.size());
    }

    @Test
    void liveLockEndsTheRunWhenTheProgressCounterRests() {
        long[] progress = {0};
        Scripted spinner = new Scripted("spinner", cycle -> {
            progress[0] += cycle < 10_000 ? 1 : 0;
            return cycle + 1;
        });
        Kernel kernel = new Kernel.Builder()
                .component(spinner)
                .progress(() -> progress[0], 8 * Kernel.BOUNDARY_CYCLES)
                .build(carriers);
        assertEquals(new RunEnd.NoProgress(18 * 1024, 8 * 1024), kernel.run(1_000_000));
    }

    @Test
    void longSleepIsNoLackOfProgress() {
        Scripted sleeper = new Scripted("sleeper", cycle -> cycle < 10_000_000 ? cycle + 1_000_000 : Component.IDLE);
        Kernel kernel = new Kernel.Builder()
                .component(sleeper)
                .progress(() -> 0, 100 * Kernel.BOUNDARY_CYCLES)
                .build(carriers);
        assertTrue(kernel.run(Long.MAX_VALUE) instanceof RunEnd.Idle);
    }

    @Test
    void guestCallsWithoutEndAtOneCycleAreFound() {
        Component endless = new GuestComponent() {
            @Override
            public String name() {
                return "endless";
            }

            @Override
            public long tick(long cycle) {
                return GUESTS;
            }

            @Override
            public GuestCall guestCall() {
                return new QuickCall();
            }

            @Override
            public long nextWake() {
                return Component.IDLE;
            }

            @Override
            public void save(StateWriter out) {}

            @Override
            public void load(StateReader in) {}
        };
        Kernel kernel =
                new Kernel.Builder().guestCallsPerCycle(1000).component(endless).build(carriers);
        IllegalStateException broken = assertThrows(IllegalStateException.class, () -> kernel.run(10));
        assertEquals(
                "cycle 0: component endless made 1000 guest calls at one cycle; its guests take no simulated time",
                broken.getMessage());
    }

    @Test
    void aComponentIsTickedOnceInACycleInWhichAGuestOfItIsHeldAndGoesOn() {
        ParkingCall call = new ParkingCall(3);
        List<Long> ticked = new ArrayList<>();
        Component host = new GuestComponent() {
            @Override
            public String name() {
                return "host";
            }

            @Override
            public long tick(long cycle) {
                ticked.add(cycle);
                return GUESTS;
            }

            @Override
            public GuestCall guestCall() {
                return call.over ? null : call;
            }

            @Override
            public long nextWake() {
                return Component.IDLE;
            }

            @Override
            public void save(StateWriter out) {}

            @Override
            public void load(StateReader in) {}
        };
        new Kernel.Builder().component(host).build(carriers).run(10);
        assertEquals(3, call.heldCount);
        assertEquals(List.of(0L), ticked);
    }

    @ParameterizedTest(name = "partition {0} fails")
    @ValueSource(ints = {0, 1})
    void exceptionInOnePartitionComesOutAfterTheOtherHasEndedItsWindow(int failingPartition) {
        Scripted failing = new Scripted("failing", cycle -> {
            if (cycle == 5) {
                throw new ArithmeticException("cycle 5");
            }
            return cycle + 1;
        });
        Scripted slow = new Scripted("slow", cycle -> {
            LockSupport.parkNanos(2_000_000);
            return cycle + 1;
        });
        Kernel kernel = new Kernel.Builder()
                .partitions(2)
                .parallelTicks(0)
                .hostThreads(2)
                .component(failing, failingPartition)
                .component(slow, 1 - failingPartition)
                .wire(new LongWire("wire", 4), failing, slow)
                .build(carriers);
        assertThrows(ArithmeticException.class, () -> kernel.run(100));
        assertEquals(8, slow.ticked.size());
        assertThrows(IllegalStateException.class, () -> kernel.run(100));
    }

    @Test
    void requestToStopEndsTheNextRunAtOnce() {
        Scripted busy = new Scripted("busy", cycle -> cycle + 1);
        Kernel kernel = kernelOf(busy);
        kernel.run(5);
        kernel.requestStop();
        assertEquals(new RunEnd.Stopped(5), kernel.run(10));
        assertFalse(kernel.idle());
        assertEquals(new RunEnd.ReachedCycle(10), kernel.run(10));
    }

    @Test
    void kernelIsIdleOnceNothingIsDue() {
        Kernel kernel = kernelOf(new Scripted("once", cycle -> Component.IDLE));
        assertFalse(kernel.idle());
        kernel.run(10);
        assertTrue(kernel.idle());
    }

    @Test
    void namesMustBeUniqueAndEndsKnown() {
        Scripted one = new Scripted("one", cycle -> Component.IDLE);
        Scripted stranger = new Scripted("stranger", cycle -> Component.IDLE);
        Kernel.Builder builder = new Kernel.Builder().component(one);
        assertThrows(IllegalArgumentException.class, () -> builder.component(new Scripted("one", cycle -> 1)));
        assertThrows(IllegalArgumentException.class, () -> builder.wire(new LongWire("w", 1), one, stranger));
        assertThrows(IllegalArgumentException.class, () -> builder.component(stranger, 1));
        builder.wire(new LongWire("w", 1), one, one);
        assertThrows(IllegalArgumentException.class, () -> builder.wire(new LongWire("w", 1), one, one));
    }

    @Test
    void reversedKernelTicksTheLastComponentFirst() {
        for (boolean reversed : new boolean[] {false, true}) {
            List<String> order = new ArrayList<>();
            Kernel.Builder builder = new Kernel.Builder().reversed(reversed);
            for (String name : List.of("a", "b", "c")) {
                builder.component(new Scripted(name, cycle -> {
                    order.add(name);
                    return Component.IDLE;
                }));
            }
            builder.build(carriers).run(10);
            assertEquals(reversed ? List.of("c", "b", "a") : List.of("a", "b", "c"), order);
        }
    }

    @Test
    void componentIsWokenFromOutsideAtThePresentCycle() {
        Scripted waiter = new Scripted("waiter", cycle -> Component.IDLE);
        Scripted busy = new Scripted("busy", cycle -> cycle + 1);
        Kernel kernel = kernelOf(waiter, busy);
        kernel.run(40);
        kernel.wake(waiter);
        kernel.run(80);
        assertEquals(List.of(0L, 40L), waiter.ticked);
    }
}
