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
        private final int ways;
        private final long[] bits; // by set

        Tree(int sets, int ways) {
            this.ways = ways;
            bits = new long[sets];
        }

        @Override
        public void used(int set, int way) {
            long tree = bits[set];
            for (int node = way + ways; node > 1; node >>= 1) {
                long bit = 1L << (node >> 1);
                tree = (node & 1) == 0 ? tree | bit : tree & ~bit;
            }
            bits[set] = tree;
        }

        @Override
        public int victim(int set) {
            int node = 1;
            while (node < ways) {
                node = node << 1 | (int) (bits[set] >>> node) & 1;
            }
            return node - ways;
        }

        @Override
        public void save(StateWriter out) {
            out.writeLongs(bits);
        }

        @Override
        public void load(StateReader in) {
            in.readLongs(bits);
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
