package org.skerry.sim.machine;

import java.util.List;
import java.util.Map;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.stats.EnergySeries;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.Attestation;
import org.skerry.sim.trace.EndpointList;
import org.skerry.sim.trace.LinkLoad;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.sim.trace.Reach;

/**
 * Everything a finished run has to say, and everything needed to repeat it. Written as {@code run.json}.
 *
 * @param scenario      name of the scenario
 * @param machine       name of the machine in the scenario
 * @param seed          seed of the run
 * @param version       version of the simulator
 * @param configuration every setting with its defaults filled in, by path; values are strings, numbers or booleans
 * @param modules       SHA-256 of each module by image name
 * @param outcome       how it ended
 * @param nanoseconds   simulated time at the end
 * @param region        the part of the run that metrics, energy and link loads are about
 * @param metrics       metrics of the measured region
 * @param energy        where its energy went; empty for a machine without an energy model
 * @param energyOverTime where it went in the intervals of the measured region that the scenario asked for; empty otherwise
 * @param area          where the machine's area goes; empty likewise
 * @param links         what passed over each link of its mesh; empty where links are not modelled
 * @param memory        whose bytes lay where at the end
 * @param reach         whose bytes were reached by accesses that left what their maker was given, over the whole run
 * @param orders        what came of the orders of whoever has taken over the control of the machine
 * @param attestation   what somebody found who asked what runs on the machine
 * @param authority     what actors were granted, and what they used of it, over the whole run
 * @param clients       what populations of clients outside saw of the machine, over the whole run; empty where there are none
 * @param endpoints     what led where at the end; none where that is no matter of registers
 * @param places        enclaves or cores that run actors
 * @param log           what the actors wrote
 * @param digest        hash of the run
 */
public record RunRecord(
        String scenario,
        String machine,
        long seed,
        String version,
        Map<String, Object> configuration,
        Map<String, String> modules,
        RunOutcome outcome,
        long nanoseconds,
        MeasuredRegion region,
        StatsSnapshot metrics,
        List<CostLine> energy,
        EnergySeries energyOverTime,
        List<CostLine> area,
        List<LinkLoad> links,
        List<MemoryRegion> memory,
        Reach reach,
        List<OrderOutcome> orders,
        Attestation attestation,
        List<ActorAuthority> authority,
        List<ClientFigures> clients,
        EndpointList endpoints,
        int places,
        List<LogLine> log,
        String digest) {
    public RunRecord {
        energy = List.copyOf(energy);
        area = List.copyOf(area);
        links = List.copyOf(links);
        memory = List.copyOf(memory);
        orders = List.copyOf(orders);
        authority = List.copyOf(authority);
        clients = List.copyOf(clients);
        log = List.copyOf(log);
    }

    /** The same run under another name of its machine, for a page that shows runs on several machines of one name. */
    public RunRecord named(String machine) {
        return new RunRecord(
                scenario,
                machine,
                seed,
                version,
                configuration,
                modules,
                outcome,
                nanoseconds,
                region,
                metrics,
                energy,
                energyOverTime,
                area,
                links,
                memory,
                reach,
                orders,
                attestation,
                authority,
                clients,
                endpoints,
                places,
                log,
                digest);
    }
}
