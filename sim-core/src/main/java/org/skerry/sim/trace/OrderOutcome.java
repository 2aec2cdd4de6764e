package org.skerry.sim.trace;

/**
 * What came of one order of whoever has taken over the control of a machine.
 *
 * @param cycle       cycle at which it was given
 * @param order       what was ordered, in words: {@code "stop vault0"}
 * @param actor       name of the actor it was about; empty if it was about none
 * @param obeyedCycle cycle at which it had taken effect, or -1 if it never did
 * @param turnsBefore turns taken under the actor's name until then
 * @param turnsAfter  turns taken under the actor's name from then on
 * @param diverted    messages of the actor that from then on went to whom it did not mean them for
 * @param found       times that the agent came upon what it was looking for
 */
public record OrderOutcome(
        long cycle,
        String order,
        String actor,
        long obeyedCycle,
        long turnsBefore,
        long turnsAfter,
        long diverted,
        long found) {}
