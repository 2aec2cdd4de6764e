package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.List;
import org.skerry.model.attest.Claims;
import org.skerry.model.attest.EdgeVerifier.Subject;
import org.skerry.model.attest.Reference;
import org.skerry.model.attest.Sha256;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.RegisterSlots;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;

/**
 * Reference values for a verifier: what should be found, worked out from the plan of the deployment and the specification of the chip that
 * was ordered. No part of a chip is asked.
 */
final class References {
    private References() {}

    /**
     * What should be found.
     *
     * @param names   actors that are asked about
     * @param places  where the actors of the plan were put
     * @param domains by actor of the plan its time-division domain
     */
    static List<Subject> of(
            List<String> names,
            DeploymentPlan plan,
            ActorBirth births,
            int[] places,
            int[] domains,
            ChipSpec spec,
            long seed) {
        List<Subject> subjects = new ArrayList<>();
        Claims.Chip ordered = Measurement.chip(spec, seed);
        for (String name : names) {
            int index = births.indexOf(name);
            ActorPlan actor = plan.actors().get(index);
            Program program = plan.images().get(actor.image());
            int place = places[index];
            long id = ActorBirth.actorId(index);
            HandleTable table = new HandleTable(new RegisterSlots(spec.enclave().handleSlots()));
            births.endow(index, other -> places[births.indexOf(other)], table);
            Capability[] capabilities = table.capabilities();
            Claims.Enclave enclave = new Claims.Enclave(
                    place,
                    id,
                    Sha256.of(program.image()),
                    Measurement.runtime(List.of()),
                    Measurement.capabilities(capabilities),
                    Measurement.endpoints(id, place, capabilities),
                    Measurement.domain(actor.domain()),
                    spec.seenBy(place).enclave().memoryBytes(),
                    program.securityVersion(),
                    1);
            Claims.Tile tile = Measurement.tile(place / spec.mesh().endpointsPerRouter());
            subjects.add(new Subject(name, new Reference(ordered, tile, enclave), domains[index]));
        }
        return subjects;
    }
}
