/**
 * Networks on a grid for experiments: what routers must know of it, and the ways of routing in it.
 *
 * <p>Entry types: {@link org.skerry.noc.grid.Grid}, {@link org.skerry.noc.grid.GridRouting}, {@link org.skerry.noc.grid.GridGeometry} and
 * {@link org.skerry.noc.grid.Itineraries}. All of it belongs to one thread. Cost: a few array accesses a packet and router.
 * Surprising: a packet draws its random numbers where it enters the network, not where they decide.
 */
package org.skerry.noc.grid;
