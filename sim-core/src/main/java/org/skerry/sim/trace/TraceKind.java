package org.skerry.sim.trace;

/**
 * One kind of record. The place in the list given to the log is its number.
 *
 * @param name what a reader sees, such as {@code turn} or {@code message sent}
 * @param level from which level on it is recorded
 * @param operand what the operand of a record means, such as {@code bytes}
 */
public record TraceKind(String name, TraceLevel level, String operand) {}
