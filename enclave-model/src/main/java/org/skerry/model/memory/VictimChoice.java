package org.skerry.model.memory;

import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** The state from which a cache that does not keep its sets in order of use chooses who goes. */
interface VictimChoice extends Stateful {
    /** A way of a set was used. */
    void used(int set, int way);

    /** The way of a full set that is given up. */
    int victim(int set);

    /**
     * Bits of a tree over the ways of each set. Bit {@code n} stands at node {@code n}, with the children {@code 2n} and {@code 2n + 1};
     * it is set if the next victim is on the right.
     *
     * <pre>
     *            1
     *        2       3
     *      4   5   6   7
     *     0 1 2 3 4 5 6 7     ways
     * </pre>
     */
    final class Tree implements VictimChoice {
        private static final int CHUNK_BITS = 6; // sets for which the host's memory is taken at a time

        private final int ways;
        private final long[][] chunks; // null: no set of it was used

        Tree(int sets, int ways) {
            this.ways = ways;
            chunks = new long[(sets - 1 >> CHUNK_BITS) + 1][];
        }

        private long[] chunk(int set) {
            int at = set >> CHUNK_BITS;
            if (chunks[at] == null) {
                chunks[at] = new long[1 << CHUNK_BITS];
            }
            return chunks[at];
        }

        @Override
        public void used(int set, int way) {
            long[] bits = chunk(set);
            int at = set & (1 << CHUNK_BITS) - 1;
            long tree = bits[at];
            for (int node = way + ways; node > 1; node >>= 1) {
                long bit = 1L << (node >> 1);
                tree = (node & 1) == 0 ? tree | bit : tree & ~bit;
            }
            bits[at] = tree;
        }

        @Override
        public int victim(int set) {
            long tree = chunk(set)[set & (1 << CHUNK_BITS) - 1];
            int node = 1;
            while (node < ways) {
                node = node << 1 | (int) (tree >>> node) & 1;
            }
            return node - ways;
        }

        @Override
        public void save(StateWriter out) {
            for (long[] chunk : chunks) {
                out.writeBoolean(chunk != null);
                if (chunk != null) {
                    out.writeLongs(chunk);
                }
            }
        }

        @Override
        public void load(StateReader in) {
            for (int at = 0; at < chunks.length; at++) {
                chunks[at] = in.readBoolean() ? new long[1 << CHUNK_BITS] : null;
                if (chunks[at] != null) {
                    in.readLongs(chunks[at]);
                }
            }
        }
    }

    /** Every way is as likely. */
    final class Drawn implements VictimChoice {
        private final int ways;
        private final RandomStream stream;

        Drawn(int ways, RandomStream stream) {
            this.ways = ways;
            this.stream = stream;
        }

        @Override
        public void used(int set, int way) {}

        @Override
        public int victim(int set) {
            return stream.nextInt(ways);
        }

        @Override
        public void save(StateWriter out) {
            stream.save(out);
        }

        @Override
        public void load(StateReader in) {
            stream.load(in);
        }
    }
}
