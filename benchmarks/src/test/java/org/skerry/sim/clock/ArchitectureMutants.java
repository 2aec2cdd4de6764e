package org.skerry.sim.clock;

import java.time.Instant;

/** Classes that break a rule of the architecture, each in one way. Nothing uses them but ArchitectureTest. */
public final class ArchitectureMutants {

    private ArchitectureMutants() {}

    public static final class ReadsNanoTime {
        long now() {
            return System.nanoTime();
        }
    }

    public static final class ReadsInstant {
        Instant now() {
            return Instant.now();
        }
    }
}
