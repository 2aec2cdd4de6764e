package org.skerry.sim.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.Codec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

class WireTest {
    private static final Codec<String> TEXTS = new Codec<>() {
        @Override
        public void write(String item, StateWriter out) {
            out.writeString(item);
        }

        @Override
        public String read(StateReader in) {
            return in.readString();
        }
    };

    private static Wire<String> wire(int latency) {
        return new Wire<>("wire", latency, TEXTS);
    }

    @ParameterizedTest(name = "latency {0}")
    @ValueSource(ints = {1, 2, 7, 64})
    void itemIsSeenExactlyAfterTheLatency(int latency) {
        Wire<String> wire = wire(latency);
        LongWire longs = new LongWire("longs", latency);
        wire.send(10, "a");
        longs.send(10, 4);
        for (int cycle = 10; cycle < 10 + latency; cycle++) {
            assertNull(wire.poll(cycle));
            assertFalse(wire.hasArrival(cycle));
            assertEquals(LongWire.EMPTY, longs.poll(cycle));
            assertFalse(longs.hasArrival(cycle));
        }
        assertTrue(wire.hasArrival(10 + latency));
        assertEquals("a", wire.poll(10 + latency));
        assertNull(wire.poll(10 + latency));
        assertTrue(longs.hasArrival(10 + latency));
        assertEquals(4, longs.poll(10 + latency));
        assertEquals(LongWire.EMPTY, longs.poll(10 + latency));
    }

    @Test
    void itemsOfOneCycleKeepTheirOrder() {
        Wire<String> wire = wire(2);
        for (int i = 0; i < 100; i++) {
            wire.send(0, "item " + i);
        }
        for (int i = 0; i < 100; i++) {
            assertEquals("item " + i, wire.poll(2));
        }
    }

    @ParameterizedTest(name = "latency {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9})
    void wireCarriesALongEveryCycle(int latency) {
        LongWire wire = new LongWire("wire", latency);
        for (int cycle = 0; cycle < 1000; cycle++) {
            wire.send(cycle, cycle);
            assertEquals(cycle < latency ? LongWire.EMPTY : cycle - latency, wire.poll(cycle));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void burstsOfAnySizeArriveInOrderAndWholly(long seed) {
        RandomStream random = new RandomStreams(seed).stream("bursts", 0);
        Wire<String> wire = wire(1 + random.nextInt(9));
        ArrayDeque<String> reference = new ArrayDeque<>();
        for (int cycle = 0; cycle < 300; cycle++) {
            for (String item = wire.poll(cycle); item != null; item = wire.poll(cycle)) {
                assertEquals(reference.remove(), item);
            }
            for (int i = random.nextInt(1 + cycle / 10); i > 0; i--) {
                String item = (cycle + wire.latencyCycles()) + "." + i;
                wire.send(cycle, item);
                reference.add(item);
            }
            assertEquals(reference.size(), wire.inFlight());
        }
    }

    @Test
    void secondLongInOneCycleIsRefused() {
        LongWire wire = new LongWire("wire", 3);
        wire.send(5, 1);
        assertEquals(
                "cycle 5: wire wire was given a second value in one cycle",
                assertThrows(IllegalStateException.class, () -> wire.send(5, 2)).getMessage());
        assertThrows(IllegalStateException.class, () -> wire.send(6, LongWire.EMPTY));
    }

    @Test
    void latePollIsFound() {
        Wire<String> wire = wire(1);
        LongWire longs = new LongWire("longs", 1);
        wire.send(0, "a");
        longs.send(0, 1);
        assertThrows(IllegalStateException.class, () -> wire.poll(2));
        assertThrows(IllegalStateException.class, () -> longs.poll(2));
    }

    @Test
    void latencyBelowOneIsRefused() {
        assertThrows(ConfigException.class, () -> wire(0));
        assertThrows(ConfigException.class, () -> new LongWire("longs", 0));
    }

    @Test
    void sendingWakesTheConsumerAtTheArrival() {
        List<Long> woken = new ArrayList<>();
        Wire<String> wire = wire(4);
        wire.attach(woken::add, false);
        wire.send(3, "a");
        assertEquals(List.of(7L), woken);
    }

    @Test
    void whatCrossesIsSeenOnlyAfterTheHandOver() {
        List<Long> woken = new ArrayList<>();
        Wire<String> wire = wire(4);
        LongWire longs = new LongWire("longs", 4);
        wire.attach(woken::add, true);
        longs.attach(woken::add, true);
        wire.send(0, "a");
        longs.send(1, 5);
        assertFalse(wire.hasArrival(4));
        assertEquals(Long.MAX_VALUE, longs.nextArrival());
        assertEquals(List.of(), woken);
        wire.handOver();
        longs.handOver();
        assertEquals(List.of(4L, 5L), woken);
        assertEquals("a", wire.poll(4));
        assertEquals(5, longs.poll(5));
    }

    @Test
    void savedWireCarriesOn() {
        Wire<String> wire = wire(5);
        LongWire longs = new LongWire("longs", 5);
        wire.send(1, "a");
        wire.send(2, "b");
        longs.send(2, 9);
        StateWriter out = new StateWriter();
        wire.save(out);
        longs.save(out);
        Wire<String> loaded = wire(5);
        LongWire loadedLongs = new LongWire("longs", 5);
        loaded.send(0, "forgotten");
        StateReader in = new StateReader(out.toByteArray());
        loaded.load(in);
        loadedLongs.load(in);
        in.end();
        assertEquals("a", loaded.poll(6));
        assertEquals("b", loaded.poll(7));
        assertEquals(9, loadedLongs.poll(7));
        assertEquals(0, loaded.inFlight());
        assertThrows(IllegalStateException.class, () -> loadedLongs.send(2, 1));
    }

    @Test
    void wireIsConnectedOnce() {
        Wire<String> wire = wire(1);
        wire.attach(cycle -> {}, false);
        assertThrows(IllegalStateException.class, () -> wire.attach(cycle -> {}, false));
    }
}
