package org.skerry.noc.traffic;

import java.util.Arrays;

/** Who is to be woken when: a ring of lists, one a cycle; who sleeps longer than a round is looked at once a round. */
final class Wheel {
    private static final int CYCLES = 1024;
    private static final int END = -1;

    private final int[] first = new int[CYCLES]; // by cycle of the round
    private final int[] following; // by sleeper
    private final long[] wakeAt; // by sleeper

    Wheel(int sleepers) {
        following = new int[sleepers];
        wakeAt = new long[sleepers];
        Arrays.fill(first, END);
    }

    /** Lets {@code who}, who does not sleep yet, sleep until a cycle that is still to come. */
    void sleep(int who, long until) {
        wakeAt[who] = until;
        int bucket = (int) (until % CYCLES);
        following[who] = first[bucket];
        first[bucket] = who;
    }

    /** Takes out those who wake at {@code cycle}, one with each call, or returns -1. Every cycle must be asked for. */
    int wake(long cycle) {
        int bucket = (int) (cycle % CYCLES);
        int before = END;
        for (int who = first[bucket]; who != END; before = who, who = following[who]) {
            if (wakeAt[who] == cycle) {
                if (before == END) {
                    first[bucket] = following[who];
                } else {
                    following[before] = following[who];
                }
                return who;
            }
        }
        return END;
    }
}
