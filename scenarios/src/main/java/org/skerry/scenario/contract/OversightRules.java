package org.skerry.scenario.contract;

import static org.skerry.scenario.contract.Collected.got;
import static org.skerry.scenario.contract.GuestPlan.ints;
import static org.skerry.scenario.contract.GuestPlan.spawn;
import static org.skerry.scenario.contract.GuestPlan.text;
import static org.skerry.scenario.contract.GuestPlan.to;
import static org.skerry.scenario.contract.Rule.wrote;

import java.util.List;
import java.util.function.Predicate;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.RunOutcome;

/** Watching and controlling others: section 6 of the contract. */
final class OversightRules {
    private static final byte[] NOTHING = {};

    /** Steps of the overseer. */
    private static final byte MONITOR = 0;

    private static final byte DEMONITOR = 1;
    private static final byte STOP = 2;
    private static final byte RESTART = 3;
    private static final byte SEND = 4;
    private static final byte WAIT = 5;
    private static final byte ATTEST = 6;

    /** The handle of the one grant that the overseer uses, and kinds of messages. */
    private static final int HANDLE = 1;

    private static final int REFUSED = 3;
    private static final int ENDED = 5;
    private static final int EVIDENCE = 7;

    /** Of an actor that nothing was done to: docs/CONTRACT.md has the layout. */
    private static final int EVIDENCE_BYTES = 872;

    private static final int NO_EVIDENCE = -13;

    private OversightRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        6,
                        "whoever monitors an actor is told of its exit, and of its code",
                        plan -> overseen(plan, "contract/exiter", MONITOR, (byte) 0, SEND, (byte) 7),
                        wrote(got(ints(MONITOR, 0)), got(text("before")), got(ints(ENDED, 0, HANDLE, 7)))),
                new Rule(
                        6,
                        "whoever monitors an actor is told of its trap",
                        plan -> overseen(plan, "contract/trapper", MONITOR, (byte) 0, SEND, (byte) 0),
                        ending -> ending.outcome() instanceof RunOutcome.Faulted
                                && ending.sorted()
                                        .equals(List.of(
                                                        got(ints(MONITOR, 0)),
                                                        got(text("before")),
                                                        got(ints(ENDED, 1, HANDLE, 0)))
                                                .stream()
                                                .sorted()
                                                .toList())),
                new Rule(
                        6,
                        "a monitor that was ended tells nothing",
                        plan -> overseen(
                                plan, "contract/exiter", MONITOR, (byte) 0, DEMONITOR, (byte) 0, SEND, (byte) 7),
                        wrote(got(ints(MONITOR, 0)), got(ints(DEMONITOR, 0)), got(text("before")))),
                new Rule(
                        6,
                        "the dead are monitored at once",
                        plan -> overseen(
                                plan, "contract/exiter", SEND, (byte) 0, SEND, (byte) 0, WAIT, (byte) 0, MONITOR, (byte)
                                        0),
                        wrote(
                                got(text("before")),
                                got(ints(REFUSED, -7, HANDLE)),
                                got(ints(MONITOR, 0)),
                                got(ints(ENDED, 4, HANDLE, 0)))),
                new Rule(
                        6,
                        "a holder of CONTROL can end an actor",
                        plan -> overseen(plan, "contract/echo", MONITOR, (byte) 0, STOP, (byte) 0),
                        wrote(got(ints(MONITOR, 0)), got(ints(STOP, 0)), got(ints(ENDED, 2, HANDLE, 0)))),
                new Rule(
                        6,
                        "a holder of CONTROL can put another program in an actor's place, with the handles that the actor was born with",
                        plan -> overseen(plan, "contract/echo", MONITOR, (byte) 0, RESTART, (byte) 0),
                        wrote(
                                got(ints(MONITOR, 0)),
                                got(ints(RESTART, 0)),
                                got(ints(ENDED, 3, HANDLE, 0)),
                                got(NOTHING))),
                new Rule(
                        6,
                        "without the right nobody is watched, stopped or restarted",
                        plan -> overseer(
                                        plan,
                                        Rights.SEND,
                                        MONITOR,
                                        (byte) 0,
                                        DEMONITOR,
                                        (byte) 0,
                                        STOP,
                                        (byte) 0,
                                        RESTART,
                                        (byte) 0)
                                .actor("overseen", "contract/echo", NOTHING),
                        wrote(
                                got(ints(MONITOR, -2)),
                                got(ints(DEMONITOR, -2)),
                                got(ints(STOP, -2)),
                                got(ints(RESTART, -2)))),
                new Rule(
                        6,
                        "whoever asks what runs there is told once: evidence that no rule finds fault with, or that nothing vouches",
                        plan -> overseen(plan, "contract/echo", ATTEST, (byte) 8, ATTEST, (byte) 64),
                        told(0, EVIDENCE_BYTES).or(told(NO_EVIDENCE, 0))),
                new Rule(
                        6,
                        "nothing vouches for the dead",
                        plan -> overseen(
                                plan, "contract/exiter", SEND, (byte) 0, SEND, (byte) 0, WAIT, (byte) 0, ATTEST, (byte)
                                        8),
                        wrote(
                                got(text("before")),
                                got(ints(REFUSED, -7, HANDLE)),
                                got(ints(ATTEST, 0)),
                                got(ints(EVIDENCE, -7, HANDLE, 0, 0)))),
                new Rule(
                        6,
                        "who may not send may not ask, and a nonce has 8 to 64 bytes",
                        plan -> overseer(plan, Rights.MONITOR, ATTEST, (byte) 7, ATTEST, (byte) 65, ATTEST, (byte) 8)
                                .actor("overseen", "contract/echo", NOTHING),
                        wrote(got(ints(ATTEST, -12)), got(ints(ATTEST, -12)), got(ints(ATTEST, -2)))));
    }

    /** Two questions were taken, and two answers came with this status and so many bytes of evidence. */
    private static Predicate<Ending> told(int status, int bytes) {
        String taken = got(ints(ATTEST, 0));
        String answer = got(ints(EVIDENCE, status, HANDLE, 0, bytes));
        return wrote(taken, taken, answer, answer);
    }

    private static GuestPlan overseen(GuestPlan plan, String guest, byte... steps) {
        return overseer(plan, Rights.SEND | Rights.MONITOR | Rights.CONTROL, steps)
                .actor("overseen", guest, NOTHING, to("out", "out"), to("to", "out"));
    }

    private static GuestPlan overseer(GuestPlan plan, int rights, byte... steps) {
        return plan.collector()
                .image("contract/script")
                .actor(
                        "overseer",
                        "contract/overseer",
                        steps,
                        new GrantPlan("to", new GrantTarget.ToActor("overseen"), rights, 0),
                        spawn("image", "contract/script"),
                        to("out", "out"));
    }
}
