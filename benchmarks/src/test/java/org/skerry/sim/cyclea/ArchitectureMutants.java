package org.skerry.sim.cyclea;

/** One half of a cycle between two packages. Nothing uses it but ArchitectureTest. */
public final class ArchitectureMutants {
    org.skerry.sim.cycleb.ArchitectureMutants other;
}
