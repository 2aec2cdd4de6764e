/**
 * The coherence protocol as data: what a private cache and the home of a line do in each state on each event. Nothing here knows about
 * cycles, packets or tags; {@code org.skerry.model.sharedmem.cache} carries the tables out.
 *
 * <p>A directory protocol with the four states MESI, after ARM's CHI as the mesh machines Graviton 2 and 3 use it (CMN-600: home nodes
 * with a slice of the system cache and a snoop filter beside it; direct cache transfer; a completion acknowledged by who asked):
 *
 * <pre>
 *   core A        home         core B, which has written the line
 *     |--OWN------->|
 *     |             |--FORWARD_OWN--->|
 *     |<----------------------PEER_OWNED|      three hops: data never goes through the home
 *     |--CONFIRM--->|                          only now does the home serve the next request for the line
 * </pre>
 *
 * <p>Entry types: {@link org.skerry.model.sharedmem.coherence.PrivateTable} and {@link
 * org.skerry.model.sharedmem.coherence.HomeTable}. Immutable, for any thread. Cost: an array access a step. Surprising: clean lines
 * leave a private cache silently, so that the home's knowledge is a superset, and every probe may be answered by "no copy".
 */
package org.skerry.model.sharedmem.coherence;
