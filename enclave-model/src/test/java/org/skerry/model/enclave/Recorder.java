package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Status;
import org.skerry.sim.machine.RunObserver;

/** Writes down what happens, for tests of one partition. */
final class Recorder implements RunObserver {
    /** Something that happened to a message at a place. */
    record Event(String what, long cycle, int place, Message message) {}

    /** A turn. */
    record TurnSpan(long start, long end, int place, Message message) {}

    final List<Event> events = new ArrayList<>();
    final List<TurnSpan> turns = new ArrayList<>();
    final List<String> lives = new ArrayList<>();

    /** Cycles of the events of one kind at one place, in order. */
    List<Long> cycles(String what, int place) {
        return events.stream()
                .filter(event -> event.what.equals(what) && event.place == place)
                .map(Event::cycle)
                .toList();
    }

    /** The turns at one place that handled messages of actors or of the machine, without START. */
    List<TurnSpan> turnsAt(int place) {
        return turns.stream()
                .filter(turn -> turn.place == place && turn.message.sender() != 0)
                .toList();
    }

    @Override
    public void onActorStarted(long cycle, long actor, int place) {
        lives.add("started at " + place + " cycle " + cycle);
    }

    @Override
    public void onActorEnded(long cycle, long actor, int place, String how) {
        lives.add("ended at " + place + " by " + how);
    }

    @Override
    public void onMessageSent(long cycle, int place, Message message) {
        events.add(new Event("sent", cycle, place, message));
    }

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {
        if (message.kind() != MessageKind.START) {
            events.add(new Event("delivered", cycle, place, message));
        }
    }

    @Override
    public void onMessageRefused(long cycle, int place, Message message, Status why) {
        events.add(new Event("refused " + why, cycle, place, message));
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        turns.add(new TurnSpan(startCycle, endCycle, place, message));
    }
}
