package org.skerry.model;

import org.skerry.model.sharedmem.containment.Containment;
import org.skerry.sim.machine.Machine;

/** Classes that break a rule of the architecture, each in one way. Nothing uses them but ArchitectureTest. */
public final class ArchitectureMutants {

    private ArchitectureMutants() {}

    public static final class KnowsTheLoader {
        org.skerry.wasm.ArchitectureMutants loader;
    }

    public abstract static class SomeWall implements Containment {}

    public abstract static class SomeMachine implements Machine {}

    public static final class AsksInstanceof {
        int cost(Machine machine) {
            return machine instanceof SomeMachine ? 1 : 2;
        }
    }

    public static final class ComparesClasses {
        boolean isCheap(Machine machine) {
            return machine.getClass() == SomeMachine.class;
        }
    }

    public static final class KnowsOneMachine {
        org.skerry.model.enclave.ArchitectureMutants chip;
    }
}
