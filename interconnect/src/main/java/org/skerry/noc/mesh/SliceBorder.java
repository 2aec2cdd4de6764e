package org.skerry.noc.mesh;

import org.skerry.noc.Packet;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.router.Boundary;
import org.skerry.noc.router.MeshRouters;
import org.skerry.noc.router.RouterBlock;
import org.skerry.noc.router.VcAddress;
import org.skerry.sim.link.Wire;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** One side of the links between two slices: what leaves for the other one, and what comes from it. */
final class SliceBorder implements Boundary, Stateful {
    private final RouterBlock block;
    private final int firstRouter; // of the row at the border
    private final PacketTable packets;
    private final MeshRouters routers;
    private final BurstSender flitsOut;
    private final BurstSender creditsOut;
    private final Wire<Burst> flitsIn;
    private final Wire<Burst> creditsIn;
    private final int[] slots; // by column * vcs + vc: slot here of the packet whose flits come in
    private long cycle;

    SliceBorder(
            RouterBlock block,
            int firstRouter,
            PacketTable packets,
            MeshRouters routers,
            Wire<Burst> flitsOut,
            Wire<Burst> creditsOut,
            Wire<Burst> flitsIn,
            Wire<Burst> creditsIn) {
        int columns = block.mesh().width();
        this.block = block;
        this.firstRouter = firstRouter;
        this.packets = packets;
        this.routers = routers;
        this.flitsOut = new BurstSender(flitsOut, columns);
        this.creditsOut = new BurstSender(creditsOut, columns);
        this.flitsIn = flitsIn;
        this.creditsIn = creditsIn;
        slots = new int[columns * block.vcs()];
    }

    /** Takes what arrives at {@code now}, at which things will be sent, too. */
    void arrivals(long now) {
        cycle = now;
        for (Burst burst = creditsIn.poll(now); burst != null; burst = creditsIn.poll(now)) {
            for (int i = 0; i < burst.size(); i++) {
                routers.credit(now, here((int) burst.word(i)));
            }
            burst.clear();
        }
        for (Burst burst = flitsIn.poll(now); burst != null; burst = flitsIn.poll(now)) {
            takeFlits(burst);
            burst.clear();
        }
    }

    private void takeFlits(Burst burst) {
        int heads = 0;
        for (int i = 0; i < burst.size(); i++) {
            int address = (int) (burst.word(i) >>> 32);
            int flit = (int) burst.word(i);
            int link = VcAddress.router(address) * block.vcs() + VcAddress.vc(address);
            if (FlitLayout.isHead(flit)) {
                Packet packet = burst.packet(heads);
                slots[link] = packets.add(packet, burst.handedOver(heads++), block.destination(packet.destination()));
            }
            routers.arrive(cycle, here(address), FlitLayout.moved(flit, slots[link]));
        }
    }

    /** The address here of one that has the column in place of the router. */
    private int here(int address) {
        return VcAddress.of(firstRouter + VcAddress.router(address), VcAddress.port(address), VcAddress.vc(address));
    }

    @Override
    public void sendFlit(int address, int flit) {
        long word = (long) address << 32 | FlitLayout.ends(flit);
        int slot = FlitLayout.slot(flit);
        if (FlitLayout.isHead(flit)) {
            flitsOut.open(cycle).addHead(word, packets.packet(slot), packets.handedOver(slot));
        } else {
            flitsOut.open(cycle).add(word);
        }
        if (FlitLayout.isTail(flit)) {
            packets.remove(slot);
        }
    }

    @Override
    public void sendCredit(int address) {
        creditsOut.open(cycle).add(address);
    }

    /** Sends what left in this cycle. */
    void flush() {
        flitsOut.flush(cycle);
        creditsOut.flush(cycle);
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(slots);
    }

    @Override
    public void load(StateReader in) {
        in.readInts(slots);
    }
}
