package org.skerry.sim.machine;

import java.util.List;
import java.util.stream.Collectors;

/** How a run ended. A value, not an exception. */
public sealed interface RunOutcome {
    /** Cycle of the machine's base clock at which it ended. */
    long cycle();

    /** One sentence for a person. */
    String explain();

    /** One word for files and scripts. */
    String name();

    /** Nothing is left to do: no message under way, no turn running. */
    record Quiescent(long cycle) implements RunOutcome {
        @Override
        public String explain() {
            return "all work was done at cycle " + cycle;
        }

        @Override
        public String name() {
            return "quiescent";
        }
    }

    /** A limit was reached, or a stop was asked for; the run can go on. */
    record LimitReached(long cycle, String limit) implements RunOutcome {
        @Override
        public String explain() {
            return "the run stopped at cycle " + cycle + ": " + limit;
        }

        @Override
        public String name() {
            return "limit-reached";
        }
    }

    /** Nothing can move any more although work is left: each of these waits for the next. */
    record Deadlocked(long cycle, List<String> waits) implements RunOutcome {
        @Override
        public String explain() {
            return "nothing can move after cycle " + cycle + ": " + String.join("; ", waits);
        }

        @Override
        public String name() {
            return "deadlocked";
        }
    }

    /** All work that could be done was done, but actors died of their own faults. */
    record Faulted(long cycle, List<ActorFault> faults) implements RunOutcome {
        private static final int TOLD = 2;

        /** The first faults in full, the others by name. */
        @Override
        public String explain() {
            String first = faults.stream().limit(TOLD).map(ActorFault::explain).collect(Collectors.joining("; "));
            return faults.size() <= TOLD
                    ? first
                    : first + "; faults stopped also "
                            + faults.stream()
                                    .skip(TOLD)
                                    .map(fault -> "'" + fault.actor() + "'")
                                    .collect(Collectors.joining(", "));
        }

        @Override
        public String name() {
            return "faulted";
        }
    }
}
