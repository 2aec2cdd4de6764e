/**
 * What workloads compute, worked out here a second time from their specifications, to hold runs against.
 *
 * <p>Entry type: {@link org.skerry.scenario.workload.Workloads}. Stateless, any thread; milliseconds. Surprising: nothing is shared
 * with the guests, not even a constant. {@code org/skerry/guest/src/kv-store.md} is the common source.
 */
package org.skerry.scenario.workload;
