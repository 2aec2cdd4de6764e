package org.skerry.scenario.spec;

import org.skerry.sim.actor.Rights;

/**
 * A handle the members of a group are born with.
 *
 * @param name   what the actor asks for; may hold {@code {index}}, and {@code {member}} when the target is a group
 * @param kind   what is designated
 * @param target name of the actor, group, image or window; empty for clock, random and log
 * @param rights bits of {@link Rights}
 * @param label  number the target sees with each message; 0 leaves it unset
 */
public record GrantSpec(Template name, Kind kind, Template target, int rights, Formula label) {
    /** What a handle designates. */
    public enum Kind {
        ACTOR(Rights.SEND),
        /** One handle for each member of a group. */
        GROUP(Rights.SEND),
        IMAGE(Rights.SPAWN),
        WINDOW(Rights.READ | Rights.WRITE),
        CLOCK(Rights.CLOCK),
        RANDOM(Rights.RANDOM),
        LOG(Rights.LOG);

        private final int usualRights;

        Kind(int usualRights) {
            this.usualRights = usualRights;
        }

        /** Rights a grant carries unless it says otherwise: what the target is for, without passing it on. */
        public int usualRights() {
            return usualRights;
        }
    }
}
