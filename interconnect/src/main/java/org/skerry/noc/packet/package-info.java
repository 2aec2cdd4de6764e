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
 * <p>In a machine all that is decided when a packet sets out ({@link org.skerry.noc.packet.Journeys}): router by router it takes what nobody has taken
 * before, first come, first served, in parts of at most eight flits, and it is known at once when it arrives. That is less
 * accurate where links are busy, and costs half: see docs/NETWORKS.md and docs/VALIDATION.md. Nearly all routers are passed by packets that meet
 * nobody there; their way is a short loop of its own ({@link org.skerry.noc.packet.LoneWay}), held to the general rules bit by bit.
 *
 * <p>Thread rule: one thread. Cost: in a machine no event at all for a packet that does not have to wait for what nobody knows yet, some 10 ns a router; for experiments
 * one event, some 50 ns, for each router. Surprising: an event of {@code PacketRouters} may change what an earlier one decided, as long as the train in question is on
 * the link; a journey is never changed.
 */
package org.skerry.noc.packet;
