package org.skerry.noc.router;

import org.skerry.sim.state.Stateful;

/**
 * Second stage: matches heads with free virtual channels of the next router. Whoever got one is connected with it and asks no more.
 */
abstract class VcAllocator implements Stateful {
    private final int[] winners; // input bits that won in this router and cycle
    private final int[] won; // places of the outputs that they won
    private int count;

    VcAllocator(InputBits bits) {
        winners = new int[bits.words * Long.SIZE];
        won = new int[winners.length];
    }

    /** Decides for one router. Afterwards {@link #winner} tells who has a virtual channel now. */
    abstract void allocate(int router);

    final void clearWinners() {
        count = 0;
    }

    final void addWinner(int bit, int place) {
        winners[count] = bit;
        won[count++] = place;
    }

    /** Inputs that won at the last call. */
    final int winners() {
        return count;
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
