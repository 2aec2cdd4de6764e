/**
 * Flits: the pieces of packets that links carry, one a cycle.
 *
 * <p>Entry types: {@link org.skerry.noc.flit.FlitLayout} for the bits of a flit, {@link org.skerry.noc.flit.PacketTable} for what a
 * flit stands for. A table belongs to the thread of its partition. Cost: an int a flit; no allocation once the table has grown.
 * Surprising: a flit says little. It names a slot of the table, and all flits of a packet but first and last are equal.
 */
package org.skerry.noc.flit;
