package org.skerry.noc.flit;

/**
 * The bits of a flit.
 *
 * <pre>
 *   31  30                                        2   1      0
 *  +---+-------------------------------------------+------+------+
 *  | 0 | slot of the packet in its partition       | tail | head |
 *  +---+-------------------------------------------+------+------+
 * </pre>
 *
 * A packet of one flit is head and tail at once.
 */
public final class FlitLayout {
    /** Most packets that a partition can hold. */
    public static final int SLOTS = 1 << 29;

    /** The bit of the first flit of a packet. */
    public static final int HEAD = 1;

    /** The bit of the last flit of a packet. */
    public static final int TAIL = 2;

    private static final int SLOT_SHIFT = 2;

    private FlitLayout() {}

    /** A flit of the packet in {@code slot}. */
    public static int flit(int slot, boolean head, boolean tail) {
        return slot << SLOT_SHIFT | (head ? HEAD : 0) | (tail ? TAIL : 0);
    }

    /** Slot of the packet. */
    public static int slot(int flit) {
        return flit >> SLOT_SHIFT;
    }

    /** Whether it is the first of its packet. */
    public static boolean isHead(int flit) {
        return (flit & HEAD) != 0;
    }

    /** Whether it is the last of its packet. */
    public static boolean isTail(int flit) {
        return (flit & TAIL) != 0;
    }

    /** The same flit of a packet that has another slot in the next partition. */
    public static int moved(int flit, int slot) {
        return slot << SLOT_SHIFT | flit & (HEAD | TAIL);
    }

    /** What of a flit is the same in every partition. */
    public static int ends(int flit) {
        return flit & (HEAD | TAIL);
    }
}
