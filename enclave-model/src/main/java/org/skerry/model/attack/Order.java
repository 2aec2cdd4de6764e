package org.skerry.model.attack;

import org.skerry.sim.config.Check;

/** One thing that a hostile agent does, at a cycle of the machine's base clock. Actors and images by their names in the deployment. */
public sealed interface Order {
    /** Cycle at which it is given. */
    long at();

    /** Name of the actor it is about; empty if it is about none. */
    String actor();

    /** In words, for people. */
    String text();

    /** The actor is to take no further turn. */
    record Stop(long at, String actor) implements Order {
        @Override
        public String text() {
            return "stop " + actor;
        }
    }

    /** Another program is to run where the actor ran. */
    record Reimage(long at, String actor, String image) implements Order {
        @Override
        public String text() {
            return "re-image " + actor + " with " + image;
        }
    }

    /** Handles of the actor that lead to {@code from} are to lead to {@code to}. */
    record Rewire(long at, String actor, String from, String to) implements Order {
        @Override
        public String text() {
            return "rewire " + actor + " from " + from + " to " + to;
        }
    }

    /**
     * Reads the agent's own bus.
     *
     * @param from   first address
     * @param bytes  length of the range
     * @param stride from word to word of 8 bytes
     * @param find   word to look for, or 0
     */
    record Read(long at, long from, long bytes, long stride, long find) implements Order {
        /** Bytes that a sweep covers unless stated otherwise; more than the actors of a small scenario take. Assumption. */
        public static final long DEFAULT_BYTES = 16L << 20;

        /** Checks ranges. */
        public Read {
            Check.inRange(from, 0, 1L << 46, "orders.from");
            Check.inRange(bytes, 8, 1L << 32, "orders.read");
            Check.inRange(stride, 8, 1L << 32, "orders.stride");
        }

        @Override
        public String actor() {
            return "";
        }

        @Override
        public String text() {
            return "read " + bytes + " bytes of the bus from 0x" + Long.toHexString(from);
        }
    }
}
