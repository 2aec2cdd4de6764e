/**
 * Whether what clients of a service saw could have come from one register that does one thing after another: a checker of
 * linearizability that knows nothing of the service, and how long a service left its clients without an answer.
 *
 * <p>Entry: {@link org.skerry.scenario.linear.Linearizability#check}. Everything is a pure function of a history; use from any thread. Cost: in
 * the worst case exponential in the operations that overlap, and therefore bounded by a number of configurations, after which the answer is
 * "unknown". The surprising thing: an operation without a response may have happened, may yet happen, or never does; all three are tried.
 */
package org.skerry.scenario.linear;
