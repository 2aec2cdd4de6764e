package org.skerry.scenario.spec;

import java.util.List;
import java.util.Optional;

/**
 * A question of what one thing costs: a run of the scenario beside one that differs in that thing alone.
 *
 * @param name     of the thing, such as time-division
 * @param text     what the other run is, for people
 * @param machine  on which both run
 * @param scenario the other run's, where it is another program for the same work
 * @param settings the other run's changes, as {@code path=value}
 * @param added    whether the other run is the one that has the thing; else it is the one without
 */
public record CostSpec(
        String name, String text, String machine, Optional<String> scenario, List<String> settings, boolean added) {
    public CostSpec {
        settings = List.copyOf(settings);
    }
}
