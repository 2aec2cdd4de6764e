/**
 * Devices at the edge of a machine: actors that are no code, such as an external store or the way to the outside world.
 *
 * <p>Entry type: {@link org.skerry.sim.device.Device}. What a device does is the same on every machine; when it is done is the
 * machine's affair, from the {@link org.skerry.sim.device.Service} that each request asks for. One thread at a time. Cost: nothing
 * where no device was deployed. Surprising: a device occupies no core and takes no turns; it is a target of messages and holds handles
 * like any actor.
 */
package org.skerry.sim.device;
