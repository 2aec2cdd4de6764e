package org.skerry.model.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.device.Device;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Held against the formula of {@link StorageSpec}; a cycle is a nanosecond. */
class DeviceServerTest {
    private static final StorageSpec SPEC =
            new StorageSpec(1 << 20, 8, 64, 700, 300, 50, 1_000_000_000L, 500_000_000L, 1000);

    /** A place around a device where messages come at given cycles. */
    private static final class Bench implements DeviceServer.Host {
        final ArrayDeque<Message> inbox = new ArrayDeque<>();
        final TreeSet<Long> wakes = new TreeSet<>();
        final List<long[]> sent = new ArrayList<>(); // cycle, tag
        final Device device;
        final DeviceServer server;
        int room = Integer.MAX_VALUE;

        Bench(StorageSpec spec) {
            device = (Device) new StorageProgram("disk", spec, List.of(), false).instantiate(null, Grants.NONE);
            HandleTable table = new HandleTable(new RegisterSlots(16));
            ActorBirth.installSelf(1, 0, table);
            Turn turn = new Turn(1, 0, table, Grants.NONE, new RandomStreams(1).stream("device", 0), null);
            server = new DeviceServer(device, turn, this);
        }

        void request(long cycle, int tag, int operation, int bytes) {
            runTo(cycle - 1);
            byte[] data = new byte[operation == StorageFormat.WRITE ? bytes : 0];
            byte[] payload = new StorageFormat.Request(operation, 0, new byte[] {'a'}, tag, 0, bytes, data).payload();
            Capability to = Capability.root(CapabilityKind.ACTOR, 1, 0, Rights.ALL, 7, 99);
            Capability back = Capability.root(CapabilityKind.REPLY, 2, 1, Rights.SEND, 0, 1000 + tag);
            inbox.add(new Message(
                    1000 + tag, MessageKind.USER, 2, 1, to, 1, payload, Message.NO_GRANTS, back, 1000 + tag));
            server.arrived(cycle);
        }

        void runTo(long cycle) {
            while (!wakes.isEmpty() && wakes.first() <= cycle) {
                server.proceed(wakes.pollFirst());
            }
        }

        /** Cycles at which answers left, in order. */
        long[] answers() {
            runTo(Long.MAX_VALUE);
            return sent.stream().mapToLong(each -> each[0]).toArray();
        }

        @Override
        public boolean hasMessage() {
            return !inbox.isEmpty();
        }

        @Override
        public Message take(long cycle) {
            return inbox.remove();
        }

        @Override
        public boolean send(long cycle, Message message) {
            if (room == 0) {
                return false;
            }
            room--;
            sent.add(new long[] {cycle, StorageFormat.tagOf(message.payload())});
            return true;
        }

        @Override
        public void wakeAt(long cycle) {
            wakes.add(cycle);
        }

        @Override
        public long nanoseconds(long cycle) {
            return cycle;
        }

        @Override
        public long cycles(long nanoseconds) {
            return nanoseconds;
        }
    }

    @Test
    void aLoneReadTakesItsTransferAndItsLatency() {
        Bench bench = new Bench(SPEC);
        bench.request(0, 0, StorageFormat.WRITE, 4000); // 8000 ns at 0.5 GB/s
        bench.request(10_000, 1, StorageFormat.READ, 4000); // 4000 ns at 1 GB/s
        assertArrayEquals(new long[] {8000 + 300, 10_000 + 4000 + 700}, bench.answers());
    }

    @Test
    void aRequestThatMovesLittleStillTakesACommand() {
        Bench bench = new Bench(SPEC);
        bench.request(100, 0, StorageFormat.STAT, 0);
        assertArrayEquals(new long[] {100 + 50 + 700}, bench.answers());
    }

    @Test
    void requestsAtOnceOccupyTheStoreInTurnAndOverlapTheirLatencies() {
        Bench bench = new Bench(SPEC);
        for (int i = 0; i < 20; i++) {
            bench.request(1000, i, StorageFormat.STAT, 0);
        }
        long[] answers = bench.answers();
        for (int i = 0; i < 20; i++) {
            assertEquals(1000 + (i + 1) * 50 + 700, answers[i]);
        }
    }

    @Test
    void noMoreThanItsDepthIsUnderWay() {
        Bench bench = new Bench(new StorageSpec(1 << 20, 8, 64, 700, 300, 50, 1_000_000_000L, 500_000_000L, 2));
        for (int i = 0; i < 6; i++) {
            bench.request(1000, i, StorageFormat.STAT, 0);
        }
        // The third begins when the first answer leaves.
        assertArrayEquals(new long[] {1750, 1800, 2500, 2550, 3250, 3300}, bench.answers());
    }

    @Test
    void whatCannotLeaveHoldsBackWhatIsDueLaterAndLosesNothing() {
        Bench bench = new Bench(SPEC);
        bench.room = 1;
        for (int i = 0; i < 4; i++) {
            bench.request(0, i, StorageFormat.STAT, 0);
        }
        bench.runTo(5000);
        assertTrue(bench.server.blocked());
        assertEquals(1, bench.sent.size());
        bench.room = 10;
        bench.server.proceed(6000);
        assertArrayEquals(new long[] {750, 6000, 6000, 6000}, bench.answers());
        assertEquals(
                List.of(0L, 1L, 2L, 3L),
                bench.sent.stream().map(each -> each[1]).toList());
    }

    @Test
    void stateLoadedAtAnyTimeGoesOnAlike() {
        RandomStream random = new RandomStreams(5).stream("device", 1);
        for (int round = 0; round < 20; round++) {
            Bench whole = new Bench(SPEC);
            Bench first = new Bench(SPEC);
            long cycle = 0;
            for (int i = 0; i < 30; i++) {
                cycle += random.nextInt(200);
                int operation = 1 + random.nextInt(4);
                int bytes = random.nextInt(3000);
                whole.request(cycle, i, operation, bytes);
                first.request(cycle, i, operation, bytes);
            }
            long cut = cycle - 500 + random.nextInt(1500);
            whole.runTo(cut);
            first.runTo(cut);
            Bench second = new Bench(SPEC);
            StateWriter out = new StateWriter();
            first.device.save(out);
            first.server.save(out);
            StateReader in = new StateReader(out.toByteArray());
            second.device.load(in);
            second.server.load(in);
            second.inbox.addAll(first.inbox);
            second.wakes.addAll(first.wakes);
            second.sent.addAll(first.sent);
            assertArrayEquals(whole.answers(), second.answers(), "round " + round);
        }
    }
}
