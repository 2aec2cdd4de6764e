/**
 * Networks packet by packet: no flits, but the cycles of links and the room in buffers that they would take.
 *
 * <p>Entry types: {@link org.skerry.noc.packet.PacketRouters} for experiments, {@link org.skerry.noc.packet.PacketNetwork} for machines.
 * A packet is cut into trains of at most eight flits. When the head of a train may ask for the switch of a router, the train gets a
 * virtual channel and its flits get cycles of the output link and of the input's way through the switch, as bits of a mask:
 *
 * <pre>
 *   cycle from now     0 1 2 3 4 5 6 7 8 9
 *   older train        x   x   x            has gone on to the next router: keeps its cycles
 *   newer train          x   x   x x        still under way there: shares with
 *   the one that comes   o   o   o ...      in turn, flit by flit, as switch allocators do
 * </pre>
 *
 * What follows from flits is kept: one flit a cycle for each link and for each input, turns in the switch, virtual channels that one packet
 * holds at a time, first in first out in each, room in buffers, credits under way. What is left out: allocators that match badly,
 * shares of trains that have gone on, sources that begin where only part of a train has room.
 *
 * <p>A train whose way is free reserves it as far as it is, and has no event until there: see {@link org.skerry.noc.packet.Express}.
 * No result tells whether one did.
 *
 * <p>Thread rule: one thread. Cost: one event for each train to leave, and one, some 50 ns, for each router in which another train is in
 * the way. Where trains may do that, those that are due in one cycle have their turn in order of number. Surprising: an event may
 * change what an earlier one decided, as long as the train in question is on the link.
 */
package org.skerry.noc.packet;
