package org.skerry.scenario;

import com.dylibso.chicory.runtime.Instance;

/** Classes that break a rule of the architecture, each in one way. Nothing uses them but ArchitectureTest. */
public final class ArchitectureMutants {

    private ArchitectureMutants() {}

    public static final class UsesChicory {
        Instance instance;
    }
}
