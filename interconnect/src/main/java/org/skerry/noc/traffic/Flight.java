package org.skerry.noc.traffic;

import java.util.Arrays;
import java.util.List;
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
    int slot; // while it is under way
    boolean measured;
    boolean behind; // whether its head was not at the front of its buffer when the cycle began
    int free; // cycles in this router that an empty one takes as well
    int place; // among the heads in buffers
    long waited; // cycles of its head
    long headArrived;
    List<Place> stops; // null unless it is traced
    List<Journey.Spell> spells; // at the last of them

    /** A router on the way. */
    record Place(int router, String input, int vc, long reached, List<Journey.Spell> spells) {
        Journey.Stop stop() {
            return new Journey.Stop(router, input, vc, reached, spells);
        }
    }

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
