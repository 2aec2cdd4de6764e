package org.skerry.scenario.spec;

import java.util.List;

/**
 * Who ends with whom, and who is put back.
 *
 * @param supervisors actors that the scenario says nothing else of
 * @param links       of groups: each member with the actors that its templates name
 * @param trapping    groups whose members are told of ends along links, and live on
 */
public record Supervision(List<SupervisorSpec> supervisors, List<Link> links, List<String> trapping) {
    /** Links of each member of a group. */
    public record Link(String group, Template to) {}

    /** Nobody is linked. */
    public static final Supervision NONE = new Supervision(List.of(), List.of(), List.of());

    /** The built-in guest that supervises. */
    public static final String GUEST = "supervisor";

    public Supervision {
        supervisors = List.copyOf(supervisors);
        links = List.copyOf(links);
        trapping = List.copyOf(trapping);
    }

    /** Whether there is anything of it. */
    public boolean any() {
        return !supervisors.isEmpty() || !links.isEmpty() || !trapping.isEmpty();
    }
}
