package org.skerry.scenario;

import com.dylibso.chicory.runtime.Instance;
import org.skerry.scenario.spec.MachineKind;
import org.skerry.scenario.spec.MachineSpec;

/** Classes that break a rule of the architecture, each in one way. Nothing uses them but ArchitectureTest. */
public final class ArchitectureMutants {

    private ArchitectureMutants() {}

    public static final class UsesChicory {
        Instance instance;
    }

    public static final class AsksForTheKind {
        boolean isOracle(MachineSpec machine) {
            return machine.kind() == MachineKind.IMMEDIATE;
        }
    }
}
