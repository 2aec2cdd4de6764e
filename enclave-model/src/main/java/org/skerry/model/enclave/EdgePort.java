package org.skerry.model.enclave;

import org.skerry.model.edge.DeviceServer;
import org.skerry.model.protocol.Delivery;
import org.skerry.sim.actor.Message;
import org.skerry.sim.kernel.ClockDomain;

/** A device at the edge of the mesh, behind a network interface like that of an enclave. */
final class EdgePort implements DeviceServer.Host {
    private final Enclave port;
    private final ChipSpec spec;

    EdgePort(Enclave port, ChipSpec spec) {
        this.port = port;
        this.spec = spec;
    }

    @Override
    public boolean hasMessage() {
        return port.network().hasMessage();
    }

    @Override
    public Message take(long cycle) {
        Delivery message = port.network().takeMessage(cycle);
        port.handled(message, cycle, 0, 0);
        return message.message();
    }

    @Override
    public boolean send(long cycle, Message message) {
        return port.network().send(cycle, message, 0, 0);
    }

    @Override
    public void wakeAt(long cycle) {
        port.wakeCoreAt(cycle);
    }

    @Override
    public long nanoseconds(long cycle) {
        return spec.nanoseconds(cycle);
    }

    @Override
    public long cycles(long nanoseconds) {
        return ClockDomain.cycles(nanoseconds, spec.femtosecondsPerCycle());
    }
}
