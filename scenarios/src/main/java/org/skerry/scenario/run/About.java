package org.skerry.scenario.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.scenario.spec.WorkSpec;

/**
 * What a run's scenario says about it and its figures do not: enough to report it when the scenario is no longer at hand.
 *
 * @param description the scenario in its author's words
 * @param work        what the actors do together, if it can be counted
 * @param sameLog     whether other machines must write the same lines
 * @param hostile     actors that are no part of the work
 * @param oracle      whether this machine is the one that says what the right result is
 * @param caveats     what figures of the machine do not say, one sentence each
 */
public record About(
        String description,
        Optional<WorkSpec> work,
        boolean sameLog,
        List<String> hostile,
        boolean oracle,
        List<String> caveats) {
    public About {
        hostile = List.copyOf(hostile);
        caveats = List.copyOf(caveats);
    }

    /** With one more sentence about what the figures do not say. */
    About with(String caveat) {
        List<String> more = new ArrayList<>(caveats);
        more.add(caveat);
        return new About(description, work, sameLog, hostile, oracle, more);
    }

    static About of(ScenarioSpec spec, MachineSpec machine) {
        return new About(
                spec.description(),
                spec.work().map(work -> new WorkSpec(work.unit(), work.count())),
                spec.checks().sameLog(),
                spec.checks().hostile(),
                machine.oracle(),
                machine.caveats());
    }
}
