package org.skerry.noc.router;

/**
 * The input virtual channels of one router as bits of one long, or of several if there are more than 64. Those of one port lie side
 * by side and never in two longs; the order of bits is the order of (port, virtual channel).
 */
final class InputBits {
    final int words;
    final int[] firstBit; // by port; one more for the port after the last
    final byte[] portOf; // by bit
    final byte[] vcOf; // by bit
    final short[] inputOf; // by bit: port * vcs + vc

    InputBits(int ports, int vcs) {
        int portsPerWord = Long.SIZE / vcs;
        words = (ports + portsPerWord - 1) / portsPerWord;
        firstBit = new int[ports + 1];
        portOf = new byte[words * Long.SIZE];
        vcOf = new byte[portOf.length];
        inputOf = new short[portOf.length];
        for (int port = 0; port < ports; port++) {
            firstBit[port] = port / portsPerWord * Long.SIZE + port % portsPerWord * vcs;
            for (int vc = 0; vc < vcs; vc++) {
                portOf[firstBit[port] + vc] = (byte) port;
                vcOf[firstBit[port] + vc] = (byte) vc;
                inputOf[firstBit[port] + vc] = (short) (port * vcs + vc);
            }
        }
        firstBit[ports] = words * Long.SIZE; // a search from here wraps around
    }

    /** The first set bit from {@code from}, 0 to 64, on, cyclically. {@code mask} is not 0. */
    static int firstAtOrAfter(long mask, int from) {
        // Without a branch, as it could not be predicted. A rotation by 64 is one by 0.
        return Long.numberOfTrailingZeros(Long.rotateRight(mask, from)) + from & Long.SIZE - 1;
    }

    /** Whether bit {@code one} comes before bit {@code other} from {@code from} on, cyclically, as {@link #firstAtOrAfter} has it. */
    static boolean isBefore(int one, int other, int from) {
        return (one - from & Long.SIZE - 1) < (other - from & Long.SIZE - 1);
    }
}
