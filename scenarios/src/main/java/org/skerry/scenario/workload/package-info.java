/**
 * What workloads compute, worked out here a second time from their specifications, to hold runs against.
 *
 * <p>Entry type: {@link org.skerry.scenario.workload.Workloads}. Stateless, any thread; milliseconds. Surprising: nothing is shared
 * with the guests, not even a constant: the common sources are the pages {@code kv-store.md} and {@code pipeline.md} beside the guests'
 * sources in {@code org/skerry/guest/src}, and the head of {@code ring-node.c}.
 */
package org.skerry.scenario.workload;
