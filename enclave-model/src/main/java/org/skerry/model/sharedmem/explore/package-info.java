/**
 * Carries the coherence tables out in every order of events there is, for a few caches and one or two lines: any cache may at any time
 * load, store, put a line out or drop it; any message under way may be the next to arrive, but for those from the home of a line to one
 * cache, which keep their order; memory answers when it likes, and slices and directories need room when they like. Devices read and
 * write the line likewise.
 *
 * <p>Entry type: {@link org.skerry.model.sharedmem.explore.Exploration}. One thread. Cost: about a microsecond a transition, and 13 to 16
 * bytes a state. Surprising: data is one bit, whether it is what was written last. A load that is served what was written last <em>at that
 * moment</em> makes each line linearizable, and a memory of linearizable lines is linearizable as a whole (Herlihy and Wing, TOPLAS
 * 12(3), 1990, theorem 1): with caches that ask for one thing at a time, sequentially consistent.
 */
package org.skerry.model.sharedmem.explore;
