package org.skerry.scenario.cli;

import java.util.Locale;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Status;
import org.skerry.sim.machine.RunObserver;

/** Tells a person at a terminal, twice a second, how far a long run has come. Made for one thread: a relay stands before it. */
final class Progress implements RunObserver {
    private static final long PERIOD_NANOS = 500_000_000;

    private final Console console;
    private final String what;
    private final long began = System.nanoTime();
    private long shown = began;
    private long turns;

    /** Progress of {@code what}, such as {@code kv-store on chip}. */
    Progress(Console console, String what) {
        this.console = console;
        this.what = what;
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        turns++;
        long now = System.nanoTime();
        if (now - shown >= PERIOD_NANOS) {
            shown = now;
            console.begin(line(endCycle, (now - began) / 1e9));
        }
    }

    /** One line: simulated cycle, turns, and how fast this computer makes them. */
    String line(long cycle, double seconds) {
        return String.format(
                Locale.ROOT, "%s: cycle %,d, %,d turns, %,.0f turns a second", what, cycle, turns, turns / seconds);
    }

    @Override
    public void onActorStarted(long cycle, long actor, int place) {}

    @Override
    public void onActorEnded(long cycle, long actor, int place, String how) {}

    @Override
    public void onMessageSent(long cycle, int place, Message message) {}

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {}

    @Override
    public void onMessageRefused(long cycle, int place, Message message, Status why) {}
}
