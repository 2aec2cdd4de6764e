package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.HostileControlContract;
import org.skerry.model.attest.Publisher;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.Region;
import org.skerry.model.memory.Segment;
import org.skerry.model.protocol.LoadParcel;
import org.skerry.model.protocol.Manifest;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.Packet;
import org.skerry.sim.actor.Program;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;

/** The chip's control plane takes availability and control away, and reads nothing of a running enclave. */
class HostileControlPlaneTest extends HostileControlContract {
    private static final ChipSpec SPEC = ChipSpec.of(2, 2, 1);

    @Override
    protected Machine taken(HostileAgent agent, ExecutionSpec execution) {
        return chip(agent, execution);
    }

    private static EnclaveChip chip(HostileAgent agent, ExecutionSpec execution) {
        EnclaveChip chip = new EnclaveChip(SPEC, 1, execution);
        chip.takeOver(agent);
        return chip;
    }

    @Test
    void noByteOfARunningEnclaveIsOnTheControlPlanesBus() {
        try (EnclaveChip chip = chip(reader(), ExecutionSpec.SERIAL)) {
            deploy(chip);
            assertUnread(chip);
        }
    }

    /** Also where no sweep of an agent looks. */
    @Test
    void nothingIsOnTheControlPlanesBusButItsTableAndImages() {
        try (EnclaveChip chip = chip(reader(), ExecutionSpec.SERIAL)) {
            deploy(chip);
            chip.run(RunLimits.NONE);
            List<String> others = chip.control().bus().segments().stream()
                    .map(Region::owner)
                    .filter(owner -> !owner.startsWith("image ") && !owner.equals("table of the control plane"))
                    .toList();
            assertEquals(List.of(), others);
        }
    }

    /** Proof that the test above can fail: a chip with one wire too many, from the control plane into the first enclave. */
    @Test
    void aWireFromTheControlPlaneIntoAnEnclaveIsFound() {
        try (EnclaveChip chip = chip(reader(), ExecutionSpec.SERIAL)) {
            deploy(chip);
            AddressSpace victim = chip.enclave(0).resident().memory.space();
            chip.control().bus().map(4 << 20, victim.sizeBytes(), new Miswired(victim));
            String message = assertThrows(AssertionFailedError.class, () -> assertUnread(chip))
                    .getMessage();
            assertTrue(message.contains("the secret was on the bus"), message);
        }
    }

    /** Whatever order the control plane sends them in: the steps are image management's. */
    @Test
    void anImageIsNotLoadedIntoAMemoryThatIsNotClear() {
        try (EnclaveChip chip = chip(reader(), ExecutionSpec.SERIAL)) {
            deploy(chip);
            chip.run(RunLimits.toCycle(5000));
            Enclave enclave = chip.enclave(0);
            long image = ActorBirth.imageId("impostor");
            byte[] bytes = "impostor".getBytes(StandardCharsets.UTF_8);
            Manifest manifest = new Publisher(Program.PUBLISHER).publish(bytes, 0);
            Parcel reload = new LoadParcel.Reload(9, enclave.resident().id, image, bytes, manifest);
            enclave.arrive(5001, new Packet(1, SPEC.controlEndpoint(), 0, reload.network(), reload.bytes(), reload));
            chip.run(RunLimits.NONE);
            assertEquals(ActorBirth.imageId("victim"), enclave.resident().image);
        }
    }

    private record Miswired(AddressSpace space) implements Segment {
        @Override
        public String owner() {
            return "actor victim";
        }

        @Override
        public String actor() {
            return "victim";
        }

        @Override
        public long load(long offset, int bytes) {
            return space.load(offset, bytes);
        }

        @Override
        public void store(long offset, int bytes, long value) {
            space.store(offset, bytes, value);
        }
    }
}
