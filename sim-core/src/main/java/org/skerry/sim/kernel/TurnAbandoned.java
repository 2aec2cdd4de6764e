package org.skerry.sim.kernel;

/**
 * The end of a guest that waited in mid-turn when its run was closed or its turn given up. It passes through guest code to the
 * bottom of the thread; nobody catches it, and who cleans up on its way touches nothing that the simulation can see. An error,
 * not an exception, so that {@code catch (Exception)} lets it through; without a stack trace, as it reports nothing.
 */
public final class TurnAbandoned extends Error {
    private static final long serialVersionUID = 1L;

    TurnAbandoned() {
        super("turn abandoned while held", null, false, false);
    }
}
