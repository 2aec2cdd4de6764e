/**
 * The actor contract in Java: programs, turns, messages, handles, and the ledger a turn leaves behind.
 *
 * <p>Entry types: {@link org.skerry.sim.actor.Program} for whoever brings code, {@link org.skerry.sim.actor.Turn} for whoever runs
 * it. One actor is used by one thread at a time. Surprising: a turn runs to its end in no simulated time; the machine replays its
 * {@link org.skerry.sim.actor.Ledger} afterwards.
 */
package org.skerry.sim.actor;
