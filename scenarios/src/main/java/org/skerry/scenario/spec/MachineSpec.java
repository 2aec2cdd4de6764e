package org.skerry.scenario.spec;

/**
 * A machine the scenario names.
 *
 * @param name     name in the scenario
 * @param kind     what it is
 * @param settings the machine's own specification, every default filled in
 */
public record MachineSpec(String name, MachineKind kind, Record settings) {}
