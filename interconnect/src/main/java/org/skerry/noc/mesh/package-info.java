/**
 * The mesh flit by flit: wormhole flow control, virtual channels, credits, dimension-order routing.
 *
 * <p>Entry type: {@link org.skerry.noc.mesh.MeshNetwork}. One slice of whole rows for each partition, each on its own thread in a
 * parallel run; slices are joined by wires as long as a link. Cost: follows the flits under way, not the size of the mesh, see
 * {@link org.skerry.noc.router}; nothing is allocated but what packets bring. Surprising: with its default router an idle mesh is
 * as fast as {@link org.skerry.noc.ideal.IdealNetwork}, cycle by cycle; what differs is what happens when links are wanted twice.
 */
package org.skerry.noc.mesh;
