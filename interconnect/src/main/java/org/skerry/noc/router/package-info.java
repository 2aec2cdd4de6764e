/**
 * The routers of one partition, all of them together as arrays, one file a stage.
 *
 * <p>Entry types: {@link org.skerry.noc.router.RouterSpec} for whoever configures, {@link org.skerry.noc.router.Routers} for whoever
 * drives them; {@link org.skerry.noc.router.FlowRouters} and {@link org.skerry.noc.router.LeanRouters} are the same in every cycle and
 * faster, for machines and for experiments. A router is input-queued, with virtual channels and credits:
 *
 * <pre>
 *   cycle       a                 a + R             + V                          + S + X + L
 *   head   InputBuffers ------ RouteStage ------ VcAllocator -- SwitchAllocator -- next router
 *   body   InputBuffers --------------------------------------- SwitchAllocator -- next router
 *                                                  Traversal: buffer -> link, credit -> upstream
 * </pre>
 *
 * In one cycle the virtual channel allocator decides before the switch allocator and neither sees what the other does in that cycle;
 * what leaves a router arrives at another one cycle later or more, so the order in which routers are visited changes nothing. The
 * timing follows the input-queued router of BookSim 2 (Jiang et al., ISPASS 2013), both allocators are iSLIP with one iteration
 * (McKeown, IEEE/ACM ToN 7(2), 1999).
 *
 * <p>Thread rule: one thread, that of the partition. Cost: about a dozen array accesses for each flit and hop; a router without work
 * costs nothing; no allocation once the delay lines have grown. Surprising: the routers are no objects. A router is an index.
 */
package org.skerry.noc.router;
