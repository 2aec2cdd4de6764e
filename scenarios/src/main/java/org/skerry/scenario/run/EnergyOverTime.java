package org.skerry.scenario.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.model.energy.EnergyModel;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.stats.EnergySeries;
import org.skerry.sim.stats.StatsSnapshot;

/**
 * Runs a machine in pieces that end at multiples of so many cycles and keeps the bill so far at each: what comes between two of them is
 * the bill of an interval, and all intervals together are the bill of the whole. No result of a run depends on the pieces.
 */
final class EnergyOverTime {
    /** Bills that are kept; with more, every second one is dropped and intervals are twice as long. */
    static final int MOST = 512;

    private final Machine machine;
    private final EnergyModel model;
    private final StopSwitch stop;
    private final List<Bill> bills = new ArrayList<>();
    private long every;
    private long next;

    /** What each part has taken up to a cycle. */
    private record Bill(long cycle, Map<String, Double> parts) {}

    EnergyOverTime(Machine machine, EnergyModel model, long every, StopSwitch stop) {
        this.machine = machine;
        this.model = model;
        this.every = every;
        this.stop = stop;
        next = every;
    }

    /** Runs on within limits. */
    RunOutcome run(RunLimits limits) {
        while (next <= limits.toCycle()) {
            RunOutcome outcome = machine.run(new RunLimits(next - 1, limits.hostMemoryBytes(), false));
            boolean cut = outcome instanceof RunOutcome.LimitReached && machine.cycle() >= next;
            if (!cut || stop.requested()) {
                return outcome;
            }
            bills.add(bill(machine.statistics()));
            if (bills.size() > MOST) {
                every *= 2;
                bills.removeIf(each -> each.cycle % every != 0);
            }
            next = (machine.cycle() / every + 1) * every;
        }
        return machine.run(limits);
    }

    private Bill bill(StatsSnapshot counted) {
        Map<String, Double> parts = new LinkedHashMap<>();
        for (CostLine line : model.energy(counted)) {
            parts.merge(line.part(), line.amount(), Double::sum);
        }
        return new Bill(counted.cycle(), parts);
    }

    /** The intervals from one reading, or the beginning if it is null, to another. */
    EnergySeries between(StatsSnapshot from, StatsSnapshot to) {
        List<Bill> bounds = new ArrayList<>();
        Bill last = bill(to);
        Bill first = from == null ? new Bill(0, Map.of()) : bill(from);
        bounds.add(first);
        bills.stream()
                .filter(bill -> bill.cycle > first.cycle && bill.cycle < last.cycle)
                .forEach(bounds::add);
        if (last.cycle <= first.cycle || last.parts.isEmpty()) {
            return EnergySeries.NONE;
        }
        bounds.add(last);
        List<EnergySeries.Part> parts = new ArrayList<>();
        for (String part : last.parts.keySet()) {
            List<Double> amounts = new ArrayList<>();
            for (int i = 1; i < bounds.size(); i++) {
                amounts.add(bounds.get(i).parts.getOrDefault(part, 0.0)
                        - bounds.get(i - 1).parts.getOrDefault(part, 0.0));
            }
            parts.add(new EnergySeries.Part(part, amounts));
        }
        return new EnergySeries(bounds.stream().map(Bill::cycle).toList(), parts);
    }
}
