package org.skerry.scenario.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.sim.config.ConfigException;

/**
 * An experiment about noisy neighbours: a scenario that is quiet as it stands, who in it is watched, and the settings that make others noisy.
 *
 * @param name        used for the folder of results
 * @param description one or two sentences for people
 * @param scenario    name of a built-in scenario, or path of a file
 * @param settings    changes of it that hold for every run, as {@code path=value}
 * @param machines    names of its machines; empty for all that it compares
 * @param victims     whose requests are timed
 * @param neighbours  ways of being noisy
 * @param sweep       one thing that is varied, for curves in place of a matrix
 * @param price       what isolation costs, measured on a service of unlike parts
 * @param seeds       how many seeds, from 1 on, unless the command line says otherwise
 * @param from        when neighbours begin: a formula of the scenario's parameters, nanoseconds
 * @param until       when they stop, likewise
 * @param intervalNanoseconds of goodput over time
 */
public record NoiseSpec(
        String name,
        String description,
        String scenario,
        List<String> settings,
        List<String> machines,
        List<Victim> victims,
        List<Neighbour> neighbours,
        Optional<Sweep> sweep,
        Optional<Price> price,
        int seeds,
        Formula from,
        Formula until,
        long intervalNanoseconds) {

    /**
     * Whose requests are timed: a request is a message to somebody else, its answer the next message from there.
     *
     * @param name    for people
     * @param group   actors of the scenario that ask
     * @param servers actors that they ask, for how a flooded server is shared; empty if nobody floods it
     */
    public record Victim(String name, String group, Optional<String> servers) {}

    /**
     * A way of being noisy.
     *
     * @param name     for people
     * @param group    actors of the scenario that are noisy then
     * @param count    how many of them: a formula of the scenario's parameters, as they are then
     * @param settings that make them so, as {@code path=value}
     */
    public record Neighbour(String name, String group, Formula count, List<String> settings) {
        public Neighbour {
            settings = List.copyOf(settings);
        }
    }

    /**
     * One setting, varied.
     *
     * @param path   of the setting
     * @param values in the order of the curve
     */
    public record Sweep(String path, List<Long> values) {
        public Sweep {
            values = List.copyOf(values);
        }
    }

    /**
     * A service whose parts are asked unlike often and keep unlike much, on a machine whose actors own cores and memory and on one where they share.
     *
     * @param scenario name of a built-in scenario, or path of a file
     * @param workers  actors that are asked; each logs how many bytes it keeps
     * @param askers   actors that ask
     * @param owned    machine of the scenario whose actors own what they use
     * @param shared   machine of the scenario whose actors share it
     * @param cores    setting that says how many cores the shared one has, and the numbers to try
     */
    public record Price(String scenario, String workers, String askers, String owned, String shared, Sweep cores) {}

    public NoiseSpec {
        settings = List.copyOf(settings);
        machines = List.copyOf(machines);
        victims = List.copyOf(victims);
        neighbours = List.copyOf(neighbours);
    }

    /** The machines of its scenario that it runs on. */
    public List<MachineSpec> machines(ScenarioSpec spec) {
        List<MachineSpec> chosen = new ArrayList<>();
        for (String each : machines.isEmpty() ? spec.compare() : machines) {
            MachineSpec machine = spec.machine(each);
            if (machine.oracle()) {
                throw new ConfigException("machine '" + each + "' has no time, and nobody could be slowed down on it. "
                        + "Name machines with time under 'machines'.");
            }
            chosen.add(machine);
        }
        return chosen;
    }
}
