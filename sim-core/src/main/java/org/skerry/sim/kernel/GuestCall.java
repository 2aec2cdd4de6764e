package org.skerry.sim.kernel;

/**
 * One step of guest code that a component wants made at the current cycle. It is made where the kernel's loop stands, so that
 * a guest which must wait in mid-turn keeps its thread while another thread carries the loop on.
 *
 * <pre>
 *   ordinary turn    run() -> finished()
 *   held turn        run() .. guest calls Carriers.park() -> held(hold)
 *                    many cycles; then a GuestCall whose resumes() is that hold
 *                    .. guest goes on .. -> finished() of the later object (or held again)
 * </pre>
 *
 * <p>All callbacks of one guest come one after another, and never while its component ticks: whoever makes them has the baton.
 */
public interface GuestCall {
    /** Executes guest code on the current thread. What guests do wrong must not escape; whatever does ends the run. */
    void run();

    /** The guest code that this call began or resumed has returned. */
    void finished();

    /** The guest waits in {@link Carriers#park}; {@code hold} is what resumes or abandons it. */
    void held(Hold hold);

    /** Null to begin with {@link #run}; otherwise the held guest that goes on instead, and whose callbacks come here now. */
    Hold resumes();
}
