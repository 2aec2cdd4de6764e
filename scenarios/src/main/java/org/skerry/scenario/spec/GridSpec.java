package org.skerry.scenario.spec;

import java.util.List;

/**
 * A grid of cases in each of which the cost of a message is looked for at which two machines are equally fast.
 *
 * @param fixed   name of the machine that stays as it is
 * @param varied  name of the shared-memory machine whose runtime has the messages that get dearer
 * @param from    least cycles of software for one message; at least 1
 * @param to      most
 * @param sharing the degree of sharing: along the axis of a picture
 * @param size    of messages: a curve each
 * @param rate    of messages: a picture each
 */
public record GridSpec(String fixed, String varied, int from, int to, Axis sharing, Axis size, Axis rate) {
    /** Published runtimes lie between: 50 cycles is what a message takes in hand-written queues, 5000 twice what Akka 2.0 took. */
    public static final int DEFAULT_FROM = 50;

    /** See {@link #DEFAULT_FROM}. */
    public static final int DEFAULT_TO = 5000;

    /**
     * A setting and the values that it takes.
     *
     * @param path   of the setting
     * @param text   what it is, for people
     * @param values in rising order
     */
    public record Axis(String path, String text, List<Long> values) {
        public Axis {
            values = List.copyOf(values);
        }
    }

    /** Cases in all. */
    public int cells() {
        return sharing.values().size() * size.values().size() * rate.values().size();
    }
}
