package org.skerry.model.enclave;

import java.util.Arrays;

/**
 * Destinations whose standing credit has left, for the enclaves of a slice, as far as nothing waits for them. Those of an enclave lie in
 * half a line of the host's memory beside those of its neighbours, each in the place that its number is scattered to, so that a credit
 * leaves and comes back with a look at one number; what finds its place taken lies in a list.
 */
final class CreditsAway {
    private static final int SHIFT = 3; // places of an enclave, as a power of two
    private static final int LISTED = Integer.MIN_VALUE; // in a place: there may be more in the list that belong there
    private static final int SCATTER = 0x9E3779B1; // a prime near 2^32 divided by the golden ratio (Knuth, vol. 3, 6.4)

    private final int[] places; // a destination and 1, or 0; and LISTED
    private final int[][] lists; // by enclave: how many, and these; null until there are any

    /** All credits are at home. */
    CreditsAway(int enclaves) {
        places = new int[enclaves << SHIFT];
        lists = new int[enclaves][];
    }

    private static int place(int enclave, int destination) {
        return enclave << SHIFT | destination * SCATTER >>> Integer.SIZE - SHIFT;
    }

    /** Reads what the next credit will need; the number means nothing. */
    long foresee(int enclave) {
        return places[enclave << SHIFT] + places[(enclave + 1 << SHIFT) - 1];
    }

    /** Whether the credit for a destination is away. */
    boolean isAway(int enclave, int destination) {
        int found = places[place(enclave, destination)];
        return (found & ~LISTED) == destination + 1 || found < 0 && indexInList(enclave, destination) > 0;
    }

    /** The credit for a destination leaves if it is at home; returns whether it was. */
    boolean leavesHome(int enclave, int destination) {
        int place = place(enclave, destination);
        if (places[place] == 0) { // as nearly always
            places[place] = destination + 1;
            return true;
        }
        if (isAway(enclave, destination)) {
            return false;
        }
        leaves(enclave, destination);
        return true;
    }

    /** The credit for a destination leaves; it was at home. */
    void leaves(int enclave, int destination) {
        int place = place(enclave, destination);
        if ((places[place] & ~LISTED) == 0) {
            places[place] |= destination + 1;
        } else {
            places[place] |= LISTED;
            list(enclave, destination);
        }
    }

    /** The credit for a destination is at home from now on; returns whether it was away. */
    boolean returns(int enclave, int destination) {
        int place = place(enclave, destination);
        int found = places[place];
        if (found == destination + 1) { // as nearly always
            places[place] = 0;
            return true;
        }
        if ((found & ~LISTED) == destination + 1) {
            places[place] = LISTED;
            return true;
        }
        return found < 0 && returnsToList(enclave, destination);
    }

    // ---- those that found their place taken --------------------------------------------------------------------

    private void list(int enclave, int destination) {
        int[] list = lists[enclave] == null ? new int[1 << SHIFT] : lists[enclave];
        if (list[0] + 1 == list.length) {
            list = Arrays.copyOf(list, 2 * list.length);
        }
        list[++list[0]] = destination;
        lists[enclave] = list;
    }

    /** Where it is, or 0. */
    private int indexInList(int enclave, int destination) {
        int[] list = lists[enclave];
        int index = list[0];
        while (index > 0 && list[index] != destination) {
            index--;
        }
        return index;
    }

    private boolean returnsToList(int enclave, int destination) {
        int index = indexInList(enclave, destination);
        if (index == 0) {
            return false;
        }
        int[] list = lists[enclave];
        list[index] = list[list[0]--];
        if (list[0] == 0) {
            for (int i = enclave << SHIFT; i < enclave + 1 << SHIFT; i++) {
                places[i] &= ~LISTED;
            }
        }
        return true;
    }

    // ---- all of them -------------------------------------------------------------------------------------------

    /** How many credits of an enclave are away. */
    int count(int enclave) {
        return sorted(enclave).length;
    }

    /** Destinations whose credits are away, in ascending order. */
    int[] sorted(int enclave) {
        int[] list = lists[enclave] == null ? new int[1] : lists[enclave];
        int[] all = new int[list[0] + (1 << SHIFT)];
        System.arraycopy(list, 1, all, 0, list[0]);
        int count = list[0];
        for (int i = enclave << SHIFT; i < enclave + 1 << SHIFT; i++) {
            if ((places[i] & ~LISTED) != 0) {
                all[count++] = (places[i] & ~LISTED) - 1;
            }
        }
        Arrays.sort(all, 0, count);
        return Arrays.copyOf(all, count);
    }

    /** All credits of an enclave are at home. */
    void clear(int enclave) {
        Arrays.fill(places, enclave << SHIFT, enclave + 1 << SHIFT, 0);
        lists[enclave] = null;
    }
}
