package org.skerry.noc.packet;

import java.util.Arrays;
import org.skerry.noc.Packet;
import org.skerry.noc.VirtualNetwork;
import org.skerry.noc.flit.PacketTable;
import org.skerry.noc.ni.PortArbiter;
import org.skerry.noc.router.ActiveSet;
import org.skerry.noc.router.RouterBlock;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Where packets wait at their source and become trains. Each endpoint has a lane for each virtual network, first in first out; it sends one
 * train after the other, of the lanes in turn, as far as there is room. Lanes do not wait for each other, unless for a train. Endpoints that
 * share a port send train by train in turn, in the order of {@link PortArbiter}.
 */
final class PacketSources implements Stateful {
    private static final int NETWORKS = VirtualNetwork.values().length;
    private static final int NO_LANE = -1;

    private final RouterBlock block;
    private final PacketTable packets;
    private final PacketRouters routers;
    private final PacketSlice slice;
    private final int queuePackets;

    private final int[] inputs; // by endpoint: VC 0 of its router's input
    private final short[] columns; // by endpoint
    private final short[] rows;
    private final int[] queued; // by endpoint: packets in all lanes
    private final int[] turns; // by endpoint: virtual network that is first
    private final PortArbiter arbiter; // null if every endpoint has a port of its own
    private final long[] freeAt; // by endpoint: first cycle after its last train, at which its port can send again
    private final long[] portFreeAt; // by port, named by its first endpoint: the same for all that share it
    private final int[]
            departing; // by endpoint: virtual network of a packet whose tail leaves in the cycle before, or none
    private final int[] slots; // by lane * queuePackets: a ring
    private final int[] heads; // by lane
    private final int[] counts; // by lane
    private final int[] flitsLeft; // by lane: of the packet that is being sent; 0 if there is none
    private final ActiveSet active; // endpoints with a packet, or whose tail departs

    PacketSources(RouterBlock block, PacketTable packets, PacketRouters routers, PacketSlice slice) {
        this.block = block;
        this.packets = packets;
        this.routers = routers;
        this.slice = slice;
        queuePackets = block.spec().sourceQueuePackets();
        int endpoints = block.endpoints();
        inputs = new int[endpoints];
        columns = new short[endpoints];
        rows = new short[endpoints];
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            int router = block.routerOf(endpoint);
            inputs[endpoint] = routers.inputVc(router, block.portOf(endpoint), 0);
            columns[endpoint] = (short) block.mesh().x(router);
            rows[endpoint] = (short) block.mesh().y(router);
        }
        queued = new int[endpoints];
        turns = new int[endpoints];
        arbiter = block.mesh().sharedPort() ? new PortArbiter(block) : null;
        freeAt = new long[endpoints];
        portFreeAt = new long[arbiter == null ? 0 : endpoints];
        departing = new int[endpoints];
        Arrays.fill(departing, NO_LANE);
        slots = new int[endpoints * NETWORKS * queuePackets];
        heads = new int[endpoints * NETWORKS];
        counts = new int[heads.length];
        flitsLeft = new int[heads.length];
        active = new ActiveSet(endpoints);
    }

    /** A packet has been handed over. */
    void add(long cycle, int slot, Packet packet) {
        int endpoint = packet.source();
        int lane = endpoint * NETWORKS + packet.network().ordinal();
        if (counts[lane] == queuePackets) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": endpoint " + endpoint + " has no place for " + packet);
        }
        int at = heads[lane] + counts[lane]++;
        slots[lane * queuePackets + (at >= queuePackets ? at - queuePackets : at)] = slot;
        queued[endpoint]++;
        active.add(endpoint);
    }

    /** Every endpoint with a packet sends a train, if it may. Returns the next cycle at which one could. */
    long step(long cycle) {
        if (arbiter != null) {
            return stepPorts(cycle);
        }
        long next = Long.MAX_VALUE;
        for (int endpoint = active.next(0); endpoint >= 0; endpoint = active.next(endpoint + 1)) {
            if (departing[endpoint] != NO_LANE && freeAt[endpoint] - 1 <= cycle) {
                slice.departed(cycle, endpoint, departing[endpoint]);
                departing[endpoint] = NO_LANE;
            }
            if (freeAt[endpoint] <= cycle && queued[endpoint] > 0) {
                sendOne(cycle, endpoint);
            }
            if (queued[endpoint] == 0 && departing[endpoint] == NO_LANE) {
                active.remove(endpoint);
            } else {
                long due = freeAt[endpoint] - (departing[endpoint] == NO_LANE ? 0 : 1);
                next = Math.min(next, Math.max(cycle + 1, due));
            }
        }
        return next;
    }

    /** The same for ports that endpoints share. */
    private long stepPorts(long cycle) {
        long next = Long.MAX_VALUE;
        int end;
        for (int endpoint = active.next(0); endpoint >= 0; endpoint = active.next(end)) {
            int port = arbiter.port(endpoint);
            end = arbiter.end(port);
            for (int each = port; each < end; each++) {
                if (departing[each] != NO_LANE && freeAt[each] - 1 <= cycle) {
                    slice.departed(cycle, each, departing[each]);
                    departing[each] = NO_LANE;
                }
            }
            int each = arbiter.first(port);
            for (int left = end - port; left > 0 && portFreeAt[port] <= cycle; left--) {
                if (queued[each] > 0 && sendOne(cycle, each)) {
                    arbiter.sent(port, each);
                    portFreeAt[port] = freeAt[each];
                }
                each = arbiter.next(port, each);
            }
            for (each = port; each < end; each++) {
                if (departing[each] != NO_LANE) {
                    next = Math.min(next, Math.max(cycle + 1, freeAt[each] - 1));
                }
                if (queued[each] > 0) {
                    next = Math.min(next, Math.max(cycle + 1, portFreeAt[port]));
                } else if (departing[each] == NO_LANE) {
                    active.remove(each);
                }
            }
        }
        return next;
    }

    private boolean sendOne(long cycle, int endpoint) {
        int network = turns[endpoint];
        for (int i = 0; i < NETWORKS; i++) {
            int after = network + 1 == NETWORKS ? 0 : network + 1;
            if (send(cycle, endpoint, network)) {
                turns[endpoint] = after;
                return true;
            }
            network = after;
        }
        return false;
    }

    /** Sends a train of one lane and returns true, or returns false if there is none or no room. */
    private boolean send(long cycle, int endpoint, int network) {
        int lane = endpoint * NETWORKS + network;
        if (counts[lane] == 0) {
            return false;
        }
        int slot = slots[lane * queuePackets + heads[lane]];
        Packet packet = packets.packet(slot);
        boolean head = flitsLeft[lane] == 0;
        int flits = block.flits(packet.bytes());
        int left = head ? flits : flitsLeft[lane];
        int count = Math.min(left, routers.trainFlits());
        int vc = Long.numberOfTrailingZeros(block.allowedVcs(packet.network(), packet.source(), packet.destination()));
        int input = inputs[endpoint] + vc;
        if (arbiter != null && head && !arbiter.free(arbiter.port(endpoint) * block.vcs() + vc)) {
            return false;
        }
        long mask = routers.entry(cycle, input, count);
        if ((mask & 1) == 0) {
            return false;
        }
        if (head) {
            slice.enter(cycle, endpoint, slot, flits);
        }
        boolean tail = left == count;
        if (arbiter != null && head != tail) {
            keepChannel(arbiter.port(endpoint) * block.vcs() + vc, head);
        }
        long legs = head ? legs(endpoint, packet.destination(), vc) : Legs.NONE;
        routers.enter(cycle, input, slot, count, mask, head, tail, legs);
        flitsLeft[lane] = left - count;
        freeAt[endpoint] = cycle + 1 + Trains.highest(mask);
        if (tail) {
            heads[lane] = heads[lane] + 1 == queuePackets ? 0 : heads[lane] + 1;
            counts[lane]--;
            queued[endpoint]--;
            if (freeAt[endpoint] - 1 == cycle) {
                slice.departed(cycle, endpoint, network);
            } else {
                departing[endpoint] = network;
            }
        }
        return true;
    }

    private void keepChannel(int channel, boolean begins) {
        if (begins) {
            arbiter.take(channel);
        } else {
            arbiter.release(channel);
        }
    }

    private long legs(int from, int to, int vc) {
        return Legs.of(columns[to] - columns[from], rows[to] - rows[from], true, block.portOf(to), vc);
    }

    @Override
    public void save(StateWriter out) {
        out.writeInts(queued);
        out.writeInts(turns);
        out.writeLongs(freeAt);
        out.writeLongs(portFreeAt);
        if (arbiter != null) {
            arbiter.save(out);
        }
        out.writeInts(departing);
        out.writeInts(heads);
        out.writeInts(counts);
        for (int lane = 0; lane < counts.length; lane++) {
            for (int i = 0; i < counts[lane]; i++) {
                out.writeInt(slots[lane * queuePackets + (heads[lane] + i) % queuePackets]);
            }
        }
        out.writeInts(flitsLeft);
    }

    @Override
    public void load(StateReader in) {
        in.readInts(queued);
        in.readInts(turns);
        in.readLongs(freeAt);
        in.readLongs(portFreeAt);
        if (arbiter != null) {
            arbiter.load(in);
        }
        in.readInts(departing);
        in.readInts(heads);
        in.readInts(counts);
        for (int lane = 0; lane < counts.length; lane++) {
            for (int i = 0; i < counts[lane]; i++) {
                slots[lane * queuePackets + (heads[lane] + i) % queuePackets] = in.readInt();
            }
        }
        in.readInts(flitsLeft);
        active.clear();
        for (int endpoint = 0; endpoint < queued.length; endpoint++) {
            if (queued[endpoint] > 0 || departing[endpoint] != NO_LANE) {
                active.add(endpoint);
            }
        }
    }
}
