package org.skerry.noc.traffic;

/** A network under traffic, cycle by cycle, whatever models it. Belongs to one thread; whoever asks for one closes it in the end. */
public interface NetworkRun extends AutoCloseable {
    /** Goes on for some cycles. */
    void advance(long cycles);

    /** The next cycle. */
    long cycle();

    /** Partitions, each with a thread of its own. */
    int partitions();

    /** Routers that flits have passed so far, counted when a flit arrives at its destination. */
    long flitHops();

    /** Packets that were made so far. */
    long packets();

    /** Packets that were not sent because no way leads to where they were to go. */
    long undeliverable();

    /** Bytes of arrays that each router takes. */
    int bytesPerRouter();

    /** Which packets have arrived where and when: 32 hexadecimal digits. */
    String digest();

    /** Whether so much was sent that the model is not accurate any more; never for the flit-level one. */
    boolean outOfRange();

    @Override
    void close();
}
