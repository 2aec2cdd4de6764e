package org.skerry.model;

/** Classes that break a rule of the architecture, each in one way. Nothing uses them but ArchitectureTest. */
public final class ArchitectureMutants {

    private ArchitectureMutants() {}

    public static final class KnowsTheLoader {
        org.skerry.wasm.ArchitectureMutants loader;
    }

    public static final class KnowsOneMachine {
        org.skerry.model.enclave.ArchitectureMutants chip;
    }
}
