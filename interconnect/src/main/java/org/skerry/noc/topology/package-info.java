/**
 * Where routers and endpoints are, and how a network is cut into partitions.
 *
 * <p>Entry type: {@link org.skerry.noc.topology.MeshSpec}. Facts only: records that any thread may read. Surprising: endpoints at the
 * edge are numbered after those of all tiles, so that an enclave's number is its endpoint's number.
 */
package org.skerry.noc.topology;
