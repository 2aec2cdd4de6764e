package org.skerry.model.sharedmem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.skerry.model.attack.Marks;
import org.skerry.model.sharedmem.runtime.MailboxCorrupted;
import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.Links;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Status;
import org.skerry.sim.device.Device;
import org.skerry.sim.machine.LifeObserver;

/** How actors of the runtime end and begin anew, and what others can do about it: watch, stop, restart, be linked. */
final class Lives {
    private static final long NOBODY = 0;

    private final ActorRuntime runtime;
    private final ReadyQueue queue;
    private final SharedMemorySpec spec;
    private final ArrayDeque<Links.Exit> exits = new ArrayDeque<>(); // said, and not heard yet
    private boolean hearing;
    private LifeObserver observer;

    Lives(ActorRuntime runtime, ReadyQueue queue, SharedMemorySpec spec) {
        this.spec = spec;
        this.runtime = runtime;
        this.queue = queue;
    }

    void observe(LifeObserver newObserver) {
        observer = newObserver;
    }

    void began(long cycle, SharedActor actor) {
        if (observer != null) {
            observer.onLifeBegun(cycle, actor.id);
        }
    }

    private void ended(long cycle, SharedActor actor, EndReason reason, int code) {
        if (observer != null) {
            observer.onLifeEnded(cycle, actor.id, reason, code);
        }
    }

    // ---- ends --------------------------------------------------------------------------------------------------

    /**
     * Ends an actor: its handles are gone, who waits at its mailbox or in it is refused, its memory goes back to the heap unless somebody is left
     * who may restart it.
     */
    void end(long cycle, SharedActor actor, String how, EndReason reason, int code) {
        actor.admission.close();
        replaceSuccessor(cycle, actor, null);
        actor.stopping = false;
        actor.state = SharedActor.State.ENDED;
        runtime.noteEnd(cycle, actor, how);
        ended(cycle, actor, reason, code);
        actor.abandonGuest();
        actor.turn.table().clear();
        if (actor.waitsFor != null) {
            actor.waitsFor.waiters.remove(actor);
            actor.waitsFor = null;
        }
        if (actor.turn.openCall() != null) {
            runtime.refuse(cycle, actor.turn.openCall(), Status.TARGET_DEAD);
        }
        refuseWaiting(cycle, actor);
        for (SharedActor waiter : actor.waiters) {
            if (!waiter.woken) {
                runtime.wake(waiter);
            }
        }
        actor.waiters.clear();
        runtime.timers().forget(actor.id);
        if (!actor.admission.isKept()) {
            runtime.population().free(actor);
        }
        tell(cycle, actor, reason, code, NOBODY);
    }

    /** Tells monitors, and then those who are linked; ends that come of it are told after this one. */
    private void tell(long cycle, SharedActor actor, EndReason reason, int code, long except) {
        actor.admission.tell(reason, code).forEach(told -> runtime.deliverSystem(cycle, told.message()));
        exits.addAll(actor.admission.exits(actor.id, reason, code, except));
        if (hearing) {
            return;
        }
        hearing = true;
        while (!exits.isEmpty()) {
            hear(cycle, exits.remove());
        }
        hearing = false;
    }

    private void hear(long cycle, Links.Exit exit) {
        SharedActor actor = runtime.population().find(exit.to());
        switch (actor == null ? Links.Effect.NONE : actor.admission.hear(exit)) {
            case TELL -> runtime.deliverSystem(cycle, actor.admission.news(exit));
            case END -> stop(cycle, actor, EndReason.LINKED);
            case RELEASE -> runtime.population().free(actor);
            case NONE -> {}
        }
    }

    /** Ends an actor, now or as soon as its core can let go. */
    void stop(long cycle, SharedActor actor, EndReason why) {
        actor.stopping = true;
        actor.stopReason = why;
        if (actor.core == null) {
            finishStop(cycle, actor);
        }
    }

    /** Ends an actor that is on no core, as a holder of CONTROL asked or because of a link. */
    void finishStop(long cycle, SharedActor actor) {
        queue.withdraw(actor);
        letOthersInto(actor);
        EndReason why = actor.stopReason;
        String how = switch (why) {
            case LINKED -> "linked";
            case TRAPPED -> "fault of its process";
            default -> "stop";
        };
        end(cycle, actor, how, why, 0);
    }

    /** A sender that waits for room does so no longer. */
    private void letOthersInto(SharedActor actor) {
        if (actor.waitsFor != null) {
            SharedActor full = actor.waitsFor;
            full.waiters.remove(actor);
            actor.waitsFor = null;
            runtime.wakeNextWaiter(full);
        }
    }

    private void refuseWaiting(long cycle, SharedActor actor) {
        try {
            while (!actor.mailbox.isEmpty()) {
                Message message = actor.mailbox.take().message();
                if (message.kind() != MessageKind.START) {
                    runtime.refuse(cycle, message, Status.TARGET_DEAD);
                }
            }
        } catch (MailboxCorrupted corrupted) {
            // What its bytes no longer say cannot be refused: those messages are lost.
            return;
        }
    }

    // ---- what others ask for -----------------------------------------------------------------------------------

    void trapExits(long cycle, SharedActor actor, boolean on) {
        actor.admission.trapExits(on);
        if (observer != null) {
            observer.onTrapExits(cycle, actor.id, on);
        }
    }

    /** What the core that asks for a restart does for it; null if something else is asked, or nothing can be restarted. */
    RestartSteps restartOf(Oversight wish) {
        SharedActor target = runtime.population().find(wish.to().target());
        if (wish.kind() != Oversight.Kind.RESTART || target == null || !target.hasMemory()) {
            return null;
        }
        return spec.restartSteps(
                target.memory.reservedBytes(),
                runtime.population().image(wish.image()).image().length);
    }

    /** Does what is asked about an actor, now or as soon as its core can let go, if the capability is still good. */
    void oversee(long cycle, SharedActor asker, Oversight wish) {
        runtime.noteOverseen(cycle, wish);
        SharedActor target = runtime.population().find(wish.to().target());
        Status status;
        if (wish.kind() == Oversight.Kind.LINK || wish.kind() == Oversight.Kind.UNLINK) {
            status = link(cycle, asker, target, wish);
        } else if (target == null) {
            status = Status.TARGET_DEAD;
        } else if (wish.kind().isOrder()) {
            status = target.admission.admitRestart(wish);
            status = status == Status.OK ? overrule(cycle, target, wish) : status;
        } else {
            status = target.admission.admit(wish);
            if (status == Status.OK) {
                // No part of this machine is out of reach of its software.
                boolean attests = wish.kind() == Oversight.Kind.ATTEST;
                status = attests ? Status.NO_EVIDENCE : target.admission.monitor(wish, 0);
            }
        }
        answer(cycle, wish, status);
    }

    private void answer(long cycle, Oversight wish, Status status) {
        Message answer = wish.answer(status);
        if (answer != null && answer.isExit()) {
            hear(cycle, Links.Exit.of(answer));
        } else if (answer != null) {
            runtime.deliverSystem(cycle, answer);
        }
    }

    private Status link(long cycle, SharedActor asker, SharedActor target, Oversight wish) {
        Status status = asker.admission.makeLink(wish);
        if (status == Status.OK) {
            status = target == null ? Status.TARGET_DEAD : target.admission.admitLink(wish);
        }
        if (status == Status.OK) {
            boolean wasKept = target.admission.isKept();
            status = target.admission.acceptLink(wish, 0);
            release(target, wasKept);
        }
        if (observer != null && (status == Status.OK || status == Status.TARGET_DEAD)) {
            observer.onLink(cycle, asker.id, wish.to().target(), wish.kind() == Oversight.Kind.LINK);
        }
        return status;
    }

    /** A capability is dead from now on. */
    void revoke(long cycle, SharedActor target, Capability capability) {
        boolean wasKept = target.admission.isKept();
        for (long maker : target.admission.revoke(capability.id())) {
            if (observer != null) {
                observer.onLink(cycle, maker, target.id, false);
            }
        }
        release(target, wasKept);
    }

    /** The memory of an actor that has ended goes back if nobody is left any more who may restart it. */
    private void release(SharedActor target, boolean wasKept) {
        if (wasKept && !target.admission.isKept()) {
            runtime.population().free(target);
        }
    }

    private Status overrule(long cycle, SharedActor target, Oversight wish) {
        boolean restarts = wish.kind() == Oversight.Kind.RESTART;
        if (!restarts && target.ended()) {
            return Status.TARGET_DEAD;
        }
        boolean older = restarts
                && runtime.population().image(wish.image()).securityVersion()
                        < runtime.population().image(target.image).securityVersion();
        if (older || target.instance instanceof Device) {
            return Status.NO_RIGHT;
        }
        if (!restarts) {
            stop(cycle, target, EndReason.STOPPED);
            return Status.OK;
        }
        replaceSuccessor(cycle, target, new SharedActor.Successor(wish.image(), 0, wish));
        if (target.core == null) {
            reimage(cycle, target);
        }
        return Status.OK;
    }

    /** Of two restarts that wait for a core to let go, the later one is done. */
    private void replaceSuccessor(long cycle, SharedActor target, SharedActor.Successor successor) {
        if (target.successor != null && target.successor.wish() != null) {
            answer(cycle, target.successor.wish(), Status.TARGET_DEAD);
        }
        target.successor = successor;
    }

    // ---- beginning anew ----------------------------------------------------------------------------------------

    /** Puts another program in the place of an actor that is on no core: it begins anew, with its messages, name and handles. */
    void reimage(long cycle, SharedActor actor) {
        SharedActor.Successor successor = actor.successor;
        actor.successor = null;
        Oversight wish = successor.wish();
        Message openCall = actor.turn.openCall();
        try {
            runtime.population().reimage(actor, successor.image());
        } catch (GuestException refused) {
            if (wish != null) {
                answer(cycle, wish, Status.NO_ROOM);
            }
            return; // it does not fit: nothing has happened
        }
        queue.withdraw(actor);
        letOthersInto(actor);
        actor.forgetTurn();
        runtime.timers().forget(actor.id);
        if (actor.ended()) {
            actor.admission.reopen();
            actor.state = SharedActor.State.IDLE;
            actor.turn.table().install(actor.born);
        } else {
            if (wish != null && openCall != null) {
                runtime.refuse(cycle, openCall, Status.TARGET_DEAD);
            }
            if (wish != null) {
                refuseWaiting(cycle, actor);
                actor.turn.table().clear();
                actor.turn.table().install(actor.born);
            }
            ended(cycle, actor, EndReason.RESET, 0);
            tell(cycle, actor, EndReason.RESET, 0, wish == null ? NOBODY : wish.asker());
        }
        actor.stopped = false;
        actor.marks.obeyed(successor.order(), cycle, Marks.NOBODY);
        runtime.started(cycle, actor);
        if (wish != null && actor.admission.isHeldBy(wish.asker())) {
            runtime.deliverSystem(cycle, wish.restarted());
        }
        try {
            restart(cycle, actor, successor.start(actor.id));
        } catch (MailboxCorrupted corrupted) {
            runtime.doom(cycle, actor, corrupted);
        }
    }

    /** The START message comes first, then what waited. */
    private void restart(long cycle, SharedActor actor, Message start) {
        List<MessageRecord> waiting = new ArrayList<>();
        while (!actor.mailbox.isEmpty()) {
            waiting.add(actor.mailbox.take());
        }
        actor.mailbox.put(new MessageRecord(start, cycle));
        for (MessageRecord record : waiting) {
            if (actor.mailbox.hasRoom(record.message())) {
                actor.mailbox.put(record);
            }
        }
        runtime.makeReady(actor);
    }
}
