package org.skerry.bench;

import java.util.function.ObjIntConsumer;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Status;
import org.skerry.sim.machine.RunObserver;

/** Hears of the turns of a run and of nothing else. */
record TurnWatch(ObjIntConsumer<Message> turn) implements RunObserver {
    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        turn.accept(message, place);
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
    public void onRevoked(long cycle, int place, long capability) {}

    @Override
    public void onMessageRefused(long cycle, int place, Message message, Status why) {}
}
