/**
 * Shared-memory machines that follow from an enclave chip, so that the two can be held against each other: the twin of the same silicon, and those
 * of equal area and equal power; and the count of silicon that shows it.
 *
 * <p>Entry types: {@link org.skerry.scenario.opponent.MatchedMachine} and {@link org.skerry.scenario.opponent.SiliconCount}. Stateless; any thread.
 * Cost: some hundred areas are added up. Surprising: the twin's caches answer in the cycles that the model of SRAM says of their size at the chip's
 * clock, which is faster than what servers of three times that clock publish in cycles.
 */
package org.skerry.scenario.opponent;
