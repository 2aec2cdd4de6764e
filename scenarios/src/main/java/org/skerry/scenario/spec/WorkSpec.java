package org.skerry.scenario.spec;

import java.util.OptionalLong;

/**
 * What the actors do together, counted in the words of the application, so that speed can be told in them.
 *
 * @param unit  what one piece of work is called, such as request
 * @param count how many of them the whole run does
 * @param turns how many turns the whole run takes, where that can be said before it; for showing its progress and nothing else
 */
public record WorkSpec(String unit, long count, OptionalLong turns) {
    /** Work of which no progress is to be shown. */
    public WorkSpec(String unit, long count) {
        this(unit, count, OptionalLong.empty());
    }
}
