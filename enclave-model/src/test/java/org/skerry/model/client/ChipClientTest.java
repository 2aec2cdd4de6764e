package org.skerry.model.client;

import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;

class ChipClientTest extends ClientContract {
    @Override
    Machine machine() {
        return new EnclaveChip(ChipSpec.of(4, 4, 1).withDevices(2), 7, ExecutionSpec.SERIAL);
    }
}
