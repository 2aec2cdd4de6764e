package org.skerry.scenario.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.skerry.model.attest.AttestationPlan;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.model.fault.FaultKind;
import org.skerry.model.fault.FaultRule;
import org.skerry.model.fault.FaultRule.Aim;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.fault.LinkNoise;
import org.skerry.model.fault.NetworkFaults;
import org.skerry.model.protocol.ParcelNotices;
import org.skerry.noc.mesh.TimeDivisionSpec.Schedule;
import org.skerry.sim.machine.ExecutionSpec;

/** Two runs of a whole chip in both of which the same links and the same tile die, and links lose and spoil flits. */
class BrokenTwoRunsTest {
    private static final long CYCLES = 20_000;
    private static final List<String> DOMAINS = List.of("red", "blue", "green");
    private static final FaultSpec FAULTS = FaultSpec.NONE
            .withRules(List.of(
                    FaultRule.several(FaultKind.LINK, Aim.CENTRAL, 2, 4_000, 500),
                    FaultRule.several(FaultKind.TILE, Aim.RANDOM, 1, 9_000, 0)))
            .withNoise(new LinkNoise(2_000_000, 2_000_000, 32))
            .withSeed(2);

    private static TwoRuns rig(Schedule schedule) {
        ChipSpec spec = ProbeChip.of(schedule, DOMAINS.size());
        return new TwoRuns(
                () -> {
                    EnclaveChip chip = new EnclaveChip(
                            spec,
                            1,
                            ExecutionSpec.SERIAL,
                            NetworkFaults.maker(FAULTS, spec.timeDivision(), new ParcelNotices()),
                            AttestationPlan.NONE,
                            FAULTS);
                    return new Subject(chip, chip.network()::observe, spec.mesh());
                },
                ProbePlan.of(DOMAINS, 4),
                spec.timeDivision().on(),
                CYCLES);
    }

    private static String differences(List<Comparison> comparisons) {
        return comparisons.stream()
                .filter(each -> !each.equal())
                .map(each -> each.observed() + " hears " + each.changed() + ": " + each.divergence())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void noDomainHearsAnotherOnADividedChipThatBreaks() {
        for (Schedule schedule : List.of(Schedule.NAIVE, Schedule.WAVE)) {
            TwoRuns rig = rig(schedule);
            for (Behaviour behaviour : Behaviour.values()) {
                List<Comparison> comparisons = rig.compare("blue", behaviour);
                assertEquals("", differences(comparisons), schedule + ", " + behaviour);
                comparisons.forEach(each -> assertTrue(each.events() > 300, "only " + each.events() + " events"));
            }
        }
    }

    @Test
    void onOneThatIsNotDividedItDoes() {
        assertTrue(
                differences(rig(Schedule.OFF).compare("blue", Behaviour.FLOOD)).contains("hears blue"));
    }
}
