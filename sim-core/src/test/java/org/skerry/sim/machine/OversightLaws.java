package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.GrantUse;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/** The chapter on watching and controlling others: who may, what it does, and what nobody can suppress. */
abstract class OversightLaws extends LifeLaws {
    private static final int WATCH = Rights.SEND | Rights.MONITOR;
    private static final int RULE = Rights.SEND | Rights.MONITOR | Rights.CONTROL;

    /** Exits with the number that it is sent; traps at a negative one. */
    private static final JavaProgram.Handler MORTAL = (turn, memory) -> {
        if (turn.message().kind() == MessageKind.USER && turn.message().payload().length == 8) {
            long code = number(turn.message());
            if (code < 0) {
                throw new JavaProgram.Trap("on purpose");
            }
            throw new JavaProgram.Exit((int) code);
        }
    };

    /** Says what an ENDED or a REFUSED message is about: reason or status, handle, and the code of an ENDED one. */
    private static void sayNotice(Turn turn) {
        Message message = turn.message();
        ByteBuffer words = ByteBuffer.wrap(message.payload()).order(ByteOrder.LITTLE_ENDIAN);
        String code = message.kind() == MessageKind.ENDED ? " code " + words.getInt(8) : "";
        say(turn, message.kind() + " " + words.getInt(0) + " handle " + words.getInt(4) + code);
    }

    /** Watches the actor of its first grant, tells it a number, and says what it hears. */
    private static JavaProgram.Handler watcher(long number) {
        return (turn, memory) -> {
            if (turn.message().kind() == MessageKind.START) {
                say(turn, "monitor " + turn.monitor(1));
                turn.send(1, number(number), NO_HANDLES);
            } else {
                sayNotice(turn);
            }
        };
    }

    private static GrantPlan image(String name, int rights) {
        return new GrantPlan(name, new GrantTarget.ToImage(name), rights, 0);
    }

    @Test
    void whoMonitorsIsToldOfAnExitAndItsCode() {
        PlanBuilder plan = new PlanBuilder()
                .actor("watcher", watcher(7), to("mortal", WATCH, 0), log())
                .actor("mortal", MORTAL);
        assertEquals(List.of("monitor 0", "ENDED 0 handle 1 code 7"), linesInOrder(plan, "watcher"));
    }

    @Test
    void whoMonitorsIsToldOfATrapThoughTheDeadCannotTell() {
        PlanBuilder plan = new PlanBuilder()
                .actor("watcher", watcher(-1), to("mortal", WATCH, 0), log())
                .actor("mortal", MORTAL);
        try (Machine machine = machine()) {
            machine.deploy(plan.build());
            assertInstanceOf(RunOutcome.Faulted.class, machine.run(RunLimits.NONE));
            int trap = GuestFault.Kind.TRAP.ordinal();
            assertEquals(List.of("watcher: ENDED 1 handle 1 code " + trap, "watcher: monitor 0"), sorted(machine));
        }
    }

    @Test
    void theDeadAreMonitoredAtOnce() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "watcher",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.send(1, number(3), NO_HANDLES);
                                turn.send(1, number(4), NO_HANDLES);
                            } else if (turn.message().kind() == MessageKind.REFUSED) {
                                say(turn, "monitor " + turn.monitor(1));
                            } else {
                                sayNotice(turn);
                            }
                        },
                        to("mortal", WATCH, 0),
                        log())
                .actor("mortal", MORTAL);
        assertEquals(List.of("monitor 0", "ENDED 4 handle 1 code 0"), linesInOrder(plan, "watcher"));
    }

    /** Evidence, or that nothing vouches: a machine gives one kind of answer to all who ask about who lives. */
    @Test
    void whoAsksWhatRunsThereIsAnsweredOnceForEachQuestion() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "asker",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                for (int i = 0; i < 3; i++) {
                                    say(turn, "attest " + turn.attest(1, new byte[8]));
                                }
                                turn.attest(0, new byte[64]);
                            } else {
                                ByteBuffer words = ByteBuffer.wrap(
                                                turn.message().payload())
                                        .order(ByteOrder.LITTLE_ENDIAN);
                                boolean some = turn.message().payload().length > Message.EVIDENCE_HEADER_BYTES;
                                int status = words.getInt(0);
                                boolean sound = some ? status == 0 : status == Status.NO_EVIDENCE.code();
                                say(
                                        turn,
                                        turn.message().kind() + " sound " + sound + " handle " + words.getInt(4)
                                                + " broken " + words.getInt(8));
                            }
                        },
                        to("other", Rights.SEND, 0),
                        log())
                .actor("other", (turn, memory) -> {});
        try (Machine machine = machine()) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            String told = "asker: EVIDENCE sound true handle 1 broken 0";
            assertEquals(
                    List.of(
                            "asker: EVIDENCE sound true handle 0 broken 0",
                            told,
                            told,
                            told,
                            "asker: attest 0",
                            "asker: attest 0",
                            "asker: attest 0"),
                    sorted(machine));
        }
    }

    @Test
    void everyMonitorIsToldOnceAndAMonitorThatWasEndedNever() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "watcher",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                int second = turn.attenuate(1, Rights.ALL, 0);
                                int third = turn.attenuate(1, Rights.ALL, 0);
                                turn.monitor(1);
                                turn.monitor(1);
                                turn.monitor(second);
                                turn.monitor(third);
                                say(turn, "demonitor " + turn.demonitor(second) + " " + (third - second));
                                turn.send(1, number(0), NO_HANDLES);
                            } else {
                                sayNotice(turn);
                            }
                        },
                        to("mortal", WATCH, 0),
                        log())
                .actor("mortal", MORTAL);
        List<String> lines = linesInOrder(plan, "watcher");
        assertEquals("demonitor 0 1", lines.get(0));
        assertEquals(
                List.of("ENDED 0 handle 1 code 0", "ENDED 0 handle 4 code 0"),
                lines.subList(1, lines.size()).stream().sorted().toList());
    }

    @Test
    void withoutTheRightNobodyIsWatchedOrControlled() {
        PlanBuilder plan = new PlanBuilder()
                .image("idle", (turn, memory) -> {})
                .actor(
                        "powerless",
                        (turn, memory) -> {
                            if (turn.message().kind() != MessageKind.START) {
                                return;
                            }
                            int image = turn.granted("idle");
                            say(turn, "monitor " + turn.monitor(1) + " " + turn.demonitor(1) + " " + turn.monitor(0));
                            say(turn, "stop " + turn.stop(1) + " " + turn.stop(0) + " " + turn.stop(99));
                            say(turn, "restart " + turn.restart(1, image, new byte[0], NO_HANDLES));
                            say(turn, "no image " + turn.restart(2, 1, new byte[0], NO_HANDLES));
                            say(turn, "monitor a log " + turn.monitor(turn.granted("log")));
                        },
                        to("other", Rights.SEND, 0),
                        to("ruled", RULE, 0),
                        image("idle", Rights.SPAWN),
                        log())
                .actor("other", (turn, memory) -> {})
                .actor("ruled", (turn, memory) -> {});
        assertEquals(
                List.of("monitor -2 -2 -2", "stop -2 -2 -1", "restart -2", "no image -2", "monitor a log -2"),
                linesInOrder(plan, "powerless"));
    }

    @Test
    void aRevokedCapabilityWatchesAndControlsNothing() {
        PlanBuilder plan = new PlanBuilder()
                .image("idle", (turn, memory) -> {})
                .actor(
                        "owner",
                        (turn, memory) -> {
                            switch (turn.message().kind()) {
                                case START -> {
                                    int lent = turn.attenuate(turn.granted("mortal"), Rights.ALL, 0);
                                    memory.store(0, 8, lent);
                                    turn.send(turn.granted("borrower"), new byte[1], new int[] {lent});
                                }
                                case USER -> turn.revoke((int) memory.load(0, 8));
                                case REVOKED -> turn.send(turn.granted("borrower"), new byte[2], NO_HANDLES);
                                default -> say(turn, "owner " + turn.message().kind());
                            }
                        },
                        to("mortal", RULE | Rights.GRANT, 0),
                        to("borrower"),
                        log())
                .actor(
                        "borrower",
                        (turn, memory) -> {
                            Message message = turn.message();
                            if (message.kind() == MessageKind.USER && message.payload().length == 1) {
                                memory.store(0, 8, turn.received(0));
                                say(turn, "monitor " + turn.monitor(turn.received(0)));
                                turn.send(turn.granted("owner"), new byte[1], NO_HANDLES);
                            } else if (message.kind() == MessageKind.USER) {
                                int handle = (int) memory.load(0, 8);
                                int image = turn.granted("idle");
                                say(turn, "again " + turn.monitor(handle) + " " + turn.stop(handle));
                                say(turn, "restart " + turn.restart(handle, image, new byte[0], NO_HANDLES));
                            } else if (message.kind() != MessageKind.START) {
                                say(
                                        turn,
                                        message.kind() + " "
                                                + message.refusalStatus().code());
                                memory.store(8, 8, memory.load(8, 8) + 1);
                                if (memory.load(8, 8) == 3) {
                                    turn.send(turn.granted("mortal"), new byte[1], NO_HANDLES);
                                    turn.send(turn.granted("mortal"), number(5), NO_HANDLES);
                                }
                            }
                        },
                        to("owner"),
                        to("mortal"),
                        image("idle", Rights.SPAWN),
                        log())
                .actor(
                        "mortal",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER
                                    && turn.message().payload().length == 1) {
                                say(turn, "alive");
                            }
                            MORTAL.handle(turn, memory);
                        },
                        log());
        assertEquals(
                List.of(
                        "borrower: REFUSED -8",
                        "borrower: REFUSED -8",
                        "borrower: REFUSED -8",
                        "borrower: again 0 0",
                        "borrower: monitor 0",
                        "borrower: restart 0",
                        "mortal: alive"),
                logOf(plan));
    }

    @Test
    void whoIsStoppedEndsAndRefusesWhatWaitsAndWhatComes() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "ruler",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                say(turn, "monitor " + turn.monitor(1) + " stop " + turn.stop(1));
                            } else if (turn.message().kind() == MessageKind.ENDED) {
                                sayNotice(turn);
                                turn.send(1, new byte[0], NO_HANDLES);
                                say(turn, "stop again " + turn.stop(1));
                            } else {
                                sayNotice(turn);
                            }
                        },
                        to("ruled", RULE, 0),
                        log())
                .actor("ruled", (turn, memory) -> turn.charge(2000, 0, 0));
        assertEquals(
                List.of(
                        "ruler: ENDED 2 handle 1 code 0",
                        "ruler: REFUSED -7 handle 1",
                        "ruler: REFUSED -7 handle 1",
                        "ruler: monitor 0 stop 0",
                        "ruler: stop again 0"),
                logOf(plan));
    }

    @Test
    void aGuestThatIsHeldInMidTurnCanBeStoppedAndItsCallerIsTold() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "ruler",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                turn.stop(1);
                            }
                        },
                        to("held", RULE, 0))
                .actor(
                        "caller",
                        (turn, memory) -> {
                            say(turn, "status " + turn.call(turn.granted("held"), new byte[0], NO_HANDLES));
                        },
                        to("held"),
                        log())
                .actor(
                        "held",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                turn.call(turn.granted("mute"), new byte[0], NO_HANDLES);
                                say(turn, "never");
                            }
                        },
                        to("mute"),
                        log())
                .actor(
                        "mute",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                memory.store(0, 8, turn.replyHandle());
                                turn.send(turn.granted("ruler"), new byte[0], NO_HANDLES);
                            }
                        },
                        to("ruler"));
        assertEquals(List.of("caller: status -7"), logOf(plan));
    }

    @Test
    void aRestartedActorBeginsAnewUnderItsOldIdentity() {
        PlanBuilder plan = new PlanBuilder()
                .image("second", (turn, memory) -> {
                    if (turn.message().kind() == MessageKind.START) {
                        say(
                                turn,
                                "second starts with " + number(turn.message()) + " memory " + memory.load(64, 8)
                                        + " handles " + turn.receivedCount() + " of "
                                        + turn.table().size());
                        turn.send(turn.received(0), number(2), NO_HANDLES);
                    } else {
                        say(turn, "second hears " + number(turn.message()));
                        MORTAL.handle(turn, memory);
                    }
                })
                .actor(
                        "ruler",
                        (turn, memory) -> {
                            switch (turn.message().kind()) {
                                case START -> {
                                    turn.monitor(1);
                                    turn.send(1, new byte[1], NO_HANDLES);
                                }
                                case USER -> {
                                    if (number(turn.message()) == 1) {
                                        int image = turn.granted("second");
                                        say(turn, "restart " + turn.restart(1, image, number(42), new int[] {0}));
                                    } else {
                                        turn.send(1, number(9), NO_HANDLES);
                                    }
                                }
                                default -> sayNotice(turn);
                            }
                        },
                        to("ruled", RULE, 0),
                        image("second", Rights.SPAWN),
                        log())
                .actor(
                        "ruled",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.USER) {
                                memory.store(64, 8, 5);
                                turn.attenuate(0, Rights.SEND, 0);
                                turn.send(turn.granted("ruler"), number(1), NO_HANDLES);
                            }
                        },
                        to("ruler"),
                        log());
        assertEquals(
                List.of(
                        "ruled: second hears 9",
                        "ruled: second starts with 42 memory 0 handles 1 of 4",
                        "ruler: ENDED 0 handle 1 code 9",
                        "ruler: ENDED 3 handle 1 code 0",
                        "ruler: restart 0"),
                logOf(plan));
    }

    @Test
    void aParentRulesItsChildrenIfItsImageSaysSo() {
        PlanBuilder plan = new PlanBuilder()
                .image("child", (turn, memory) -> {
                    if (turn.receivedCount() == 1) {
                        turn.send(turn.received(0), new byte[0], NO_HANDLES);
                    }
                })
                .actor(
                        "parent",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.ENDED) {
                                sayNotice(turn);
                                return;
                            } else if (turn.message().kind() == MessageKind.USER) {
                                say(turn, "stop " + turn.stop((int) memory.load(0, 8)));
                                return;
                            }
                            int free = turn.spawn(turn.granted("child"), new byte[0], NO_HANDLES);
                            int ruled = turn.spawn(3, new byte[0], new int[] {0});
                            memory.store(0, 8, ruled);
                            say(
                                    turn,
                                    Rights.names(turn.rights(free)) + " " + turn.stop(free) + ", "
                                            + Rights.names(turn.rights(ruled)) + " " + turn.monitor(ruled));
                        },
                        image("child", Rights.SPAWN),
                        log(),
                        new GrantPlan(
                                "ruled",
                                new GrantTarget.ToImage("child"),
                                Rights.SPAWN | Rights.MONITOR | Rights.CONTROL,
                                0));
        assertEquals(
                List.of(
                        "parent: ENDED 2 handle 5 code 0",
                        "parent: send+grant -2, send+grant+monitor+control 0",
                        "parent: stop 0"),
                logOf(plan));
    }

    @Test
    void watchingAndControllingCountsAsUsedAuthority() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "ruler",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.monitor(1);
                                turn.stop(1);
                            }
                        },
                        to("ruled", RULE, 0))
                .actor("ruled", (turn, memory) -> {});
        try (Machine machine = machine()) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            GrantUse use = machine.authority().get(0).uses().get(0);
            assertEquals(Rights.MONITOR | Rights.CONTROL, use.used());
            assertEquals(Rights.SEND, use.unused());
        }
    }

    @Test
    void monitorsAndRestartsSurviveACheckpoint() {
        PlanBuilder plan = new PlanBuilder()
                .image("second", MORTAL)
                .actor(
                        "ruler",
                        (turn, memory) -> {
                            switch (turn.message().kind()) {
                                case START -> {
                                    turn.monitor(1);
                                    turn.restart(1, turn.granted("second"), new byte[0], NO_HANDLES);
                                }
                                case ENDED -> {
                                    sayNotice(turn);
                                    memory.store(0, 8, memory.load(0, 8) + 1);
                                    if (memory.load(0, 8) == 1) {
                                        turn.send(0, new byte[0], NO_HANDLES);
                                    }
                                }
                                default -> {
                                    // Again and again, until the new program is there to take it.
                                    turn.charge(turn.ledger().instructions() + 5000, 0, 0);
                                    turn.send(1, number(6), NO_HANDLES);
                                }
                            }
                        },
                        to("ruled", RULE, 0),
                        image("second", Rights.SPAWN),
                        log())
                .actor("ruled", (turn, memory) -> {});
        String whole;
        long end;
        try (Machine machine = machine()) {
            machine.deploy(plan.build());
            machine.run(RunLimits.NONE);
            whole = machine.digest() + sorted(machine);
            end = machine.cycle();
            assertTrue(whole.contains("ENDED 0 handle 1 code 6"), whole);
        }
        for (int part = 1; part < 12; part++) {
            byte[] saved;
            try (Machine machine = machine()) {
                machine.deploy(plan.build());
                machine.run(RunLimits.toCycle(end * part / 12).settled());
                saved = machine.checkpoint();
            }
            try (Machine machine = machine()) {
                machine.deploy(plan.build());
                machine.restore(saved);
                machine.run(RunLimits.NONE);
                assertEquals(whole, machine.digest() + sorted(machine), "saved at cycle " + end * part / 12);
            }
        }
    }
}
