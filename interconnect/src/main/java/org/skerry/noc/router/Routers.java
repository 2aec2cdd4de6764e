package org.skerry.noc.router;

import org.skerry.noc.flit.PacketIdentities;
import org.skerry.sim.config.Check;
import org.skerry.sim.digest.EntityDigests;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * All routers of one partition. In each cycle, in this order: {@link #arrivals}; flits and credits from other partitions and from
 * endpoints by {@link #arrive} and {@link #credit}; then {@link #step}.
 */
public final class Routers implements MeshRouters {
    private final int ports;
    private final int vcs;
    private final int depth;
    private final int injectionCreditCycles;
    private final boolean switchAtOnce; // a head asks for the switch in the cycle in which it gets its virtual channel
    private final boolean speculative;
    private final boolean waitForTailCredit;
    private final boolean inBlocks; // both allocators are those that decide for many routers at once
    private final long[] classes;
    private SlotTable slotTable; // null without time division
    private final SharedOutputs shared; // null without links that other domains share
    private final int slots; // of it
    private long[] openOutputs; // by slot, block; null without time division
    private final Links links;
    private final InputBits bits;
    private final InputBuffers buffers;
    private final Connections connections;
    private final Credits credits;
    private final Requests vcRequests;
    private final Requests switchRequests;
    private final ActiveSet active; // blocks of routers
    private final RouteStage routes;
    private final VcAllocator vcAllocator;
    private final SwitchAllocator switchAllocator;
    private final Traversal traversal;
    private final BatchGates gates; // null if no stage takes several cycles and nothing in meanwhile
    private final BusyOutputs busy; // null if all links are as wide as a flit
    private final RouterLines lines;
    private final RouterCounters counters;
    private final EntityDigests digests;

    /**
     * The routers of {@code geometry}, empty.
     *
     * @param packets the packets whose flits they carry, if a history of each router is to be kept, or null
     */
    public Routers(Geometry geometry, Pipeline pipeline, RouteFunction routing, PacketIdentities packets) {
        this(geometry, pipeline, routing, packets, null);
    }

    /**
     * The same for one of several time-division domains.
     *
     * @param slots when outputs are open to this domain; null if there is only one. Both allocators must be iSLIP with one iteration
     */
    public Routers(
            Geometry geometry, Pipeline pipeline, RouteFunction routing, PacketIdentities packets, SlotTable slots) {
        this(geometry, pipeline, routing, packets, slots, null);
    }

    /**
     * The same, with links that other domains may find taken.
     *
     * @param shared the links, the same for all domains; null if slots alone say who has them
     */
    public Routers(
            Geometry geometry,
            Pipeline pipeline,
            RouteFunction routing,
            PacketIdentities packets,
            SlotTable slots,
            SharedOutputs shared) {
        int routers = geometry.routers();
        ports = geometry.ports();
        vcs = geometry.vcs();
        depth = pipeline.vcDepthFlits();
        injectionCreditCycles = pipeline.injectionCreditCycles();
        switchAtOnce = pipeline.vcAllocationCycles() == 0;
        speculative = pipeline.speculative();
        waitForTailCredit = pipeline.waitForTailCredit();
        links = new Links(geometry);
        bits = new InputBits(ports, vcs);
        buffers = new InputBuffers(routers, ports * vcs, depth);
        connections = new Connections(routers * ports, vcs, pipeline.waitForTailCredit());
        credits = new Credits(routers * ports * vcs, depth);
        vcRequests = new Requests(routers, ports, bits);
        switchRequests = new Requests(routers, ports, bits);
        active = new ActiveSet(vcRequests.blocks());
        lines = new RouterLines(pipeline);
        counters = new RouterCounters(routers, ports);
        digests = packets == null ? null : new EntityDigests(routers);
        gates = pipeline.batches() == null ? null : new BatchGates(pipeline.batches(), routers, ports * vcs);
        routes = new RouteStage(geometry, pipeline, routing, vcRequests, bits, active, gates);
        classes = routing.vcClasses();
        vcAllocator = pipeline.vcAllocator().isSimpleIslip() && routing.mostWays() == 1
                ? new IslipVcAllocator(geometry, bits, connections, vcRequests, routes, classes)
                : new GeneralVcAllocator(
                        geometry, pipeline.vcAllocator(), bits, connections, vcRequests, routes, classes);
        busy = BusyOutputs.of(geometry, pipeline, links, switchRequests);
        traversal = new Traversal(
                geometry,
                links,
                bits,
                buffers,
                packets,
                connections,
                credits,
                switchRequests,
                routes,
                counters,
                digests,
                lines,
                busy,
                gates,
                shared);
        switchAllocator = pipeline.switchAllocator().isSimpleIslip() && !speculative
                ? new IslipSwitchAllocator(geometry, bits, switchRequests, traversal)
                : new GeneralSwitchAllocator(
                        geometry,
                        pipeline,
                        bits,
                        switchRequests,
                        vcRequests,
                        routes,
                        connections,
                        credits,
                        classes,
                        busy,
                        traversal);
        inBlocks = gates == null
                && vcAllocator instanceof IslipVcAllocator
                && switchAllocator instanceof IslipSwitchAllocator;
        Check.isTrue(
                slots == null || inBlocks && !speculative,
                "network.domains: time division needs iSLIP with one iteration, a routing with one way for each packet and no"
                        + " speculation. Choose those.");
        slotTable = slots;
        this.shared = shared;
        this.slots = slots == null ? 1 : slots.domains();
        openOutputs = slots == null ? null : openOutputs(slots);
    }

    /** From now on outputs are open in other slots, of as many domains as before. */
    public void reslot(SlotTable table) {
        slotTable = table;
        openOutputs = openOutputs(table);
    }

    /** By slot and block: bits of the outputs that are open, as {@link Requests} has them. */
    private long[] openOutputs(SlotTable table) {
        long[] open = new long[slots * vcRequests.blocks()];
        for (int slot = 0; slot < slots; slot++) {
            for (int output = 0; output < links.kinds.length; output++) {
                if (table.isOpen(slot, output)) {
                    int at = (output / ports << vcRequests.shift()) + output % ports;
                    open[slot * vcRequests.blocks() + (at >> 6)] |= 1L << at;
                }
            }
        }
        return open;
    }

    @Override
    public void connect(boolean south, Boundary boundary) {
        traversal.connect(south ? Links.SOUTH : Links.NORTH, boundary);
    }

    @Override
    public void arrivals(long cycle) {
        credits(cycle, lines.credits);
        credits(cycle, lines.seamCredits);
        while (lines.ejectionCredits.isDue(cycle)) {
            credit(cycle, (int) lines.ejectionCredits.take());
        }
        flits(cycle, lines.flits);
        flits(cycle, lines.seamFlits);
        if (busy != null) {
            busy.advance(cycle);
        }
        routes.advance(cycle);
    }

    private void credits(long cycle, DelayLine line) {
        int credited = line.due(cycle);
        for (int i = 0; i < credited; i++) {
            credit(cycle, (int) line.value(i));
        }
        line.drop(credited);
    }

    private void flits(long cycle, DelayLine line) {
        int arrived = line.due(cycle);
        for (int i = 0; i < arrived; i++) {
            long arrival = line.value(i);
            arrive(cycle, (int) (arrival >>> 32), (int) arrival);
        }
        line.drop(arrived);
    }

    @Override
    public void arrive(long cycle, int address, int flit) {
        int router = VcAddress.router(address);
        int port = VcAddress.port(address);
        int vc = VcAddress.vc(address);
        int input = (router * ports + port) * vcs + vc;
        int before = buffers.push(router, input, flit);
        counters.came(cycle, router);
        if (before == 0) {
            int output = connections.outputOf(input);
            if (output == Connections.NONE) {
                routes.begin(cycle, address, flit);
            } else {
                requestSwitch(router, bits.firstBit[port] + vc, output);
                active.add(vcRequests.block(router));
            }
        } else if (before < 0) {
            throw new IllegalStateException("cycle " + cycle + ": router " + router + " port " + port + " VC " + vc
                    + " was sent a flit while it held " + depth + ", which is all it can hold");
        }
    }

    @Override
    public void credit(long cycle, int address) {
        int router = VcAddress.router(address);
        int port = VcAddress.port(address);
        int vc = VcAddress.vc(address);
        int output = (router * ports + port) * vcs + vc;
        int now = credits.giveBack(output);
        if (now == 1) {
            int holder = connections.holderOf(output);
            if (holder != Connections.NONE) {
                int input = (router * ports + VcAddress.port(holder)) * vcs + VcAddress.vc(holder);
                if (buffers.count(input) != 0 && (gates == null || !gates.isStarting(input))) {
                    switchRequests.set(router, port, bits.firstBit[VcAddress.port(holder)] + VcAddress.vc(holder));
                    active.add(vcRequests.block(router));
                }
            }
        }
        if (waitForTailCredit && now == depth) {
            connections.emptied(router * ports + port, vc);
        } else if (now < 0) {
            throw new IllegalStateException("cycle " + cycle + ": router " + router + " port " + port + " VC " + vc
                    + " has more credits than the " + depth + " flits that the buffer behind it holds");
        }
    }

    @Override
    public void step(long cycle) {
        for (int block = active.next(0); block >= 0; block = active.next(block + 1)) {
            if (inBlocks) {
                stepBlock(cycle, block);
            } else {
                stepRouters(cycle, block);
            }
            if ((vcRequests.outputsOfBlock(block) | switchRequests.outputsOfBlock(block)) == 0) {
                active.remove(block);
            }
        }
        if (gates != null) {
            endBatches(cycle);
        }
    }

    /** Does what was decided in batches that are over. */
    private void endBatches(long cycle) {
        while (gates.moves().isDue(cycle)) {
            long move = gates.moves().take();
            traversal.moveNow(cycle, (int) (move >>> 32), VcAddress.port((int) move), VcAddress.vc((int) move));
        }
        while (gates.winners().isDue(cycle)) {
            long winner = gates.winners().take();
            int router = (int) (winner >>> 32);
            int bit = (int) winner >>> 16;
            gates.started(router * ports * vcs + bits.inputOf[bit]);
            requestSwitch(router, bit, (int) winner & 0xffff);
            active.add(vcRequests.block(router));
        }
    }

    private void stepBlock(long cycle, int block) {
        vcAllocator.clearWinners();
        ((IslipVcAllocator) vcAllocator).allocateBlock(block);
        if (switchAtOnce) {
            startWinners();
        }
        long free = busy == null ? -1L : busy.open(block);
        long open = slots == 1 ? free : free & openOutputs[(int) (cycle % slots) * vcRequests.blocks() + block];
        if (shared != null) {
            open &= shared.free(cycle, block);
        }
        ((IslipSwitchAllocator) switchAllocator).allocateBlock(cycle, block, open);
        if (!switchAtOnce) {
            startWinners();
        }
    }

    private void stepRouters(long cycle, int block) {
        int end = Math.min(counters.routers(), vcRequests.firstRouter(block + 1));
        for (int router = vcRequests.firstRouter(block); router < end; router++) {
            if ((vcRequests.outputs(router) | switchRequests.outputs(router)) != 0) {
                stepRouter(cycle, router);
            }
        }
    }

    private void stepRouter(long cycle, int router) {
        if (gates != null) {
            stepInBatches(cycle, router);
            return;
        }
        if (speculative) {
            switchAllocator.lookAhead(router);
        }
        vcAllocator.clearWinners();
        vcAllocator.allocate(router);
        if (switchAtOnce) {
            startWinners();
        }
        switchAllocator.allocate(cycle, router);
        if (!switchAtOnce) {
            startWinners();
        }
    }

    private void stepInBatches(long cycle, int router) {
        if (vcRequests.outputs(router) != 0 && gates.beginVcs(cycle, router)) {
            vcAllocator.clearWinners();
            vcAllocator.allocate(router);
            for (int i = 0; i < vcAllocator.winners(); i++) {
                int bit = vcAllocator.winner(i);
                gates.won(cycle, router, bit, router * ports * vcs + bits.inputOf[bit], vcAllocator.won(i));
            }
        }
        if (switchRequests.outputs(router) != 0 && gates.beginSwitch(cycle, router)) {
            switchAllocator.allocate(cycle, router);
        }
    }

    /** Heads that have a virtual channel now ask for the switch. */
    private void startWinners() {
        for (int i = 0; i < vcAllocator.winners(); i++) {
            int router = vcAllocator.router(i);
            int bit = vcAllocator.winner(i);
            int input = router * ports * vcs + bits.inputOf[bit];
            // A head that speculated may have left already.
            if (!speculative || connections.outputOf(input) == vcAllocator.won(i) && buffers.count(input) != 0) {
                requestSwitch(router, bit, vcAllocator.won(i));
            }
        }
    }

    private void requestSwitch(int router, int bit, int outputPlace) {
        int output = VcAddress.port(outputPlace);
        if (credits.left((router * ports + output) * vcs + VcAddress.vc(outputPlace)) != 0) {
            switchRequests.set(router, output, bit);
        }
    }

    @Override
    public long nextCycle(long cycle) {
        return active.isEmpty() ? Math.min(lines.nextCycle(), routes.nextCycle()) : cycle + 1;
    }

    @Override
    public DelayLine ejections() {
        return lines.ejected;
    }

    @Override
    public void ejected(long cycle, int address) {
        lines.ejectionCredits.add(cycle, Integer.toUnsignedLong(address));
    }

    @Override
    public boolean hasPlace(long cycle, int address) {
        int input = (VcAddress.router(address) * ports + VcAddress.port(address)) * vcs + VcAddress.vc(address);
        int places = depth - buffers.count(input);
        if (places >= injectionCreditCycles) {
            return true; // fewer can have left without a credit that has come, of at most one a cycle
        }
        DelayLine returning = lines.injectionCredits;
        for (int i = returning.due(cycle); i < returning.size(); i++) {
            places -= (int) returning.value(i) == address ? 1 : 0;
        }
        return places > 0;
    }

    @Override
    public DelayLine injectionCredits() {
        return lines.injectionCredits;
    }

    @Override
    public int taken(int router, int port) {
        int sum = 0;
        int first = (router * ports + port) * vcs;
        for (int vc = first; vc < first + vcs; vc++) {
            sum += depth - credits.left(vc);
        }
        return sum;
    }

    @Override
    public int buffered(int router) {
        int sum = 0;
        for (int vc = router * ports * vcs; vc < (router + 1) * ports * vcs; vc++) {
            sum += buffers.count(vc);
        }
        return sum;
    }

    @Override
    public long bufferFlitCycles(int router, long cycle) {
        return counters.bufferFlitCycles(router, buffered(router), cycle);
    }

    @Override
    public long portFlits(int router, int port) {
        return counters.portFlits(router * ports + port);
    }

    /** What was counted. */
    public RouterCounters counters() {
        return counters;
    }

    /** Answers what flits wait for; for routers that are one partition. */
    public WaitingFlits waiting() {
        return new WaitingFlits(
                ports, vcs, links, bits, buffers, connections, credits, vcRequests, routes, classes, slotTable, busy);
    }

    @Override
    public long digestHigh(int router) {
        return digests.high(router);
    }

    @Override
    public long digestLow(int router) {
        return digests.low(router);
    }

    @Override
    public int bytesPerRouter() {
        // Buffer and ring; both ends of a connection, credits, the two pointers of VC allocation and the way.
        int vcBytes = (depth + 1) * Integer.BYTES + 6 * Short.BYTES;
        // Two masks of requests, free VCs, flits counted; three pointers of switch allocation; where the port leads.
        int portBytes = (2 * bits.words + 2) * Long.BYTES + 3 * Byte.BYTES + Integer.BYTES + Byte.BYTES;
        // Departures; two lanes of the digest; outputs asked for, twice; coordinates.
        int routerBytes = 3 * Long.BYTES + (2 << vcRequests.shift()) / Byte.SIZE + 2 * Short.BYTES;
        return (vcs * vcBytes + portBytes) * ports + routerBytes;
    }

    @Override
    public void checkCredits() {
        new CreditCheck(links, buffers, credits, lines, ports, vcs).check(depth);
    }

    @Override
    public void save(StateWriter out) {
        buffers.save(out);
        connections.save(out);
        credits.save(out);
        vcRequests.save(out);
        switchRequests.save(out);
        routes.save(out);
        vcAllocator.save(out);
        switchAllocator.save(out);
        lines.save(out);
        if (busy != null) {
            busy.save(out);
        }
        counters.save(out);
        if (digests != null) {
            digests.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        buffers.load(in);
        connections.load(in);
        credits.load(in);
        vcRequests.load(in);
        switchRequests.load(in);
        routes.load(in);
        vcAllocator.load(in);
        switchAllocator.load(in);
        lines.load(in);
        if (busy != null) {
            busy.load(in);
        }
        counters.load(in);
        if (digests != null) {
            digests.load(in);
        }
        active.clear();
        for (int block = 0; block < vcRequests.blocks(); block++) {
            if ((vcRequests.outputsOfBlock(block) | switchRequests.outputsOfBlock(block)) != 0) {
                active.add(block);
            }
        }
    }
}
