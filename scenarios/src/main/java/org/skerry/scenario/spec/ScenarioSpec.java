package org.skerry.scenario.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.model.attack.Order;
import org.skerry.model.attest.AttestationPlan;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.memory.BugObject;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan.ExpectedMessages;

/**
 * A whole scenario. Lists keep the order of the file.
 *
 * @param name        used for the folder of results
 * @param description one or two sentences for people
 * @param seed        of every random draw
 * @param parameters  named numbers that formulas may use
 * @param images      programs
 * @param windows     shared windows; only machines with shared memory and the oracle take any
 * @param actors      actors that exist from the beginning
 * @param machines    machines it can run on; the first one unless another is asked for
 * @param compare     names of the machines that are compared
 * @param limits      when a run ends even though work is left
 * @param bugs        checks that a layer leaves out
 * @param orders      what whoever has taken over the control of the machine does
 * @param work        what the actors do together, if it can be counted
 * @param measure     which part of a run its figures are about
 * @param checks      what must be true at the end
 * @param traffic     how much actors are expected to say to each other, for machines that place them by that
 * @param attestation whom a verifier asks about while it runs
 * @param faults      what breaks while it runs
 * @param supervision who ends with whom, and who is put back
 * @param comparing   what a comparison of machines looks into beyond one run on each
 */
public record ScenarioSpec(
        String name,
        String description,
        long seed,
        List<ParameterSpec> parameters,
        List<ImageSpec> images,
        List<WindowSpec> windows,
        List<GroupSpec> actors,
        List<MachineSpec> machines,
        List<String> compare,
        LimitsSpec limits,
        List<BugObject> bugs,
        List<Order> orders,
        Optional<WorkSpec> work,
        MeasureSpec measure,
        ChecksSpec checks,
        List<ExpectedMessages> traffic,
        AttestationPlan attestation,
        FaultSpec faults,
        Supervision supervision,
        ComparePlan comparing) {

    /**
     * A named number.
     *
     * @param name  used in formulas
     * @param value what they see
     */
    public record ParameterSpec(String name, long value) {}

    /** Seed unless the scenario or the command line names one. */
    public static final long DEFAULT_SEED = 1;

    public ScenarioSpec {
        parameters = List.copyOf(parameters);
        images = List.copyOf(images);
        windows = List.copyOf(windows);
        actors = List.copyOf(actors);
        machines = List.copyOf(machines);
        compare = List.copyOf(compare);
        bugs = List.copyOf(bugs);
        orders = List.copyOf(orders);
        traffic = List.copyOf(traffic);
    }

    /** The enclave chip, if all machines are compared and it is the only one that has time: nothing to hold it against. */
    public Optional<MachineSpec> chipAlone() {
        List<MachineSpec> timed =
                machines.stream().filter(machine -> !machine.oracle()).toList();
        return timed.size() == 1 && timed.get(0).kind() == MachineKind.ENCLAVE_CHIP && compare.size() == machines.size()
                ? Optional.of(timed.get(0))
                : Optional.empty();
    }

    /** The machine with this name. */
    public MachineSpec machine(String machine) {
        List<String> known = new ArrayList<>();
        for (MachineSpec spec : machines) {
            if (spec.name().equals(machine)) {
                return spec;
            }
            known.add(spec.name());
        }
        throw new ConfigException(
                "scenario '" + name + "' has no machine '" + machine + "'. Use one of " + known + ".");
    }

    /** The names every formula of this scenario may use. */
    public Scope scope() {
        Scope scope = Scope.EMPTY.with("seed", seed);
        for (ParameterSpec parameter : parameters) {
            scope = scope.with(parameter.name(), parameter.value());
        }
        return scope;
    }
}
