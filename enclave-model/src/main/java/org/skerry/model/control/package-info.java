/**
 * The control plane of a chip: places actors, loads images into enclaves, says where promised actors are.
 *
 * <p>Entry type: {@link org.skerry.model.control.ControlPlane}, one node of it, a component at an endpoint of its own at the edge of the mesh. It
 * meets enclaves and other nodes only by packets. Cost: nothing while no actor is created or ends. Surprising: it can load an enclave and take
 * it back, but there is no packet by which it could read one; and no node sees that another is lost, who waits in vain concludes it.
 */
package org.skerry.model.control;
