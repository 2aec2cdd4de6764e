package org.skerry.model.fault;

import org.skerry.sim.config.Check;

/**
 * One line of a schedule: what breaks, whom it strikes, and when.
 *
 * <p>When is said in one of three ways: {@code at} (all strike then, or one every {@code step}); {@code count} times drawn evenly from
 * {@code from} to {@code until}; or as they come, {@code every} so long on average (a Poisson process), from {@code from} to {@code until}.
 *
 * @param kind    what
 * @param aim     how the place is found
 * @param target  name or number of what is struck, if {@code aim} is {@link Aim#NAMED}; of a link {@code 5-6}
 * @param count   how many strike; different ones, but for flips
 * @param at      when, or -1
 * @param step    between those of one rule, if {@code at} is given
 * @param from    beginning of the time in which they strike
 * @param until   end of it, or -1
 * @param every   mean time between two, or -1 if {@code count} strike
 * @param bits    of a flip: neighbouring bits, 1 to 8
 * @param region  of a flip
 * @param address of a flip: byte in its region, or -1 for one drawn at random
 * @param bit     of that byte, 0 to 7
 */
public record FaultRule(
        FaultKind kind,
        Aim aim,
        String target,
        int count,
        long at,
        long step,
        long from,
        long until,
        long every,
        int bits,
        FlipRegion region,
        long address,
        int bit) {

    /** How the place of a fault is found. */
    public enum Aim {
        /** It is named. */
        NAMED,
        /** At random, each alike. */
        RANDOM,
        /** First where most row-then-column ways of all pairs pass; of enclaves, by their tiles. */
        CENTRAL,
        /** First who is in most pairs of actors of which one holds a capability to the other when a plan is deployed. */
        DEGREE
    }

    /** Most strikes of one rule. */
    public static final int MOST = 1_000_000;

    /** Checks what needs no machine. */
    public FaultRule {
        Check.notNull(kind, "faults.schedule.kind");
        Check.notNull(aim, "faults.schedule.target");
        Check.inRange(count, 1, MOST, "faults.schedule.count");
        Check.inRange(bits, 1, 8, "faults.schedule.bits");
        Check.inRange(bit, 0, 7, "faults.schedule.bit");
        Check.inRange(step, 0, Long.MAX_VALUE / MOST / 4, "faults.schedule.step");
        Check.isTrue(
                (at >= 0) != (until >= 0),
                "faults.schedule: "
                        + (at >= 0 ? "'at' and 'until' are both there" : "neither 'at' nor 'until' is there")
                        + ". Say when it strikes by 'at', or by 'until' with 'count' or 'every'.");
        Check.isTrue(
                until < 0 || from >= 0 && from < until,
                "faults.schedule: from=" + from + " and until=" + until + " leave no time. Give a later until.");
        Check.isTrue(
                every < 0 || at < 0 && every >= 1,
                "faults.schedule: every=" + every + " needs a time of at least 1, 'until' and no 'at'.");
        Check.isTrue(
                aim != Aim.NAMED || kind == FaultKind.FLIP || count == 1 && every < 0,
                "faults.schedule: what is named (" + target + ") breaks once. Leave 'count' and 'every' away, or take"
                        + " 'random', 'central' or 'degree'.");
    }

    /** What is named breaks at a time. */
    public static FaultRule named(FaultKind kind, String target, long at) {
        return new FaultRule(kind, Aim.NAMED, target, 1, at, 0, 0, -1, -1, 1, FlipRegion.USED, -1, 0);
    }

    /** So many break at a time, found by {@code aim}. */
    public static FaultRule several(FaultKind kind, Aim aim, int count, long at, long step) {
        return new FaultRule(kind, aim, "", count, at, step, 0, -1, -1, 1, FlipRegion.USED, -1, 0);
    }

    /** They break at random, {@code every} so long on average. */
    public static FaultRule poisson(FaultKind kind, long every, long from, long until) {
        return new FaultRule(kind, Aim.RANDOM, "", 1, -1, 0, from, until, every, 1, FlipRegion.USED, -1, 0);
    }
}
