package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.skerry.noc.Network;
import org.skerry.sim.kernel.Kernel;

/** The enclaves of a chip and the ports at its edge, in slices: one slice for each partition of the network, and one for each port. */
final class ChipEnclaves {
    private final ChipSpec spec;
    private final EnclaveSlice[] slices;
    private final EnclaveSlice[] ports; // of devices at the edge
    private final List<EnclaveSlice> portsOfActors; // those of devices of the deployment
    private final int[] sliceOf; // by enclave
    private final List<Enclave> enclaves = new ArrayList<>(); // of all slices, by number

    ChipEnclaves(ChipPlan plan, Network network) {
        spec = plan.spec();
        slices = new EnclaveSlice[network.partitions()];
        sliceOf = new int[spec.enclaves()];
        int first = 0;
        for (int p = 0; p < slices.length; p++) {
            int end = first;
            while (end < sliceOf.length && network.partitionOf(end) == p) {
                sliceOf[end++] = p;
            }
            slices[p] = new EnclaveSlice(plan, network, first, end - first);
            Collections.addAll(enclaves, slices[p].enclaves());
            first = end;
        }
        ports = new EnclaveSlice[spec.edge().devices()];
        for (int i = 0; i < ports.length; i++) {
            ports[i] = new EnclaveSlice(plan, network, spec.edge().device(i), 1);
        }
        // What hardware says to the store of actors that are away is no message of an actor.
        int ownPorts = spec.multiplex().on() ? 1 : 0;
        portsOfActors = List.of(ports).subList(ownPorts, ports.length);
    }

    /** Adds every slice to the kernel, in the partition of its endpoints. */
    void install(Kernel.Builder builder, Network network) {
        for (int p = 0; p < slices.length; p++) {
            builder.component(slices[p], p);
        }
        for (int i = 0; i < ports.length; i++) {
            builder.component(ports[i], network.partitionOf(spec.edge().device(i)));
        }
    }

    /** All enclaves, by number. */
    List<Enclave> all() {
        return enclaves;
    }

    /** The enclave with this number, or the port with this endpoint. */
    Enclave at(int number) {
        return number < enclaves.size() ? enclaves.get(number) : sliceAt(number).enclaves()[0];
    }

    /** The slice that an enclave or a port is in. */
    EnclaveSlice sliceAt(int place) {
        return place < sliceOf.length
                ? slices[sliceOf[place]]
                : ports[spec.edge().deviceAt(place)];
    }

    /** The slices of enclaves, by partition. */
    EnclaveSlice[] slices() {
        return slices;
    }

    /** The ports at which devices of the deployment may hang. */
    List<EnclaveSlice> portsOfActors() {
        return portsOfActors;
    }

    /** Slices of enclaves, then ports of devices of the deployment. */
    List<EnclaveSlice> slicesAndPorts() {
        List<EnclaveSlice> all = new ArrayList<>(Arrays.asList(slices));
        all.addAll(portsOfActors);
        return all;
    }

    /** Ports at which a device hangs. */
    List<Enclave> devicePorts() {
        return Arrays.stream(ports)
                .map(port -> port.enclaves()[0])
                .filter(port -> port.resident() != null)
                .toList();
    }

    /** All enclaves, then the ports at which a device hangs. */
    List<Enclave> withDevicePorts() {
        List<Enclave> all = new ArrayList<>(enclaves);
        all.addAll(devicePorts());
        return all;
    }

    /** Places whose events an observer is told: enclaves, and where there are devices every endpoint of the mesh. */
    int observedPlaces() {
        return ports.length == 0 ? spec.enclaves() : spec.mesh().endpoints();
    }

    /** Bytes of host memory held for actors in enclaves. */
    long hostBytes() {
        long bytes = 0;
        for (EnclaveSlice slice : slices) {
            bytes += slice.hostBytes();
        }
        return bytes;
    }
}
