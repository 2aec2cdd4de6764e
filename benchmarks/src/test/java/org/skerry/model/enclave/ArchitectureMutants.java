package org.skerry.model.enclave;

/** Classes that break a rule of the architecture, each in one way. Nothing uses them but ArchitectureTest. */
public final class ArchitectureMutants {

    private ArchitectureMutants() {}

    public static final class KnowsTheOtherMachine {
        org.skerry.model.sharedmem.ArchitectureMutants other;
    }
}
