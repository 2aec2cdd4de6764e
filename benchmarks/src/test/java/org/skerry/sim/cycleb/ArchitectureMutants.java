package org.skerry.sim.cycleb;

/** One half of a cycle between two packages. Nothing uses it but ArchitectureTest. */
public final class ArchitectureMutants {
    org.skerry.sim.cyclea.ArchitectureMutants other;
}
