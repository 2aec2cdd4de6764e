/**
 * Figures of samples that experiments report: percentiles and confidence intervals by the bootstrap. Entry types
 * {@link org.skerry.scenario.statistics.Sample} and {@link org.skerry.scenario.statistics.Interval}. Immutable; any thread. An interval costs a
 * few thousand means of its sample. Surprising: resampling draws from a fixed stream of its own, so that a report is the same each time.
 */
package org.skerry.scenario.statistics;
