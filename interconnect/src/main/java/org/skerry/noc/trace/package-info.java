/**
 * Traffic from files: packets one by one ({@link org.skerry.noc.trace.CsvTrace}, {@link org.skerry.noc.trace.NetraceFile}) and rates between
 * pairs of endpoints ({@link org.skerry.noc.trace.NoximTable}). Readers belong to one thread and go through their file once. What is
 * wrong is refused by line and column, or by packet where there are no lines.
 */
package org.skerry.noc.trace;
