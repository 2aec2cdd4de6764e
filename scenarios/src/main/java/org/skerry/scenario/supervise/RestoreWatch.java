package org.skerry.scenario.supervise;

import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.machine.LifeObserver;
import org.skerry.sim.machine.RunObserver;

/** Notes when an actor ended, when it lived again, and when its supervisor heard of that. Of runs on one thread. */
final class RestoreWatch implements LifeObserver, RunObserver {
    private static final long NEVER = -1;

    private long ended = NEVER;
    private long begun = NEVER;
    private long heard = NEVER;

    /** Cycles from the end to the new life. */
    long lived() {
        require(begun);
        return begun - ended;
    }

    /** Cycles from there until the supervisor heard of it. */
    long told() {
        require(heard);
        return heard - begun;
    }

    private static void require(long moment) {
        if (moment == NEVER) {
            throw new IllegalStateException("the child was not restored");
        }
    }

    @Override
    public void onLifeEnded(long cycle, long actor, EndReason reason, int code) {
        ended = ended == NEVER ? cycle : ended;
    }

    @Override
    public void onLifeBegun(long cycle, long actor) {
        begun = ended != NEVER && begun == NEVER ? cycle : begun;
    }

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {
        heard = heard == NEVER && message.kind() == MessageKind.RESTARTED ? cycle : heard;
    }

    @Override
    public void onLink(long cycle, long actor, long peer, boolean on) {}

    @Override
    public void onTrapExits(long cycle, long actor, boolean on) {}
}
