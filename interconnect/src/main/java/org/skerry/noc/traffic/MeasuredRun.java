package org.skerry.noc.traffic;

/** A network under traffic as an experiment needs it: some packets are marked, and what happens to them is counted. */
interface MeasuredRun extends NetworkRun {
    /** What was counted since the last clearing. */
    Tally tally();

    /** Forgets what was counted. */
    void clearTally();

    /** From now on packets that are made are marked. */
    void measure();

    /** From now on only packets are marked that were made before now, and rates are not counted any more. */
    void drain();

    /** Whether marked packets are under way, or wait to be sent. */
    boolean marksLeft();

    /** Mean latency of counted packets, with all flits under way as if they arrived now. */
    double latencySoFar();
}
