package org.skerry.sim.machine;

import java.util.function.BiFunction;

/** The law book applied to a mutant; not a test by itself, since it is meant to fail. */
final class MutantContract extends MachineContractTest {
    private final BiFunction<Long, ExecutionSpec, Machine> mutant;

    MutantContract(BiFunction<Long, ExecutionSpec, Machine> mutant) {
        this.mutant = mutant;
    }

    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return mutant.apply(seed, execution);
    }

    @Override
    protected boolean hasTime() {
        return false;
    }
}
