package org.skerry.sim.machine;

import java.util.Arrays;
import java.util.Objects;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Status;

/**
 * Several observers of one machine, each of which hears everything, in the order in which they were given. Called as any observer is: by several
 * threads in a parallel run, so that all of them must be made for that (or stand behind an {@link ObserverRelay}).
 */
public final class ObserverFan implements RunObserver {
    private final RunObserver[] observers;

    private ObserverFan(RunObserver[] observers) {
        this.observers = observers;
    }

    /** One observer for all of these that are not null: null if there is none, itself if there is one. */
    public static RunObserver of(RunObserver... observers) {
        RunObserver[] some = Arrays.stream(observers).filter(Objects::nonNull).toArray(RunObserver[]::new);
        return some.length == 0 ? null : some.length == 1 ? some[0] : new ObserverFan(some);
    }

    @Override
    public void onActorStarted(long cycle, long actor, int place) {
        for (RunObserver each : observers) {
            each.onActorStarted(cycle, actor, place);
        }
    }

    @Override
    public void onActorEnded(long cycle, long actor, int place, String how) {
        for (RunObserver each : observers) {
            each.onActorEnded(cycle, actor, place, how);
        }
    }

    @Override
    public void onMessageSent(long cycle, int place, Message message) {
        for (RunObserver each : observers) {
            each.onMessageSent(cycle, place, message);
        }
    }

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {
        for (RunObserver each : observers) {
            each.onMessageDelivered(cycle, place, message);
        }
    }

    @Override
    public void onMessageRefused(long cycle, int place, Message message, Status why) {
        for (RunObserver each : observers) {
            each.onMessageRefused(cycle, place, message, why);
        }
    }

    @Override
    public void onRevoked(long cycle, int place, long capability) {
        for (RunObserver each : observers) {
            each.onRevoked(cycle, place, capability);
        }
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        for (RunObserver each : observers) {
            each.onTurn(startCycle, endCycle, actor, place, message, instructions);
        }
    }
}
