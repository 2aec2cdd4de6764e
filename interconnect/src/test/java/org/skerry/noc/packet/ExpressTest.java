package org.skerry.noc.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.router.MeshRoute;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.noc.topology.MeshCut;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Nobody notices that trains pass several routers at once: each flit leaves in the cycle in which it leaves without. */
class ExpressTest {
    private static final int SEEDS = 2;
    private static final int TRAINS = 1500;

    @ParameterizedTest(name = "{0} flits, a train in {1} cycles, depth {2}, {3} cycles to turn, {4} virtual channels")
    @CsvSource({
        "1, 20, 0, 0, 12",
        "2, 5, 0, 0, 12",
        "2, 1, 0, 0, 12",
        "4, 10, 0, 1, 12",
        "4, 2, 0, 0, 12",
        "8, 4, 0, 2, 12",
        "5, 2, 5, 0, 3",
        "3, 1, 3, 1, 1",
        "1, 1, 2, 0, 1",
        "8, 30, 0, 0, 1",
    })
    void flitsLeaveWhenTheyLeaveWithout(int mostFlits, int gap, int depth, int turnCycles, int vcs) {
        MeshSpec mesh = MeshSpec.of(8, 8, 1, turnCycles);
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Train> trains = trains(seed, mostFlits, gap, vcs, 4);
            Run without = new Run(mesh, depth, false);
            without.run(trains, false);
            Run with = new Run(mesh, depth, true);
            with.run(trains, false);
            assertEquals(without.left, with.left, "seed " + seed);
            assertEquals(without.counts(), with.counts(), "seed " + seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "4, 10", "8, 8"})
    void aRunGoesOnFromWhatWasSaved(int mostFlits, int gap) {
        MeshSpec mesh = MeshSpec.of(8, 8, 1, 0);
        List<Train> trains = trains(9, mostFlits, gap, 12, 4);
        Run through = new Run(mesh, 0, true);
        through.run(trains, false);
        Run reloaded = new Run(mesh, 0, true);
        reloaded.run(trains, true);
        assertEquals(through.left, reloaded.left);
    }

    @ParameterizedTest
    @CsvSource({"2, 20, 3.5", "4, 40, 3.5", "2, 3, 1.5"})
    void aFreeWayCostsFewEvents(int flits, int gap, double least) {
        Run run = new Run(MeshSpec.of(8, 8, 1, 0), 0, true);
        run.run(trains(1, flits, gap, 12, Integer.MAX_VALUE), false);
        double perEvent = (double) run.routers.trainsMoved() / run.routers.events();
        assertTrue(perEvent >= least, perEvent + " routers passed for each event");
    }

    /** Mixed trains, one packet in so many of two trains. */
    private static List<Train> trains(long seed, int mostFlits, int gap, int vcs, int oneInIsTwo) {
        RandomStream random = new RandomStreams(seed).stream("trains", 0);
        List<Train> trains = new ArrayList<>();
        int cycle = 0;
        while (trains.size() < TRAINS) {
            cycle += random.nextInt(2 * gap);
            int from = random.nextInt(64);
            int to = random.nextInt(4) == 0 ? 27 : random.nextInt(64);
            int vc = random.nextInt(vcs);
            int flits = 1 + random.nextInt(mostFlits);
            boolean two = random.nextInt(oneInIsTwo) == 0;
            trains.add(new Train(cycle, from, to, vc, two ? mostFlits : flits, true, !two));
            if (two) {
                trains.add(new Train(cycle, from, to, vc, flits, false, true));
            }
        }
        return trains;
    }

    /** One train of a packet: when it is offered, where, how long it is. */
    private record Train(int cycle, int from, int to, int vc, int flits, boolean head, boolean tail) {}

    /** Routers under trains; writes down what leaves. */
    private static final class Run implements PacketRouters.Sink {
        final List<String> left = new ArrayList<>();
        final RouterBlock block;
        final PacketTable packets = new PacketTable(null);
        final boolean express;
        PacketRouters routers;

        Run(MeshSpec mesh, int depth, boolean express) {
            RouterSpec spec = RouterSpec.of(mesh);
            block = new RouterBlock(mesh, depth == 0 ? spec : spec.withDepthFlits(depth), new MeshCut(mesh, 1), 0);
            this.express = express;
            routers = routers();
        }

        private PacketRouters routers() {
            MeshRoute route = new MeshRoute(block, DimensionOrder.XY, packets);
            return new PacketRouters(block, block.pipeline(), route, this, express);
        }

        @Override
        public void leave(long cycle, int train) {
            String flits = Long.toBinaryString(routers.mask(train));
            left.add(cycle + " " + packets.packet(routers.slot(train)).id() + " " + flits);
        }

        List<Long> counts() {
            List<Long> counts = new ArrayList<>(List.of(routers.trainsMoved(), routers.flitsMoved()));
            for (int router = 0; router < block.routers(); router++) {
                for (int port = 0; port < block.ports(); port++) {
                    counts.add(routers.flits(router, port));
                }
            }
            return counts;
        }

        /** Each source sends its trains one after the other, as soon as they may enter. */
        void run(List<Train> trains, boolean reload) {
            List<ArrayDeque<Train>> queues = new ArrayList<>();
            for (int i = 0; i < block.endpoints(); i++) {
                queues.add(new ArrayDeque<>());
            }
            trains.forEach(each -> queues.get(each.from).add(each));
            int[] slots = new int[block.endpoints()];
            long[] freeAt = new long[block.endpoints()];
            int sent = 0;
            for (long cycle = 0; sent < trains.size() || routers.nextCycle(cycle - 1) < Long.MAX_VALUE; cycle++) {
                for (int from = 0; from < slots.length; from++) {
                    Train train = queues.get(from).peek();
                    if (train == null || train.cycle > cycle || freeAt[from] > cycle) {
                        continue;
                    }
                    int input = routers.inputVc(block.routerOf(from), block.portOf(from), train.vc);
                    long mask = routers.entry(cycle, input, train.flits);
                    if ((mask & 1) == 0) {
                        continue;
                    }
                    queues.get(from).remove();
                    if (train.head) {
                        Packet packet = new Packet(sent, from, train.to, VirtualNetwork.REQUEST, 32, null);
                        slots[from] = packets.add(packet, cycle, block.destination(train.to));
                    }
                    long legs = train.head ? legs(train) : Legs.NONE;
                    routers.enter(cycle, input, slots[from], train.flits, mask, train.head, train.tail, legs);
                    freeAt[from] = cycle + Long.SIZE - Long.numberOfLeadingZeros(mask);
                    sent++;
                }
                routers.step(cycle);
                if (reload && cycle % 37 == 0) {
                    StateWriter out = new StateWriter();
                    routers.save(out);
                    routers = routers();
                    routers.load(new StateReader(out.toByteArray()));
                }
                assertTrue(cycle < 1_000_000, "trains wait for ever");
            }
            assertEquals(trains.size(), left.size());
        }

        private long legs(Train train) {
            MeshSpec mesh = block.mesh();
            int from = block.routerOf(train.from);
            int to = block.routerOf(train.to);
            int dx = mesh.x(to) - mesh.x(from);
            int dy = mesh.y(to) - mesh.y(from);
            return Legs.of(dx, dy, true, block.portOf(train.to), train.vc);
        }
    }
}
