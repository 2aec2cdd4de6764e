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

    /**
     * An agent that is neither a core nor the control of the machine reads or writes what its own wires reach: a device whose firmware obeys
     * the attacker, or a management controller.
     *
     * @param by     name of the device, or {@link #MANAGEMENT}
     * @param write  whether it writes {@code word} to every word, or reads them
     * @param from   first address
     * @param bytes  length of the range
     * @param stride from word to word of 8 bytes
     * @param word   to write, or to look for; 0 for none
     */
    record Transfer(long at, String by, boolean write, long from, long bytes, long stride, long word) implements Order {
        /** Name of a management controller; no actor can have it. */
        public static final String MANAGEMENT = "management controller";

        /** Checks ranges. */
        public Transfer {
            Check.notBlank(by, "orders.by");
            Check.inRange(from, 0, 1L << 46, "orders.start");
            Check.inRange(bytes, 8, 1L << 32, write ? "orders.write" : "orders.read");
            Check.inRange(stride, 8, 1L << 30, "orders.stride");
        }

        @Override
        public String actor() {
            return "";
        }

        @Override
        public String text() {
            return (write ? "write " : "read ") + bytes + " bytes from 0x" + Long.toHexString(from) + " by "
                    + (by.equals(MANAGEMENT) ? "the " : "") + by;
        }
    }

    /**
     * A driver with an error: the next buffer that it names to a device is somewhere else.
     *
     * @param device  name of the device
     * @param address where the descriptor says that the buffer is
     */
    record Mislead(long at, String device, long address) implements Order {
        /** Checks ranges. */
        public Mislead {
            Check.inRange(address, 0, 1L << 46, "orders.to");
        }

        @Override
        public String actor() {
            return "";
        }

        @Override
        public String text() {
            return "mislead " + device + " to 0x" + Long.toHexString(address);
        }
    }
}
