package org.skerry.sim.machine;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.sim.config.ConfigException;

/**
 * Which actors of a plan end together.
 *
 * @param links    pairs of which each ends when the other one does so abnormally
 * @param trapping actors that are told of such ends instead, and live on; in order of names
 */
public record Bonds(List<Bond> links, Set<String> trapping) {
    /** Nobody is linked. */
    public static final Bonds NONE = new Bonds(List.of(), Set.of());

    /** One pair. The first one may restart the second if it was granted CONTROL over it; otherwise the order says nothing. */
    public record Bond(String from, String to) {}

    public Bonds {
        links = List.copyOf(links);
        trapping = Collections.unmodifiableSet(new TreeSet<>(trapping));
        Set<Set<String>> pairs = new HashSet<>();
        for (Bond bond : links) {
            if (bond.from.equals(bond.to)) {
                throw new ConfigException(
                        "links: actor '" + bond.from + "' is linked to itself. Name another one, or none.");
            }
            if (!pairs.add(Set.of(bond.from, bond.to))) {
                throw new ConfigException("links: actors '" + bond.from + "' and '" + bond.to
                        + "' are linked twice, and once is enough for both. Leave one of the two out.");
            }
        }
    }

    void refuseUnknown(Set<String> actors) {
        for (Bond bond : links) {
            for (String name : List.of(bond.from, bond.to)) {
                refuseUnknown(name, actors, "is linked");
            }
        }
        trapping.forEach(name -> refuseUnknown(name, actors, "traps exits"));
    }

    private static void refuseUnknown(String name, Set<String> actors, String what) {
        if (!actors.contains(name)) {
            throw new ConfigException(
                    "links: '" + name + "' " + what + ", and the plan has no such actor. Name actors of the plan.");
        }
    }

    /** What is left of it without some actors. */
    Bonds without(Set<String> gone) {
        return new Bonds(
                links.stream()
                        .filter(bond -> !gone.contains(bond.from) && !gone.contains(bond.to))
                        .toList(),
                new TreeSet<>(
                        trapping.stream().filter(name -> !gone.contains(name)).toList()));
    }
}
