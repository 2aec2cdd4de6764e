package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skerry.model.attest.AttestationPlan;
import org.skerry.model.fault.Detour;
import org.skerry.model.fault.FaultKind;
import org.skerry.model.fault.FaultRule;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.fault.FlipRegion;
import org.skerry.model.fault.MemoryGuard;
import org.skerry.model.fault.NetworkFaults;
import org.skerry.model.protocol.ParcelNotices;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.JavaProgram;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;

/** A chip parts of which break while actors do whatever they do. */
class BrokenChipTest {
    private static final int ACTORS = 12;
    private static final RunLimits LIMIT = RunLimits.toCycle(300_000_000);

    static EnclaveChip chip(ChipSpec spec, long seed, FaultSpec faults) {
        return faults.ofNetwork()
                ? new EnclaveChip(
                        spec,
                        seed,
                        ExecutionSpec.SERIAL,
                        NetworkFaults.maker(faults, new ParcelNotices()),
                        AttestationPlan.NONE,
                        faults)
                : new EnclaveChip(
                        spec,
                        seed,
                        ExecutionSpec.SERIAL,
                        MeshNetwork.maker(spec.timeDivision()),
                        AttestationPlan.NONE,
                        faults);
    }

    private static FaultSpec spec(FaultRule... rules) {
        return FaultSpec.NONE.withRules(List.of(rules)).withSeed(1);
    }

    /** Everybody sends, calls, spawns, monitors and revokes, upwards only, so that nobody waits in a circle. */
    static PlanBuilder busy(long seed) {
        PlanBuilder builder = new PlanBuilder().image("child", (turn, memory) -> {
            if (turn.message().kind() == MessageKind.USER) {
                throw new JavaProgram.Exit(0);
            }
        });
        for (int i = 0; i < ACTORS; i++) {
            int own = i;
            GrantPlan[] grants = new GrantPlan[ACTORS + 1];
            for (int other = 0; other < ACTORS; other++) {
                grants[other] = to("actor" + other, Rights.SEND | Rights.GRANT | Rights.MONITOR, 0);
            }
            grants[ACTORS] = spawn("child");
            builder.actor("actor" + i, act(seed, own), grants);
        }
        return builder;
    }

    private static JavaProgram.Handler act(long seed, int own) {
        return (turn, memory) -> {
            if (turn.message().replyTo() != null) {
                turn.reply(new byte[turn.message().payload().length], NO_HANDLES);
                return;
            }
            long rounds = memory.load(0, 8);
            memory.store(0, 8, rounds + 1);
            if (rounds > 12 || own + 1 == ACTORS) {
                return;
            }
            Random random = new Random(seed * 7919L + own * 131 + rounds);
            turn.charge(turn.ledger().instructions() + random.nextInt(400), 1, 1);
            for (int n = 2 + random.nextInt(4); n >= 0; n--) {
                int handle = turn.granted("actor" + (own + 1 + random.nextInt(ACTORS - own - 1)));
                switch (random.nextInt(7)) {
                    case 0, 1 -> turn.call(handle, new byte[random.nextInt(120)], NO_HANDLES);
                    case 2 -> {
                        int lent = turn.attenuate(handle, Rights.ALL, n);
                        turn.send(lent, new byte[8], NO_HANDLES);
                        turn.revoke(lent);
                    }
                    case 3 -> {
                        if (rounds < 3) {
                            int child = turn.spawn(turn.granted("child"), new byte[8], NO_HANDLES);
                            turn.send(child, new byte[40], NO_HANDLES);
                        }
                    }
                    case 4 -> turn.monitor(handle);
                    default -> turn.send(handle, new byte[random.nextInt(3000)], NO_HANDLES);
                }
            }
        };
    }

    static FaultSpec random(long seed, boolean hangs) {
        Random random = new Random(seed);
        List<FaultRule> rules = new ArrayList<>();
        List<FaultKind> kinds = new ArrayList<>(List.of(FaultKind.TILE, FaultKind.LINK, FaultKind.ROUTER));
        if (hangs) {
            kinds.add(FaultKind.HANG);
            kinds.add(FaultKind.FLIP);
        }
        for (FaultKind kind : kinds) {
            rules.add(new FaultRule(
                    kind,
                    FaultRule.Aim.RANDOM,
                    "",
                    1 + random.nextInt(2),
                    -1,
                    0,
                    0,
                    1 + random.nextInt(30_000),
                    -1,
                    1 + random.nextInt(2),
                    FlipRegion.USED,
                    -1,
                    0));
        }
        return FaultSpec.NONE
                .withRules(rules)
                .withSeed(seed)
                .withGuard(new MemoryGuard(random.nextBoolean(), 5000))
                .withDetour(seed % 4 == 0 ? Detour.NONE : Detour.AROUND);
    }

    @Test
    void whoeverIsLeftFinishesWhateverBreaksOfTheNetwork() {
        long refused = 0;
        for (long seed = 1; seed <= 6; seed++) {
            try (EnclaveChip chip = chip(ChipSpec.of(3, 3, 2), seed, random(seed, false))) {
                chip.deploy(busy(seed).build());
                RunOutcome outcome = chip.run(LIMIT);
                assertInstanceOf(RunOutcome.Quiescent.class, outcome, "seed " + seed + ": " + outcome.explain());
                assertEquals(0, chip.network().packetsInFlight(), "seed " + seed);
                refused += chip.statistics().value("messages.refused");
            }
        }
        assertTrue(refused > 15, refused + " messages were refused in all");
    }

    @Test
    void nothingGoesWrongWhereCoresHangAndBitsFlipToo() {
        for (long seed = 1; seed <= 6; seed++) {
            try (EnclaveChip chip = chip(ChipSpec.of(3, 3, 2), seed, random(seed, true))) {
                chip.deploy(busy(seed).build());
                RunOutcome outcome = chip.run(LIMIT);
                assertTrue(!(outcome instanceof RunOutcome.LimitReached), "seed " + seed + ": " + outcome.explain());
            }
        }
    }

    @Test
    void aRestoredRunBreaksAsTheUninterruptedOneDoes() {
        Random random = new Random(4);
        for (long seed = 1; seed <= 3; seed++) {
            String whole;
            long end;
            try (EnclaveChip chip = chip(ChipSpec.of(3, 3, 2), seed, random(seed, true))) {
                chip.deploy(busy(seed).build());
                chip.run(LIMIT);
                whole = chip.digest();
                end = chip.cycle();
            }
            for (int i = 0; i < 2; i++) {
                byte[] saved;
                long at = random.nextInt((int) end);
                try (EnclaveChip chip = chip(ChipSpec.of(3, 3, 2), seed, random(seed, true))) {
                    chip.deploy(busy(seed).build());
                    if (!(chip.run(RunLimits.toCycle(at).settled()) instanceof RunOutcome.LimitReached)) {
                        continue; // somebody waits for ever for one that hangs
                    }
                    saved = chip.checkpoint();
                }
                try (EnclaveChip chip = chip(ChipSpec.of(3, 3, 2), seed, random(seed, true))) {
                    chip.deploy(busy(seed).build());
                    chip.restore(saved);
                    chip.run(LIMIT);
                    assertEquals(whole, chip.digest(), "seed " + seed + ", cycle " + at);
                }
            }
        }
    }

    // ---- one thing at a time ------------------------------------------------------------------------------------

    private static void say(Turn turn, String line) {
        turn.log(turn.granted("log"), line.getBytes(StandardCharsets.UTF_8));
    }

    private static int word(Turn turn, int at) {
        return ByteBuffer.wrap(turn.message().payload())
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(at);
    }

    private static List<String> lines(EnclaveChip chip, String actor) {
        return chip.log().stream()
                .filter(line -> line.actor().equals(actor))
                .map(LogLine::text)
                .toList();
    }

    private static final JavaProgram.Handler SILENT = (turn, memory) -> {};

    @Test
    void whoMonitorsSomebodyOnADeadTileHearsOfItWithinTheTimeOfDetection() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "watcher",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.monitor(turn.granted("mortal"));
                            } else {
                                say(turn, turn.message().kind() + " " + word(turn, 0) + " handle " + word(turn, 4));
                            }
                        },
                        to("mortal", Rights.SEND | Rights.MONITOR, 0),
                        log())
                .at(0)
                .actor("mortal", SILENT)
                .at(8);
        FaultSpec faults = spec(FaultRule.named(FaultKind.TILE, "mortal", 5000));
        try (EnclaveChip chip = chip(ChipSpec.of(3, 3, 1), 1, faults)) {
            chip.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(LIMIT));
            assertEquals(List.of("ENDED " + EndReason.LOST.code() + " handle 1"), lines(chip, "watcher"));
            long heard = chip.log().get(0).cycle();
            assertTrue(heard > 5000 + faults.detectionCycles(), "at " + heard);
            assertTrue(heard < 5000 + faults.detectionCycles() + 300, "at " + heard);
        }
    }

    @Test
    void aCallThatADeadTileHasTakenIsAnswered() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "caller",
                        (turn, memory) ->
                                say(turn, "answered " + turn.call(turn.granted("keeper"), new byte[8], NO_HANDLES)),
                        to("keeper"),
                        log())
                .at(0)
                .actor("keeper", SILENT)
                .at(8);
        FaultSpec faults = spec(FaultRule.named(FaultKind.TILE, "keeper", 5000));
        try (EnclaveChip chip = chip(ChipSpec.of(3, 3, 1), 1, faults)) {
            chip.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(LIMIT));
            assertEquals(List.of("answered " + Status.TARGET_DEAD.code()), lines(chip, "caller"));
        }
    }

    @Test
    void aSenderToADeadTileIsToldAndKeepsItsSlots() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            long sent = memory.load(0, 8);
                            if (turn.message().kind() == MessageKind.REFUSED) {
                                memory.store(8, 8, memory.load(8, 8) + 1);
                                say(turn, "refused " + word(turn, 0) + ", number " + memory.load(8, 8));
                                return;
                            }
                            for (int i = 0; i < 100; i++) {
                                turn.send(turn.granted("keeper"), new byte[500], NO_HANDLES);
                            }
                            memory.store(0, 8, sent + 100);
                        },
                        to("keeper"),
                        log())
                .at(0)
                .actor("keeper", (turn, memory) -> turn.charge(1_000_000, 0, 0))
                .at(8);
        FaultSpec faults = spec(FaultRule.named(FaultKind.TILE, "keeper", 5000));
        try (EnclaveChip chip = chip(ChipSpec.of(3, 3, 1), 1, faults)) {
            chip.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(LIMIT));
            List<String> lines = lines(chip, "sender");
            long taken = chip.statistics().value("messages.delivered")
                    - chip.statistics().value("messages.refused");
            assertTrue(lines.size() > 10 && lines.size() < 100, lines.size() + " refusals");
            assertTrue(
                    lines.stream().allMatch(line -> line.startsWith("refused " + Status.TARGET_DEAD.code())),
                    "" + taken);
        }
    }

    @Test
    void aDeadLinkCostsADetourAndNobodyIsRefused() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            for (int i = 0; i < 200; i++) {
                                turn.call(turn.granted("echo"), new byte[64], NO_HANDLES);
                            }
                            say(turn, "done");
                        },
                        to("echo"),
                        log())
                .at(0)
                .actor("echo", (turn, memory) -> {
                    if (turn.message().replyTo() != null) {
                        turn.reply(turn.message().payload(), NO_HANDLES);
                    }
                })
                .at(2);
        FaultSpec faults = spec(FaultRule.named(FaultKind.LINK, "1-2", 5000));
        try (EnclaveChip whole = chip(ChipSpec.of(3, 3, 1), 1, spec(FaultRule.named(FaultKind.TILE, "8", 1)));
                EnclaveChip chip = chip(ChipSpec.of(3, 3, 1), 1, faults)) {
            whole.deploy(plan.build());
            whole.run(LIMIT);
            chip.deploy(plan.build());
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(LIMIT));
            assertEquals(List.of("done"), lines(chip, "sender"));
            assertEquals(0, chip.statistics().value("messages.refused"));
            assertTrue(chip.cycle() > whole.cycle());
        }
    }

    @Test
    void aHungCoreTakesNothingAndItsSendersWaitInItsMailboxAlone() {
        PlanBuilder plan = new PlanBuilder()
                .actor(
                        "caller",
                        (turn, memory) -> {
                            for (int i = 0; i < 50; i++) {
                                say(turn, "answered " + turn.call(turn.granted("keeper"), new byte[8], NO_HANDLES));
                            }
                        },
                        to("keeper"),
                        log())
                .actor("keeper", (turn, memory) -> {
                    if (turn.message().replyTo() != null) {
                        turn.reply(turn.message().payload(), NO_HANDLES);
                    }
                });
        FaultSpec faults = spec(FaultRule.named(FaultKind.HANG, "keeper", 3000));
        try (EnclaveChip chip = chip(ChipSpec.of(3, 3, 1), 1, faults)) {
            chip.deploy(plan.build());
            RunOutcome outcome = chip.run(LIMIT);
            assertInstanceOf(RunOutcome.Deadlocked.class, outcome);
            assertTrue(outcome.explain().contains("'keeper' stands still"), outcome.explain());
            assertTrue(!lines(chip, "caller").isEmpty() && lines(chip, "caller").size() < 50);
        }
    }

    // ---- memory -------------------------------------------------------------------------------------------------

    private static final JavaProgram.Handler COUNTER = (turn, memory) -> {
        if (turn.message().kind() == MessageKind.START) {
            memory.store(64, 8, 5);
        } else {
            say(turn, "value " + memory.load(64, 8));
        }
    };

    private static PlanBuilder counter() {
        return new PlanBuilder()
                .actor(
                        "asker",
                        (turn, memory) -> {
                            if (turn.message().kind() == MessageKind.START) {
                                turn.charge(5000, 0, 0);
                                turn.send(turn.granted("counter"), new byte[8], NO_HANDLES);
                            }
                        },
                        to("counter"))
                .actor("counter", COUNTER, log());
    }

    private static FaultRule flip(int bits) {
        return new FaultRule(
                FaultKind.FLIP, FaultRule.Aim.NAMED, "counter", 1, 2000, 0, 0, -1, -1, bits, FlipRegion.LINEAR, 64, 1);
    }

    private static EnclaveChip run(FaultSpec faults) {
        EnclaveChip chip = chip(ChipSpec.of(2, 2, 1), 1, faults);
        chip.deploy(counter().build());
        chip.run(LIMIT);
        return chip;
    }

    @Test
    void withoutACheckAFlipChangesWhatIsRead() {
        try (EnclaveChip chip = run(spec(flip(1)))) {
            assertEquals(List.of("value 7"), lines(chip, "counter"));
            assertEquals(1, chip.statistics().value("faults.flipsSilent"));
        }
    }

    @Test
    void aSingleFlipIsPutRight() {
        try (EnclaveChip chip = run(spec(flip(1)).withGuard(new MemoryGuard(true, 1_000_000)))) {
            assertEquals(List.of("value 5"), lines(chip, "counter"));
            assertEquals(1, chip.statistics().value("faults.flipsCorrected"));
        }
    }

    @Test
    void aDoubleFlipStopsTheActorAndNobodyElse() {
        try (EnclaveChip chip = run(spec(flip(2)).withGuard(new MemoryGuard(true, 1_000_000)))) {
            assertEquals(List.of(), lines(chip, "counter"));
            assertEquals(1, chip.statistics().value("faults.flipsDetected"));
            assertEquals(1, chip.statistics().value("messages.refused"));
            assertEquals(1, chip.statistics().value("actors.ended"));
        }
    }

    @Test
    void twoSingleFlipsOfOneWordMeetUnlessItIsScrubbedBetween() {
        FaultRule later = new FaultRule(
                FaultKind.FLIP, FaultRule.Aim.NAMED, "counter", 1, 2600, 0, 0, -1, -1, 1, FlipRegion.LINEAR, 65, 1);
        try (EnclaveChip met = run(spec(flip(1), later).withGuard(new MemoryGuard(true, 1_000_000)));
                EnclaveChip scrubbed = run(spec(flip(1), later).withGuard(new MemoryGuard(true, 500)))) {
            assertEquals(1, met.statistics().value("faults.flipsDetected"));
            assertEquals(2, scrubbed.statistics().value("faults.flipsCorrected"));
        }
    }

    @Test
    void withoutFaultsNothingIsPaidForThem() {
        try (EnclaveChip without = new EnclaveChip(ChipSpec.of(3, 3, 2), 1, ExecutionSpec.SERIAL);
                EnclaveChip with = chip(
                        ChipSpec.of(3, 3, 2),
                        1,
                        spec(new FaultRule(
                                FaultKind.FLIP,
                                FaultRule.Aim.NAMED,
                                "17",
                                1,
                                1,
                                0,
                                0,
                                -1,
                                -1,
                                1,
                                FlipRegion.USED,
                                -1,
                                0)))) {
            without.deploy(busy(1).build());
            with.deploy(busy(1).build());
            without.run(LIMIT);
            with.run(LIMIT);
            assertEquals(without.digest(), with.digest());
        }
    }
}
