package org.skerry.model.memory;

import java.util.List;
import org.skerry.sim.memory.MemoryFault;

/** The checks between an actor and a decoder, in the order in which an access meets them. */
public final class CheckChain {
    private final List<Check> checks;
    private final List<BugObject> bugs;

    /**
     * A chain.
     *
     * @param checks in order
     * @param bugs   which of them are omitted, and when; those for layers that are not here do nothing
     */
    public CheckChain(List<Check> checks, List<BugObject> bugs) {
        this.checks = List.copyOf(checks);
        this.bugs = List.copyOf(bugs);
    }

    /** Leads an access through all checks; the first that does not pass ends it with a {@link MemoryFault} that names it. */
    public void walk(Access access) {
        for (Check check : checks) {
            if (!omitted(check, access) && !check.passes(access)) {
                throw new MemoryFault(check.name() + " of the " + check.layer(), access.address(), access.bytes());
            }
        }
    }

    /** Whether one of the bugs leaves a check out for an access. */
    public boolean omitted(Check check, Access access) {
        for (BugObject bug : bugs) {
            if (bug.omits(check, access)) {
                return true;
            }
        }
        return false;
    }
}
