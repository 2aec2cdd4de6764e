package org.skerry.noc.traffic;

import java.util.Arrays;
import org.skerry.noc.router.VcAddress;

/** A packet that is watched: where it goes, and where its head has been. */
final class Flight {
    final int source;
    final int destination;
    final int flits;
    final long number; // among those of its source
    final long born;
    int[] at = new int[8]; // input virtual channels that the head reached, in order
    long[] reached = new long[8]; // when
    int places;
    int flitsEntered;
    int flitsTaken;

    Flight(int source, int destination, int flits, long number, long born) {
        this.source = source;
        this.destination = destination;
        this.flits = flits;
        this.number = number;
        this.born = born;
    }

    void reach(long cycle, int address) {
        if (places == at.length) {
            at = Arrays.copyOf(at, 2 * places);
            reached = Arrays.copyOf(reached, 2 * places);
        }
        at[places] = address;
        reached[places++] = cycle;
    }

    /** The input virtual channel through which it comes into a router, or -1 if it does not. */
    int inputAt(int router) {
        for (int i = places - 1; i >= 0; i--) {
            if (VcAddress.router(at[i]) == router) {
                return at[i];
            }
        }
        return -1;
    }

    /** As people see it: from 3 to 17, packet 5 of its source. */
    String name() {
        return source + ">" + destination + "#" + number;
    }
}
