package org.skerry.noc.router;

import org.skerry.sim.state.Stateful;

/**
 * Second stage: matches heads with free virtual channels of the next router. Whoever got one is connected with it and asks no more.
 */
abstract class VcAllocator implements Stateful {
    private final int[] routers; // of winners
    private final int[] winners; // input bits that won in this cycle
    private final int[] won; // places of the outputs that they won
    private int count;

    VcAllocator(InputBits bits) {
        winners = new int[bits.words * Long.SIZE * Long.SIZE]; // more than all of a block
        routers = new int[winners.length];
        won = new int[winners.length];
    }

    /** Decides for one router, and adds those who have a virtual channel now to the winners. */
    abstract void allocate(int router);

    final void clearWinners() {
        count = 0;
    }

    final void addWinner(int router, int bit, int place) {
        routers[count] = router;
        winners[count] = bit;
        won[count++] = place;
    }

    /** Number of winners. */
    final int winners() {
        return count;
    }

    /** Router of a winner. */
    final int router(int index) {
        return routers[index];
    }

    /** Bit of a winner. */
    final int winner(int index) {
        return winners[index];
    }

    /** Place of the output VC that it won. */
    final int won(int index) {
        return won[index];
    }
}
