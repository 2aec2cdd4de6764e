package org.skerry.scenario.spec;

/**
 * A window of memory that actors share on purpose.
 *
 * @param name      name in the scenario
 * @param sizeBytes its size
 */
public record WindowSpec(String name, long sizeBytes) {}
