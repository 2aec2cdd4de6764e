package org.skerry.noc.router;

import org.skerry.noc.flit.FlitLayout;

/**
 * The bits of what {@link FlowRouters} know of a virtual channel: a long for each input and one for each output.
 *
 * <pre>
 *   input    63                       32        25       24              16 15      8 7       0
 *           | flit at the front         |      | tail     | row of the      | behind  | flits   |
 *           |                           |      | is there | output in its   | the     | in all  |
 *           |                           |      |          | router; or 0    | front   |         |
 *   output   39          24 23        16 15         8 7       0
 *           | ports with    | port first | holder     | credits |
 *           | heads         |            | plus 1     |         |
 * </pre>
 *
 * Behind the front lie the flits of the same packet, of which all that is left to know is how many they are and whether the last one
 * is the tail. Flits of later packets are counted, too, but lie elsewhere.
 */
final class ChannelWords {
    private static final int BYTE = 0xff;

    private static final int ONE = 1; // flit, or credit
    private static final int BEHIND = 8;
    private static final int OUTPUT = 16;
    private static final int TAIL_IS_THERE = 1 << 25;
    private static final int FRONT = 32;
    private static final int WAY = 0x1ff << OUTPUT; // the row of output port 0 is not 0

    private static final int HOLDER = 8;
    private static final int POINTER = 16;
    private static final int HEADS = 24;

    private ChannelWords() {}

    // ---- inputs ------------------------------------------------------------------------------------------------

    static int flits(long input) {
        return (int) input & BYTE;
    }

    static int front(long input) {
        return (int) (input >>> FRONT);
    }

    /** Flits of the packet at the front, without the one there, of an input that has flits. */
    static int behind(long input) {
        return (int) input >>> BEHIND & BYTE;
    }

    /** Whether the flit at the front of an input is followed by another one of its packet. */
    static boolean goesOn(long input) {
        return (input & BYTE << BEHIND) != 0;
    }

    /** Whether the flit at the front of an input is a tail and all that it has. */
    static boolean isLast(long input) {
        return (input & ((long) FlitLayout.TAIL << FRONT | BYTE)) == ((long) FlitLayout.TAIL << FRONT | ONE);
    }

    static boolean hasOutput(long input) {
        return (input & WAY) != 0;
    }

    /** The first address in the row of the output, without the router, of an input that has one. */
    static int output(long input) {
        return (int) input >>> OUTPUT & WAY >>> OUTPUT;
    }

    /** An input that was empty. */
    static long withFront(long input, int flit) {
        return input & WAY | (long) flit << FRONT | ONE;
    }

    /** Whether a flit that comes to an input with flits belongs to the packet at its front. */
    static boolean takes(long input, int flit) {
        return !FlitLayout.isHead(flit) && behind(input) + 1 == flits(input);
    }

    /** An input to which another flit of the packet at its front has come, which is all that it has. */
    static long withAnother(long input, int flit) {
        return input + (1 << BEHIND | ONE) | (flit & FlitLayout.TAIL) * (TAIL_IS_THERE / FlitLayout.TAIL);
    }

    /** An input to which a flit of another packet than that at its front has come. */
    static long withLater(long input) {
        return input + ONE;
    }

    static long withOutput(long input, int output) {
        return input | output << OUTPUT;
    }

    /** An input whose flit at the front has left, and that has {@link #behind} some of the same packet. */
    static long withNext(long input) {
        long next = input - (1 << BEHIND | ONE) & ~((long) FlitLayout.HEAD << FRONT);
        boolean isTail = (input & (BYTE << BEHIND | TAIL_IS_THERE)) == (1 << BEHIND | TAIL_IS_THERE);
        return isTail ? next | (long) FlitLayout.TAIL << FRONT : next;
    }

    /** An input whose only flit has left, and it was no tail. */
    static long emptied(long input) {
        return input & WAY;
    }

    // ---- outputs -----------------------------------------------------------------------------------------------

    static int credits(long output) {
        return (int) output & BYTE;
    }

    static long withCredit(long output) {
        return output + ONE;
    }

    static long withoutCredit(long output) {
        return output - ONE;
    }

    /** Input port that holds it, plus 1; or 0. */
    static int holder(long output) {
        return (int) output >>> HOLDER & BYTE;
    }

    /** Whether nobody has it or waits for it. */
    static boolean isIdle(long output) {
        return (output & (-1L << HEADS | (long) BYTE << HOLDER)) == 0;
    }

    static long withoutHolder(long output) {
        return output & ~((long) BYTE << HOLDER);
    }

    /** Input ports whose heads wait for it, a bit each. */
    static long heads(long output) {
        return output >>> HEADS;
    }

    static long withHead(long output, int port) {
        return output | 1L << HEADS + port;
    }

    /** Input port whose head is first, should it wait. */
    static int pointer(long output) {
        return (int) output >>> POINTER & BYTE;
    }

    /** An output without a holder that is given to an input port of those that wait. */
    static long given(long output, int port) {
        long next = port + 1L;
        return output & ~(1L << HEADS + port | (long) BYTE << POINTER) | next << HOLDER | next << POINTER;
    }
}
