package org.skerry.scenario.opponent;

import org.skerry.model.core.CoreSpec;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.energy.EnergyModel;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.sim.stats.CostLine;

/**
 * What a machine takes while every core for actors computes and every load finds its word in the nearest memory: no messages, no misses. It is a
 * figure to match machines by before anything runs; what a run takes stands in its own bill.
 */
final class DesignPower {
    private static final long CYCLES = 1_000_000;

    /** Loads in a million instructions: CoreMark, 53 479 of 378 223 (docs/VALIDATION.md, Cores). */
    private static final long LOADS_PER_MILLION = 53_479L * 1_000_000 / 378_223;

    private DesignPower() {}

    /** Of a complete chip, in mW. */
    static double milliwatts(ChipSpec chip) {
        return milliwatts(chip.energy(), chip.existing(), chip.core(), chip.femtosecondsPerCycle());
    }

    /** Of a machine, complete or not, in mW. */
    static double milliwatts(SharedMemorySpec machine) {
        SharedMemorySpec complete = machine.complete();
        return milliwatts(complete.energy(), complete.cores(), complete.core(), complete.femtosecondsPerCycle());
    }

    private static double milliwatts(EnergyModel bill, int cores, CoreSpec core, long femtosecondsPerCycle) {
        long cyclesOfMillion = core.busyCycles(1_000_000, LOADS_PER_MILLION, 0, 0);
        long instructions = cores * (CYCLES * 1_000_000 / cyclesOfMillion);
        long loads = instructions * LOADS_PER_MILLION / 1_000_000;
        double picojoules = bill
                .energy(metric -> switch (metric) {
                    case "run.cycles" -> CYCLES;
                    case "turns.instructions" -> instructions;
                    case "turns.loads", "memory.l1.hits" -> loads;
                    default -> 0;
                })
                .stream()
                .mapToDouble(CostLine::amount)
                .sum();
        // A picojoule in a femtosecond is a kilowatt: 10^-12 / 10^-15 W.
        return picojoules / ((double) CYCLES * femtosecondsPerCycle) * 1e6;
    }
}
