package org.skerry.model.memory;

import java.util.List;
import org.skerry.sim.config.Check;

/**
 * A software bug as data: which layer forgets which of its checks, for whom, from when on, and for which guest addresses. The same
 * object is given to every machine; one that lacks the layer is not touched by it. What the forgotten check lets happen is not said
 * here: that follows from the wiring.
 *
 * @param layer      layer that owns the check, such as {@code "runtime"}
 * @param check      name of the check, such as {@code "bounds check"}
 * @param trigger    behaviour of the guest that meets the bug
 * @param windowFrom first guest address for which the check is omitted; may be negative
 * @param windowTo   first guest address behind the window
 */
public record BugObject(String layer, String check, Trigger trigger, long windowFrom, long windowTo) {

    /**
     * When a bug acts.
     *
     * @param actors     names of the actors whose accesses meet it; empty for all
     * @param fromAccess acts from this out-of-bounds access of an actor on, counted from 1
     */
    public record Trigger(List<String> actors, long fromAccess) {
        /** Every actor, from its first out-of-bounds access on. */
        public static final Trigger ALWAYS = new Trigger(List.of(), 1);

        public Trigger {
            actors = List.copyOf(actors);
            Check.inRange(fromAccess, 1, Long.MAX_VALUE, "bugs.trigger.fromAccess");
        }

        boolean holds(Access access) {
            return access.ordinal() >= fromAccess && (actors.isEmpty() || actors.contains(access.actor()));
        }
    }

    public BugObject {
        Check.notBlank(layer, "bugs.layer");
        Check.notBlank(check, "bugs.check");
        Check.notNull(trigger, "bugs.trigger");
        Check.isTrue(
                windowFrom < windowTo,
                "bugs.windowFrom=" + windowFrom + " is not below bugs.windowTo=" + windowTo
                        + ". Give a window with at least one address.");
    }

    /** Whether this bug leaves {@code present} out for this access: every byte of it lies in the window. */
    boolean omits(org.skerry.model.memory.Check present, Access access) {
        return present.layer().equals(layer)
                && present.name().equals(check)
                && access.address() >= windowFrom
                && access.address() <= windowTo - access.bytes()
                && trigger.holds(access);
    }
}
