package org.skerry.model.enclave;

import java.util.Arrays;

/**
 * Destinations whose standing credit has left, for the enclaves of a slice, as far as nothing waits for them. The first few of an enclave
 * lie in half a line of the host's memory beside those of its neighbours, so that a credit comes back without a look at anything else.
 */
final class CreditsAway {
    private static final int SHIFT = 3; // ints of an enclave, as a power of two
    private static final int NEAR = (1 << SHIFT) - 1; // destinations beside each other, behind their number

    private final int[] near;
    private final int[][] far; // by enclave, those beyond; null until there are any

    /** All credits are at home. */
    CreditsAway(int enclaves) {
        near = new int[enclaves << SHIFT];
        far = new int[enclaves][];
    }

    /** How many credits of an enclave are away. */
    int count(int enclave) {
        return near[enclave << SHIFT];
    }

    private int get(int enclave, int i) {
        return i < NEAR ? near[(enclave << SHIFT) + 1 + i] : far[enclave][i - NEAR];
    }

    private void set(int enclave, int i, int destination) {
        if (i < NEAR) {
            near[(enclave << SHIFT) + 1 + i] = destination;
            return;
        }
        int[] more = far[enclave];
        if (more == null || i - NEAR == more.length) {
            more = more == null ? new int[NEAR] : Arrays.copyOf(more, 2 * more.length);
            far[enclave] = more;
        }
        more[i - NEAR] = destination;
    }

    private int find(int enclave, int destination) {
        int count = count(enclave);
        if (count == 0) {
            return -1;
        }
        if (near[(enclave << SHIFT) + 1] == destination) { // beside this one, few have any
            return 0;
        }
        for (int i = count - 1; i > 0; i--) {
            if (get(enclave, i) == destination) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the credit for a destination is away. */
    boolean isAway(int enclave, int destination) {
        return find(enclave, destination) >= 0;
    }

    /** The credit for a destination leaves if it is at home; returns whether it was. */
    boolean leavesHome(int enclave, int destination) {
        int at = enclave << SHIFT;
        if (near[at] == 0) { // as nearly always
            near[at + 1] = destination;
            near[at] = 1;
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
        set(enclave, near[enclave << SHIFT]++, destination);
    }

    /** The credit for a destination is at home from now on; returns whether it was away. */
    boolean returns(int enclave, int destination) {
        int at = find(enclave, destination);
        if (at < 0) {
            return false;
        }
        set(enclave, at, get(enclave, --near[enclave << SHIFT]));
        return true;
    }

    /** Destinations whose credits are away, in ascending order. */
    int[] sorted(int enclave) {
        int[] all = new int[count(enclave)];
        Arrays.setAll(all, i -> get(enclave, i));
        Arrays.sort(all);
        return all;
    }

    /** All credits of an enclave are at home. */
    void clear(int enclave) {
        near[enclave << SHIFT] = 0;
    }
}
