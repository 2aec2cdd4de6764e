package org.skerry.model.sharedmem.containment;

import org.skerry.sim.config.Check;

/**
 * Which rung of containment a machine stands on, and what code costs there. A scenario may write the name of the rung alone.
 *
 * @param rung                   what keeps actors apart
 * @param instructionPerMille    see {@link CodeCost}, or -1: as usual on this rung
 * @param loadMilliInstructions  see {@link CodeCost}, or -1: as usual on this rung
 * @param storeMilliInstructions see {@link CodeCost}, or -1: as usual on this rung
 */
public record ContainmentSpec(
        Rung rung, int instructionPerMille, int loadMilliInstructions, int storeMilliInstructions) {
    /** Of a cost: what {@link ContainmentWiring} says of the rung. */
    public static final int BY_RUNG = -1;

    /** A sandbox of WebAssembly. */
    public static final ContainmentSpec DEFAULT = of(Rung.SANDBOX);

    public ContainmentSpec {
        Check.notNull(rung, "containment.rung");
        Check.inRange(instructionPerMille, BY_RUNG, 10_000, "containment.instructionPerMille");
        Check.inRange(loadMilliInstructions, BY_RUNG, 100_000, "containment.loadMilliInstructions");
        Check.inRange(storeMilliInstructions, BY_RUNG, 100_000, "containment.storeMilliInstructions");
    }

    /** A process for each actor, or for each trust domain. */
    public static ContainmentSpec processes() {
        return of(Rung.PROCESSES);
    }

    /** A virtual machine for each actor, or for each trust domain. */
    public static ContainmentSpec virtualMachines() {
        return of(Rung.VIRTUAL_MACHINES);
    }

    /** A rung at its usual costs. */
    public static ContainmentSpec of(Rung rung) {
        return new ContainmentSpec(rung, BY_RUNG, BY_RUNG, BY_RUNG);
    }

    /** Costs of code where this says any, and the usual ones elsewhere. */
    CodeCost code(CodeCost usual) {
        return new CodeCost(
                instructionPerMille == BY_RUNG ? usual.instructionPerMille() : instructionPerMille,
                loadMilliInstructions == BY_RUNG ? usual.loadMilliInstructions() : loadMilliInstructions,
                storeMilliInstructions == BY_RUNG ? usual.storeMilliInstructions() : storeMilliInstructions);
    }
}
