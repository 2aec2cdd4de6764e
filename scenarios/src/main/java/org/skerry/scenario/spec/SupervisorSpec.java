package org.skerry.scenario.spec;

import java.util.List;
import org.skerry.sim.config.Check;

/**
 * An actor that watches others and puts them back: the built-in guest {@code supervisor}, with everything it needs.
 *
 * @param name        of the actor
 * @param strategy    whom it restarts when a child ends
 * @param restart     after which ends it does
 * @param intensity   restarts within the period that it takes; with one more it ends itself, abnormally
 * @param periodNanoseconds     over which restarts are counted; at least 1
 * @param heartbeatNanoseconds  within which it must hear of each child again, or it takes it for hung; 0 if children need not be heard
 * @param children    actors and groups, in the order in which they are started
 * @param domain      trust domain it belongs to
 */
public record SupervisorSpec(
        String name,
        Strategy strategy,
        Restart restart,
        int intensity,
        long periodNanoseconds,
        long heartbeatNanoseconds,
        List<String> children,
        String domain) {
    /** Restarts within a period, and the period: those of OTP (erlang.org, supervisor, "Supervisor flags"). */
    public static final int DEFAULT_INTENSITY = 1;

    /** 5 s. */
    public static final long DEFAULT_PERIOD_NANOSECONDS = 5_000_000_000L;

    /** Most children of one supervisor: as many as the guest has room for. */
    public static final int MOST_CHILDREN = 32;

    /** Whom it restarts when a child ends. The ordinal is what the guest is told. */
    public enum Strategy {
        /** That child. */
        ONE_FOR_ONE,
        /** All children. */
        ONE_FOR_ALL,
        /** That child and those that come after it. */
        REST_FOR_ONE
    }

    /** After which ends a child is restarted. The ordinal is what the guest is told. */
    public enum Restart {
        /** After any. */
        PERMANENT,
        /** After an abnormal one: anything but an exit with code 0. */
        TRANSIENT,
        /** After none: it is only watched. */
        TEMPORARY
    }

    public SupervisorSpec {
        Check.inRange(intensity, 0, 255, "supervisors.intensity");
        Check.inRange(periodNanoseconds, 1, Long.MAX_VALUE / 2, "supervisors.periodNanoseconds");
        Check.inRange(heartbeatNanoseconds, 0, Long.MAX_VALUE / 2, "supervisors.heartbeatNanoseconds");
        children = List.copyOf(children);
        Check.inRange(children.size(), 1, MOST_CHILDREN, "supervisors.children");
    }
}
