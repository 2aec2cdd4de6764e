package org.skerry.sim.machine;

import java.util.ArrayDeque;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.Links;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Oversight;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Turn;

/** How actors of the machine without time end, and what others can do about it: watch, stop, restart, be linked. */
final class ImmediateLife {
    private static final long NOBODY = 0;

    private final ImmediateMachine machine;
    private final ArrayDeque<Links.Exit> exits = new ArrayDeque<>(); // said, and not heard yet
    private boolean hearing;
    private LifeObserver observer;

    ImmediateLife(ImmediateMachine machine) {
        this.machine = machine;
    }

    void observe(LifeObserver newObserver) {
        observer = newObserver;
    }

    void began(ImmediateActor actor) {
        if (observer != null) {
            observer.onLifeBegun(machine.turns(), actor.id);
        }
    }

    private void ended(ImmediateActor actor, EndReason reason, int code) {
        if (observer != null) {
            observer.onLifeEnded(machine.turns(), actor.id, reason, code);
        }
    }

    // ---- ends --------------------------------------------------------------------------------------------------

    void end(ImmediateActor actor, String how, EndReason reason, int code) {
        actor.admission.close();
        actor.turn.table().clear();
        machine.time().forget(actor.id);
        machine.noteEnd(actor, how);
        ended(actor, reason, code);
        refuseAll(actor, actor.turn);
        tell(actor, reason, code, NOBODY);
    }

    /** Sends back the call that is open and what waits. */
    private void refuseAll(ImmediateActor actor, Turn turn) {
        if (turn.openCall() != null) {
            machine.refuse(turn.openCall(), Status.TARGET_DEAD);
        }
        while (!actor.inbox.isEmpty()) {
            Message message = actor.inbox.remove();
            if (message.kind() != MessageKind.START) {
                machine.refuse(message, Status.TARGET_DEAD);
            }
        }
    }

    /** Tells monitors, and then those who are linked; ends that come of it are told after this one. */
    private void tell(ImmediateActor actor, EndReason reason, int code, long except) {
        actor.admission.tell(reason, code).forEach(told -> machine.deliver(told.message()));
        exits.addAll(actor.admission.exits(actor.id, reason, code, except));
        if (hearing) {
            return;
        }
        hearing = true;
        while (!exits.isEmpty()) {
            hear(exits.remove());
        }
        hearing = false;
    }

    private void hear(Links.Exit exit) {
        ImmediateActor actor = machine.population().find(exit.to());
        Links.Effect effect = actor == null ? Links.Effect.NONE : actor.admission.hear(exit);
        if (effect == Links.Effect.TELL) {
            machine.deliver(actor.admission.news(exit));
        } else if (effect == Links.Effect.END && machine.isStepping(actor)) {
            actor.fate = exit.wish();
        } else if (effect == Links.Effect.END) {
            machine.stand(actor);
            end(actor, "linked", EndReason.LINKED, 0);
        }
    }

    // ---- what others ask for -----------------------------------------------------------------------------------

    void trapExits(ImmediateActor actor, boolean on) {
        actor.admission.trapExits(on);
        if (observer != null) {
            observer.onTrapExits(machine.turns(), actor.id, on);
        }
    }

    void oversee(ImmediateActor asker, Oversight wish) {
        if (wish.kind() == Oversight.Kind.LINK || wish.kind() == Oversight.Kind.UNLINK) {
            link(asker, wish);
            return;
        }
        ImmediateActor target = machine.population().find(wish.to().target());
        Status status = target == null
                ? Status.TARGET_DEAD
                : wish.kind().isOrder() ? target.admission.admitRestart(wish) : target.admission.admit(wish);
        if (status == Status.OK && wish.kind() == Oversight.Kind.ATTEST) {
            status = Status.NO_EVIDENCE;
        } else if (status == Status.OK) {
            status = wish.kind().isOrder() ? overrule(target, wish) : target.admission.monitor(wish, 0);
        }
        answer(wish, status);
    }

    private void answer(Oversight wish, Status status) {
        Message answer = wish.answer(status);
        if (answer != null && answer.isExit()) {
            exits.add(Links.Exit.of(answer));
            hear(exits.remove());
        } else if (answer != null) {
            machine.deliver(answer);
        }
    }

    private void link(ImmediateActor asker, Oversight wish) {
        ImmediateActor target = machine.population().find(wish.to().target());
        Status status = asker.admission.makeLink(wish);
        if (status == Status.OK) {
            status = target == null ? Status.TARGET_DEAD : target.admission.admitLink(wish);
        }
        if (status == Status.OK) {
            status = target.admission.acceptLink(wish, 0);
        }
        if (observer != null && (status == Status.OK || status == Status.TARGET_DEAD)) {
            observer.onLink(machine.turns(), asker.id, wish.to().target(), wish.kind() == Oversight.Kind.LINK);
        }
        answer(wish, status);
    }

    /** A capability is dead from now on. */
    void revoke(ImmediateActor target, long capability) {
        for (long maker : target.admission.revoke(capability)) {
            if (observer != null) {
                observer.onLink(machine.turns(), maker, target.id, false);
            }
        }
    }

    private Status overrule(ImmediateActor target, Oversight wish) {
        Status status = judge(target, wish);
        if (status == Status.OK && machine.isStepping(target)) {
            target.fate = wish;
        } else if (status == Status.OK) {
            meet(target, wish);
        }
        return status;
    }

    private Status judge(ImmediateActor target, Oversight wish) {
        if (wish.kind() == Oversight.Kind.STOP && target.admission.closed()) {
            return Status.TARGET_DEAD;
        }
        boolean older = wish.kind() == Oversight.Kind.RESTART
                && machine.population().image(wish.image()).securityVersion()
                        < machine.population().image(target.image).securityVersion();
        return older || target.device != null ? Status.NO_RIGHT : Status.OK;
    }

    /** An actor that is in no step meets what was asked for it. */
    void meet(ImmediateActor target, Oversight wish) {
        switch (wish.kind()) {
            case STOP -> {
                machine.stand(target);
                end(target, "stop", EndReason.STOPPED, 0);
            }
            case EXIT -> {
                machine.stand(target);
                end(target, "linked", EndReason.LINKED, 0);
            }
            default -> restart(target, wish);
        }
    }

    private void restart(ImmediateActor target, Oversight wish) {
        Turn old = target.turn;
        Program program = machine.population().image(wish.image());
        try {
            // A guest that is held goes on living in the memory it has, until it is given up.
            machine.population().settle(target, program, wish.image());
        } catch (GuestException e) {
            machine.deliver(wish.refusal(Status.NO_ROOM));
            return;
        }
        machine.stand(target);
        machine.time().forget(target.id);
        target.turn.follow(old);
        if (target.admission.closed()) {
            target.admission.reopen();
        } else {
            refuseAll(target, old);
            ended(target, EndReason.RESET, 0);
            tell(target, EndReason.RESET, 0, wish.asker());
        }
        old.table().clear();
        old.table().install(target.born);
        began(target);
        if (target.admission.isHeldBy(wish.asker())) {
            machine.deliver(wish.restarted());
        }
        machine.deliver(wish.start());
    }
}
