/**
 * The control plane of a chip: places actors, loads images into enclaves, says where promised actors are.
 *
 * <p>Entry type: {@link org.skerry.model.control.ControlPlane}, one component at an endpoint of its own at the edge of the mesh. It
 * meets enclaves only by packets. Cost: nothing while no actor is created or ends. Surprising: it can load an enclave and take it
 * back, but there is no packet by which it could read one.
 */
package org.skerry.model.control;
