package org.skerry.scenario.spec;

import java.util.List;
import java.util.Optional;

/**
 * The best form of a service for shared memory: another program for the same work, written for a machine on which all actors reach one memory.
 *
 * @param scenario that program's; empty where no form of the service differs from its actors
 * @param settings changes to that scenario, as {@code path=value}, behind the service's own parameters
 * @param text     what the form is, or why there is none
 */
public record SharedForm(Optional<String> scenario, List<String> settings, String text) {
    public SharedForm {
        settings = List.copyOf(settings);
    }
}
