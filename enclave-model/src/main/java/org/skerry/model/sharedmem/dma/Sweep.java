package org.skerry.model.sharedmem.dma;

/**
 * What somebody who programs an agent has it do with memory.
 *
 * @param number of the order
 * @param write  whether it writes {@code word} to every word, or reads them
 * @param from   first address
 * @param bytes  length of the range
 * @param stride from word to word of 8 bytes
 * @param word   to write, or to look for; 0 for none
 */
public record Sweep(int number, boolean write, long from, long bytes, int stride, long word) {
    /** Hears what came of an order. */
    public interface Ended {
        /** It is over, and the word was found so often. */
        void ended(long cycle, int number, long found);
    }
}
