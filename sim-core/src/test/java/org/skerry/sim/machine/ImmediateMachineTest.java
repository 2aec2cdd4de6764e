package org.skerry.sim.machine;

/** The oracle keeps the law book too. */
class ImmediateMachineTest extends MachineContractTest {
    @Override
    protected Machine machine(long seed, ExecutionSpec execution) {
        return new ImmediateMachine(seed, execution);
    }

    @Override
    protected boolean hasTime() {
        return false;
    }
}
