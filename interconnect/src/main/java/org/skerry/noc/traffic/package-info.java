/**
 * Synthetic traffic over a network, and experiments with it: how latency depends on load.
 *
 * <p>Entry types: {@link org.skerry.noc.traffic.Experiment}, which takes a {@link org.skerry.noc.traffic.NetworkSpec}, a
 * {@link org.skerry.noc.traffic.TrafficSpec} and {@link org.skerry.noc.traffic.Phases} and gives a
 * {@link org.skerry.noc.traffic.LoadPoint}. An experiment belongs to one thread; several may run side by side. Cost: that of the
 * routers, and a few array accesses for each flit sent and taken. Surprising: sources have no queue. A source knows when it makes its
 * next packet, and that may lie in the past.
 */
package org.skerry.noc.traffic;
