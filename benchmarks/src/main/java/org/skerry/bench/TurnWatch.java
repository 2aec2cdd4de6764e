package org.skerry.bench;

import java.util.function.ObjIntConsumer;
import org.skerry.sim.actor.Message;
import org.skerry.sim.machine.RunObserver;

/** Hears of the turns of a run and of nothing else. */
record TurnWatch(ObjIntConsumer<Message> turn) implements RunObserver {
    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        turn.accept(message, place);
    }
}
