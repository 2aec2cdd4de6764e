/**
 * External storage and external network, and how any machine with time serves a device.
 *
 * <p>Entry types: {@link org.skerry.model.edge.StorageProgram} and {@link org.skerry.model.edge.NetworkProgram}, which go into a
 * deployment plan like programs; {@link org.skerry.model.edge.DeviceServer} is what machines put before a device. One thread at a time.
 * Cost: some hundred nanoseconds of host time a request. Surprising: what a device does is the same on every machine, the machine
 * without time included; only when it is done differs.
 */
package org.skerry.model.edge;
