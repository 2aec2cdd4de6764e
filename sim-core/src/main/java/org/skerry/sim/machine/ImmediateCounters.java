package org.skerry.sim.machine;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;

/** What the machine without time counts. */
final class ImmediateCounters implements Stateful {
    long turns; // its only cycle
    long instructions;
    long sent;
    long delivered;
    long refused;
    long revocations;
    long holds;

    /** Makes all of it known. */
    void register(StatsRegistry registry) {
        registry.counter("run.cycles", Unit.CYCLES, "turns handled; this machine has no other time", () -> turns);
        registry.counter("turns.count", Unit.COUNT, "turns handled", () -> turns);
        registry.counter(
                "turns.instructions", Unit.INSTRUCTIONS, "instructions executed by guests", () -> instructions);
        registry.counter("messages.sent", Unit.MESSAGES, "messages sent by actors", () -> sent);
        registry.counter("messages.delivered", Unit.MESSAGES, "messages handed to an actor", () -> delivered);
        registry.counter("messages.refused", Unit.MESSAGES, "messages refused at their target", () -> refused);
        registry.counter("capability.revocations", Unit.COUNT, "capabilities revoked", () -> revocations);
        registry.counter("holds.count", Unit.COUNT, "times a guest was held in mid-turn", () -> holds);
    }

    @Override
    public void save(StateWriter out) {
        out.writeLongs(new long[] {turns, instructions, sent, delivered, refused, revocations, holds});
    }

    @Override
    public void load(StateReader in) {
        long[] saved = new long[7];
        in.readLongs(saved);
        turns = saved[0];
        instructions = saved[1];
        sent = saved[2];
        delivered = saved[3];
        refused = saved[4];
        revocations = saved[5];
        holds = saved[6];
    }
}
