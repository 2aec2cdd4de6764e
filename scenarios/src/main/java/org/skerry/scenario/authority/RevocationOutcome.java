package org.skerry.scenario.authority;

/**
 * What came of a {@link RevocationCase}, beside its closed form.
 *
 * @param lawTold          cycles from the order's leaving the core to the start of the acknowledgement's turn, by the closed form
 * @param lawDoor          the same to the door's closing, the first cycle at which no use is accepted
 * @param lawWait          of lawTold, those that others cause
 * @param busiestPort      of the ways there and back, share of its time that it is taken, by the closed form
 * @param told             measured, mean of the rounds
 * @param door             the same to the door's closing
 * @param lastAccepted     cycles from the door's closing to the last use that was accepted, of the round with the latest; below 0
 * @param acceptedAfter    uses accepted after an acknowledgement
 * @param attemptsAfter    uses that reached the target after an acknowledgement
 * @param acceptedPastDoor uses accepted after the door's closing
 * @param uses             all of them
 */
public record RevocationOutcome(
        double lawTold,
        double lawDoor,
        double lawWait,
        double busiestPort,
        double told,
        double door,
        long lastAccepted,
        long acceptedAfter,
        long attemptsAfter,
        long acceptedPastDoor,
        long uses) {}
