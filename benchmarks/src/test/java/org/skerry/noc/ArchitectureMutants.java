package org.skerry.noc;

/** Classes that break a rule of the architecture, each in one way. Nothing uses them but ArchitectureTest. */
public final class ArchitectureMutants {

    private ArchitectureMutants() {}

    public static final class KnowsTheMachines {
        org.skerry.model.ArchitectureMutants machine;
    }
}
