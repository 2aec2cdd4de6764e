package org.skerry.model.edge;

import org.skerry.sim.config.Check;

/**
 * How arrivals come in bursts; each process uses some of it.
 *
 * <pre>
 *   on-off  sources independent sources. Each is on for an exponential time of mean on, then off for one of mean off, and so forth;
 *           while it is on, it makes requests with independent exponential gaps. They begin in their long-run state.
 *   mmpp    a Markov-modulated Poisson process of two states: calm and burst, of exponential length, each with its own rate.
 *           It begins in its long-run state.
 * </pre>
 *
 * @param sources               on-off: how many; 1 to 2^20
 * @param onNanoseconds         on-off: mean time that a source is on; 1 to 2^40
 * @param offNanoseconds        on-off: mean time that it is off; 1 to 2^40
 * @param calmNanoseconds       mmpp: mean length of a calm; 1 to 2^40
 * @param burstNanoseconds      mmpp: mean length of a burst; 1 to 2^40
 * @param burstEveryNanoseconds mmpp: mean gap during a burst; 1 to 2^40
 */
public record Burst(
        int sources,
        long onNanoseconds,
        long offNanoseconds,
        long calmNanoseconds,
        long burstNanoseconds,
        long burstEveryNanoseconds) {
    /** No bursts: nobody uses any of it. */
    public static final Burst NONE = new Burst(1, 1, 1, 1, 1, 1);

    private static final long MOST = 1L << 40;

    /** Checks ranges. */
    public Burst {
        Check.inRange(sources, 1, 1 << 20, "arrivals.sources");
        Check.inRange(onNanoseconds, 1, MOST, "arrivals.onNanoseconds");
        Check.inRange(offNanoseconds, 1, MOST, "arrivals.offNanoseconds");
        Check.inRange(calmNanoseconds, 1, MOST, "arrivals.calmNanoseconds");
        Check.inRange(burstNanoseconds, 1, MOST, "arrivals.burstNanoseconds");
        Check.inRange(burstEveryNanoseconds, 1, MOST, "arrivals.burstEveryNanoseconds");
    }

    /** Sources that are on for so long and off for so long, on average. */
    public static Burst onOff(int sources, long onNanoseconds, long offNanoseconds) {
        return new Burst(sources, onNanoseconds, offNanoseconds, 1, 1, 1);
    }

    /** Calms and bursts of these mean lengths, and the mean gap in a burst. */
    public static Burst twoRates(long calmNanoseconds, long burstNanoseconds, long burstEveryNanoseconds) {
        return new Burst(1, 1, 1, calmNanoseconds, burstNanoseconds, burstEveryNanoseconds);
    }
}
