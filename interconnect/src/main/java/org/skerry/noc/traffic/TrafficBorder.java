package org.skerry.noc.traffic;

import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.router.Boundary;
import org.skerry.noc.router.FlitRouters;
import org.skerry.noc.router.VcAddress;
import org.skerry.sim.link.Wire;

/**
 * One side of the links between two slices. A flit crosses as two longs, address with ends and the cycle in which it was sent; with a
 * head comes its packet, as slots mean nothing to the other slice.
 */
final class TrafficBorder implements Boundary {
    private final int firstRouter; // of the row at the border
    private final int vcs;
    private final FlitRouters routers;
    private final Terminals terminals;
    private final TrafficWire flitsOut;
    private final TrafficWire creditsOut;
    private final Wire<TrafficBurst> flitsIn;
    private final Wire<TrafficBurst> creditsIn;
    private final int[] slots; // by column * vcs + vc: slot here of the packet whose flits come in
    private final int[] entered; // its flits that have
    private long cycle;

    TrafficBorder(
            int firstRouter,
            int columns,
            int vcs,
            FlitRouters routers,
            Terminals terminals,
            Wire<TrafficBurst> flitsOut,
            Wire<TrafficBurst> creditsOut,
            Wire<TrafficBurst> flitsIn,
            Wire<TrafficBurst> creditsIn) {
        this.firstRouter = firstRouter;
        this.vcs = vcs;
        this.routers = routers;
        this.terminals = terminals;
        this.flitsOut = new TrafficWire(flitsOut);
        this.creditsOut = new TrafficWire(creditsOut);
        this.flitsIn = flitsIn;
        this.creditsIn = creditsIn;
        slots = new int[columns * vcs];
        entered = new int[columns * vcs];
    }

    /** Takes what arrives at {@code now}, at which things will be sent, too. */
    void arrivals(long now) {
        cycle = now;
        for (TrafficBurst burst = creditsIn.poll(now); burst != null; burst = creditsIn.poll(now)) {
            for (int i = 0; i < burst.size; i++) {
                routers.credit(now, here((int) burst.words[i]));
            }
            burst.size = 0;
        }
        for (TrafficBurst burst = flitsIn.poll(now); burst != null; burst = flitsIn.poll(now)) {
            for (int at = 0; at < burst.size; ) {
                at = takeFlit(burst.words, at);
            }
            burst.size = 0;
        }
    }

    private int takeFlit(long[] words, int at) {
        int address = (int) (words[at] >>> Integer.SIZE);
        int flit = (int) words[at];
        int link = VcAddress.router(address) * vcs + VcAddress.vc(address);
        int next = at + 2;
        if (FlitLayout.isHead(flit)) {
            slots[link] = terminals.adopt(words, next);
            entered[link] = 0;
            next += Terminals.RECORD;
        }
        terminals.sentAt(slots[link], entered[link]++, words[at + 1]);
        routers.arrive(cycle, here(address), FlitLayout.moved(flit, slots[link]));
        return next;
    }

    /** The address here of one that has the column in place of the router. */
    private int here(int address) {
        return VcAddress.of(firstRouter + VcAddress.router(address), VcAddress.port(address), VcAddress.vc(address));
    }

    @Override
    public void sendFlit(int address, int flit) {
        TrafficBurst burst = flitsOut.open(cycle);
        int slot = FlitLayout.slot(flit);
        burst.reserve(2 + Terminals.RECORD);
        burst.words[burst.size++] = (long) address << Integer.SIZE | FlitLayout.ends(flit);
        burst.words[burst.size++] = terminals.leaves(slot);
        if (FlitLayout.isHead(flit)) {
            terminals.describe(slot, burst.words, burst.size);
            burst.size += Terminals.RECORD;
        }
        if (FlitLayout.isTail(flit)) {
            terminals.forget(slot);
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
}
