package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.List;
import org.skerry.model.attest.AttestationPlan;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.sim.config.ConfigException;

/** Whom a verifier asks about while a machine runs: the mapping under {@code attestation}. */
final class AttestationBinder {
    static final List<String> KEYS =
            List.of("of", "from", "every", "times", "within", "minimumSecurityVersion", "debugAllowed");

    /** Often enough to see what happens to actors that live for a millisecond of the chip. Assumption. */
    private static final long DEFAULT_EVERY = 100_000;

    private AttestationBinder() {}

    static AttestationPlan attestation(Section top, List<GroupSpec> actors) {
        if (!top.has("attestation")) {
            return AttestationPlan.NONE;
        }
        Section section = Section.of(top.get("attestation"), "attestation", top.scope(), KEYS);
        List<String> of = new ArrayList<>();
        for (String name : section.texts("of")) {
            add(section, name, actors, of);
        }
        if (of.isEmpty()) {
            throw Section.wrong(
                    top.get("attestation"),
                    "attestation.of names nobody. Name actors or groups, or leave attestation away.");
        }
        try {
            return new AttestationPlan(
                    of,
                    section.number("from", 0, Long.MIN_VALUE, Long.MAX_VALUE),
                    section.number("every", DEFAULT_EVERY, Long.MIN_VALUE, Long.MAX_VALUE),
                    (int) section.number("times", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
                    section.number("within", AttestationPlan.DEFAULT_WITHIN, Long.MIN_VALUE, Long.MAX_VALUE),
                    (int) section.number("minimumSecurityVersion", 0, 0, Integer.MAX_VALUE),
                    section.truth("debugAllowed", false));
        } catch (ConfigException e) {
            throw e.getMessage().startsWith("attestation.")
                    ? Section.wrong(top.get("attestation"), e.getMessage(), e)
                    : e;
        }
    }

    /** All members of a group, or one actor. */
    private static void add(Section section, String name, List<GroupSpec> actors, List<String> of) {
        int before = of.size();
        for (GroupSpec group : actors) {
            boolean named = group.name().equals(name);
            if (!named && !group.hasMember(name)) {
                continue;
            }
            if (group.edge().isPresent()) {
                throw Section.wrong(
                        section.get("of"),
                        "attestation.of names '" + name + "', which is a device at the edge: no image management"
                                + " stands beside it. Name actors.");
            }
            for (int i = 0; i < group.members(); i++) {
                if (named || group.member(i).equals(name)) {
                    of.add(group.member(i));
                }
            }
        }
        if (of.size() == before) {
            OrderBinder.refuseUnknownActor(section.get("of"), "attestation.of", name, actors);
        }
    }
}
