package org.skerry.noc.grid;

import java.util.Arrays;

/** Where the packets of a network go and what routing has to remember of each, by slot. Slots are used again. */
public final class Itineraries {
    /** No router to go by. */
    public static final int NOWHERE = -1;

    private static final int PORT_BITS = 6;
    private static final int FREE_END = -1;

    private int[] destinations = new int[64]; // router and port; of a free slot the next free one
    private int[] vias = new int[64]; // router that the packet goes to first
    private int[] states = new int[64]; // as the routing likes
    private int[] routersPassed = new int[64];
    private int slots;
    private int firstFree = FREE_END;

    /** Takes a packet in and returns its slot. */
    public int add(int router, int port) {
        int slot = firstFree;
        if (slot == FREE_END) {
            slot = slots++;
            if (slot == destinations.length) {
                grow();
            }
        } else {
            firstFree = destinations[slot];
        }
        destinations[slot] = router << PORT_BITS | port;
        vias[slot] = NOWHERE;
        states[slot] = 0;
        routersPassed[slot] = 0;
        return slot;
    }

    private void grow() {
        int more = 2 * destinations.length;
        destinations = Arrays.copyOf(destinations, more);
        vias = Arrays.copyOf(vias, more);
        states = Arrays.copyOf(states, more);
        routersPassed = Arrays.copyOf(routersPassed, more);
    }

    /** Forgets the packet in a slot. */
    public void remove(int slot) {
        destinations[slot] = firstFree;
        firstFree = slot;
    }

    /** Slots that have ever been used; all are below this. */
    public int slots() {
        return slots;
    }

    /** Router of the destination. */
    public int router(int slot) {
        return destinations[slot] >> PORT_BITS;
    }

    /** Port of the destination at its router. */
    public int port(int slot) {
        return destinations[slot] & (1 << PORT_BITS) - 1;
    }

    /** Router that the packet goes to before its destination, or {@link #NOWHERE}. */
    int via(int slot) {
        return vias[slot];
    }

    void via(int slot, int router) {
        vias[slot] = router;
    }

    int state(int slot) {
        return states[slot];
    }

    void state(int slot, int state) {
        states[slot] = state;
    }

    /** Counts one more router. */
    void pass(int slot) {
        routersPassed[slot]++;
    }

    /** Routers that the head has reached, source and destination included. */
    public int routersPassed(int slot) {
        return routersPassed[slot];
    }
}
