package org.skerry.model.fault;

import java.util.List;
import org.skerry.noc.fault.FaultPlan;
import org.skerry.sim.config.Check;

/**
 * All that breaks in a run, and what the machine does about it.
 *
 * @param rules           what breaks when, in the order of the scenario
 * @param noise           what happens to flits on links
 * @param guard           whether memories check their words
 * @param detour          what the network does about dead parts of it
 * @param detectionCycles from a fault of the network until it has new routes and everybody knows; at least 1
 * @param nanoseconds     whether times of rules are nanoseconds; else they are cycles
 * @param seed            of what is drawn at random
 */
public record FaultSpec(
        List<FaultRule> rules,
        LinkNoise noise,
        MemoryGuard guard,
        Detour detour,
        int detectionCycles,
        boolean nanoseconds,
        long seed) {
    /** Nothing breaks. */
    public static final FaultSpec NONE = new FaultSpec(
            List.of(), LinkNoise.NONE, MemoryGuard.NONE, Detour.AROUND, FaultPlan.DETECTION_CYCLES, false, 0);

    /** Checks ranges. */
    public FaultSpec {
        rules = List.copyOf(rules);
        Check.notNull(noise, "faults.noise");
        Check.notNull(guard, "faults.guard");
        Check.notNull(detour, "faults.detour");
        Check.inRange(detectionCycles, 1, 1_000_000_000, "faults.detectionCycles");
    }

    /** Whether anything breaks. */
    public boolean any() {
        return !rules.isEmpty() || noise.any();
    }

    /** Whether the network has to be one that goes on with parts of it dead, or with noise. */
    public boolean ofNetwork() {
        return noise.any() || rules.stream().anyMatch(rule -> rule.kind().ofNetwork());
    }

    /** The same with other rules. */
    public FaultSpec withRules(List<FaultRule> others) {
        return new FaultSpec(others, noise, guard, detour, detectionCycles, nanoseconds, seed);
    }

    /** The same drawn otherwise. */
    public FaultSpec withSeed(long other) {
        return new FaultSpec(rules, noise, guard, detour, detectionCycles, nanoseconds, other);
    }

    /** The same with another check of words. */
    public FaultSpec withGuard(MemoryGuard other) {
        return new FaultSpec(rules, noise, other, detour, detectionCycles, nanoseconds, seed);
    }

    /** The same with other noise. */
    public FaultSpec withNoise(LinkNoise other) {
        return new FaultSpec(rules, other, guard, detour, detectionCycles, nanoseconds, seed);
    }

    /** The same with another way round dead parts. */
    public FaultSpec withDetour(Detour other) {
        return new FaultSpec(rules, noise, guard, other, detectionCycles, nanoseconds, seed);
    }
}
