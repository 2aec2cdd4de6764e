package org.skerry.sim.actor;

import org.skerry.sim.config.Check;

/**
 * What an actor did with one grant of its deployment, or with everything of one kind that it came to hold later: through messages, from
 * its parent, by spawning. Granted minus used is what a least-privilege deployment would not have granted.
 *
 * @param name      the grant's name in the deployment; empty for what came later
 * @param kind      what is designated
 * @param held      capabilities: 1 for a grant
 * @param exercised how many of these were used at least once
 * @param granted   bits of {@link Rights} of all of them together
 * @param used      bits that were used at least once, through the capability itself or one derived from it
 */
public record GrantUse(String name, CapabilityKind kind, long held, long exercised, int granted, int used) {
    /** Checks that nothing was used that was not there. */
    public GrantUse {
        Check.isTrue(
                exercised <= held && Rights.allow(granted, used),
                "a capability cannot be used beyond what it grants: " + exercised + " of " + held + ", "
                        + Rights.names(used) + " of " + Rights.names(granted));
    }

    /** Rights that were there and were never used. */
    public int unused() {
        return granted & ~used;
    }
}
