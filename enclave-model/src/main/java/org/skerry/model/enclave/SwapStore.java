package org.skerry.model.enclave;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.model.edge.StorageProgram;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.device.Device;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;

/** Where the sealed states of actors lie that are away from their enclaves: a device at the first port of the edge, with a compartment for each. */
final class SwapStore {
    private static final String IMAGE = "edge:swap store";

    private final ChipSpec spec;
    private final ChipEnclaves enclaves;

    SwapStore(ChipSpec spec, ChipEnclaves enclaves) {
        this.spec = spec;
        this.enclaves = enclaves;
    }

    /** Whether the chip has one. */
    boolean exists() {
        return spec.multiplex().on();
    }

    /**
     * Refuses what does not go together with actors that are away.
     *
     * @param hostileControl whether somebody gives orders at the root of the control plane
     */
    void refuse(boolean hostileControl) {
        if (exists() && spec.control().watched()) {
            throw new ConfigException(
                    "multiplex.actorsPerEnclave="
                            + spec.multiplex().actorsPerEnclave() + " with control.nodes="
                            + spec.control().nodes() + " and "
                            + spec.control().lost().all().size()
                            + " entries in control.lost: a node that takes over asks each enclave for the one actor that lives there, and would not hear"
                            + " of those that take turns with it. Take one control node that is not lost, or multiplex.actorsPerEnclave=1.");
        }
        boolean watched =
                hostileControl || spec.power().budgets() || spec.timeDivision().domains() > 1;
        if (exists() && watched) {
            throw new ConfigException(
                    "multiplex.actorsPerEnclave=" + spec.multiplex().actorsPerEnclave()
                            + ": actors that take turns in an enclave go neither with orders of a hostile control, nor with a power budget,"
                            + " nor with time division, whose domains would share one store. Leave one of them away.");
        }
    }

    /** The plan with the program of the store among its images, if there is one. */
    DeploymentPlan addTo(DeploymentPlan actors) {
        if (!exists()) {
            return actors;
        }
        Map<String, Program> images = new LinkedHashMap<>(actors.images());
        images.put(IMAGE, new StorageProgram("swap", spec.multiplex().store(), List.of(), false));
        return new DeploymentPlan(images, actors.actors(), actors.windows(), actors.expected(), actors.bonds());
    }

    /** Puts the store at its port. Who does not begin in its enclave begins in it, free of charge like all that lives at cycle 0. */
    Enclave settle(int rank) {
        Enclave port = port();
        HandleTable table = new HandleTable(new RegisterSlots(spec.enclave().handleSlots()));
        ActorBirth.installSelf(ChipPlan.SWAP_STORE, port.number(), table);
        long image = ActorBirth.imageId(IMAGE);
        port.occupants()
                .settleDevice(ChipPlan.SWAP_STORE, image, "swap", rank, ActorPlan.COMMON_DOMAIN, table, Grants.NONE);
        for (Enclave enclave : enclaves.all()) {
            if (enclave.swap() != null) {
                enclave.swap()
                        .clearForStart((name, bytes) -> StorageProgram.put(device(), label(enclave), name, bytes));
            }
        }
        return port;
    }

    /** The linear memory of an actor, wherever it is. */
    byte[] linearBytes(Enclave enclave, Resident resident) {
        return enclave.swap() == null
                ? resident.memory.linearBytes()
                : enclave.swap().linearBytes(resident, name -> StorageProgram.get(device(), label(enclave), name));
    }

    /** The device. */
    Device device() {
        return (Device) port().resident().instance;
    }

    private Enclave port() {
        return enclaves.at(spec.edge().device(0));
    }

    /** The compartment of an enclave. */
    private static long label(Enclave enclave) {
        return enclave.number() + 1L;
    }
}
