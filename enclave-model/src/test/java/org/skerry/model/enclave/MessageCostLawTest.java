package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.model.count.MessagePart;
import org.skerry.model.protocol.MessageSpec;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.StatsSnapshot;

/** Every cycle of a message is in exactly one of its parts, and those of a lone one are what the closed form says. */
class MessageCostLawTest {
    private static final int ACTORS = 12;

    /** What one message cost. */
    private record Bill(long cycle, Message message, long[] parts) {
        long of(MessagePart part) {
            return parts[part.ordinal()];
        }

        long sum() {
            long sum = 0;
            for (long each : parts) {
                sum += each;
            }
            return sum;
        }
    }

    static List<SegmentationTest.Net> networks() {
        return SegmentationTest.networks().toList();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void thePartsOfEveryMessageAddUpToItsCycles(SegmentationTest.Net net) {
        for (int seed = 1; seed <= 12; seed++) {
            String where = net + ", seed " + seed;
            Random random = new Random(seed);
            ChipSpec spec = spec(random);
            Recorder recorder = new Recorder();
            List<Bill> bills = new ArrayList<>();
            try (EnclaveChip chip = new EnclaveChip(spec, seed, ExecutionSpec.SERIAL, net.maker())) {
                chip.observe(recorder);
                chip.listen((cycle, message, parts) -> bills.add(new Bill(cycle, message, parts.clone())));
                chip.deploy(chatter(seed).build());
                RunOutcome outcome = chip.run(RunLimits.NONE);
                assertInstanceOf(RunOutcome.Quiescent.class, outcome, where + ": " + outcome.explain());
                check(where, recorder, bills, chip.statistics());
            }
        }
    }

    private static ChipSpec spec(Random random) {
        int[] mailboxes = {512, 4096, 256 << 10};
        int mailbox = mailboxes[random.nextInt(3)];
        ChipSpec spec = ChipPlans.withMailbox(ChipSpec.of(3, 3, 2), mailbox, random.nextInt(2) * (mailbox / 8));
        spec = spec.withEnclave(spec.enclave().withSendQueue(1 + random.nextInt(3)));
        return spec.withMessages(new MessageSpec(random.nextBoolean() ? 1024 : 64));
    }

    /** Actors that send others messages and calls of all sizes for some rounds; upwards only, so that nobody waits in a circle. */
    private static PlanBuilder chatter(int seed) {
        PlanBuilder builder = new PlanBuilder();
        GrantPlan[] everybody = new GrantPlan[ACTORS];
        for (int i = 0; i < ACTORS; i++) {
            everybody[i] = to("actor" + i);
        }
        for (int i = 0; i < ACTORS; i++) {
            int own = i;
            builder.actor(
                    "actor" + i,
                    (turn, memory) -> {
                        if (turn.message().replyTo() != null) {
                            turn.reply(new byte[turn.message().payload().length], NO_HANDLES);
                            return;
                        }
                        long rounds = memory.load(0, 8);
                        memory.store(0, 8, rounds + 1);
                        if (rounds > 8 || own + 1 == ACTORS) {
                            return;
                        }
                        Random random = new Random(seed * 1000L + own * 50 + rounds);
                        turn.charge(turn.ledger().instructions() + random.nextInt(500), 1, 1);
                        for (int n = random.nextInt(4); n >= 0; n--) {
                            int other = own + 1 + random.nextInt(ACTORS - own - 1);
                            int bytes = random.nextInt(random.nextBoolean() ? 40 : 380);
                            turn.send(turn.granted("actor" + other), new byte[bytes], NO_HANDLES);
                        }
                        if (random.nextInt(3) == 0) {
                            turn.call(turn.granted("actor" + (own + 1)), new byte[random.nextInt(300)], NO_HANDLES);
                        }
                    },
                    everybody);
        }
        return builder;
    }

    private static void check(String where, Recorder recorder, List<Bill> bills, StatsSnapshot statistics) {
        Map<Long, Long> sent = new HashMap<>();
        Map<Long, Long> delivered = new HashMap<>();
        Map<Long, Long> started = new HashMap<>();
        for (Recorder.Event event : recorder.events) {
            if (event.message().sender() != 0) {
                (event.what().equals("sent") ? sent : delivered)
                        .put(event.message().id(), event.cycle());
            }
        }
        recorder.turns.forEach(turn -> started.put(turn.message().id(), turn.start()));
        assertTrue(bills.size() > 50, where + ": " + bills.size() + " messages");
        // A mailbox may be too small for some.
        long refused = statistics.value("messages.refused");
        assertEquals(sent.size() - refused, bills.size(), where + ": messages handled");
        long[] sums = new long[MessagePart.values().length];
        long all = 0;
        long stalls = 0;
        for (Bill bill : bills) {
            String which = where + ", message " + bill.message();
            for (MessagePart part : MessagePart.values()) {
                assertTrue(bill.of(part) >= 0, which + ": " + part + " " + bill.of(part));
                sums[part.ordinal()] += bill.of(part);
            }
            long id = bill.message().id();
            long begin = sent.get(id) - bill.of(MessagePart.SEND_SOFTWARE) - bill.of(MessagePart.SEND_STALL);
            assertEquals(bill.cycle() - begin, bill.sum(), which);
            long taken = bill.cycle() - bill.of(MessagePart.RECEIVE_SOFTWARE) - bill.of(MessagePart.WAKE_UP);
            assertEquals(delivered.get(id), taken - bill.of(MessagePart.MAILBOX), which);
            if (bill.message().kind() != MessageKind.REPLY) {
                assertEquals(started.get(id), taken, which);
            }
            all += bill.sum();
            stalls += bill.of(MessagePart.SEND_STALL);
        }
        assertEquals(bills.size(), statistics.histogram("message.cycles").count(), where);
        long registered = 0;
        for (MessagePart part : MessageMeter.PARTS) {
            assertEquals(sums[part.ordinal()], statistics.value(part.metric()), where + ": " + part);
            registered += statistics.value(part.metric());
        }
        assertEquals(all, registered, where);
        if (refused == 0) {
            assertEquals(statistics.value("core.stallCycles.send"), stalls, where);
        }
    }

    @Test
    void aLoneMessageCostsTheClosedFormPartByPart() {
        ChipSpec spec = ChipSpec.of(3, 3, 2).complete();
        for (int destination = 1; destination < spec.enclaves(); destination++) {
            for (int payload : new int[] {0, 40, 3000}) {
                checkAlone(spec, destination, payload);
            }
        }
    }

    private static void checkAlone(ChipSpec spec, int destination, int payload) {
        PlanBuilder builder = new PlanBuilder()
                .actor(
                        "sender",
                        (turn, memory) -> {
                            turn.charge(2000, 1, 1);
                            turn.send(turn.granted("receiver"), new byte[payload], NO_HANDLES);
                        },
                        to("receiver"))
                .actor("receiver", (turn, memory) -> {});
        List<Bill> bills = new ArrayList<>();
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.listen((cycle, message, parts) -> bills.add(new Bill(cycle, message, parts.clone())));
            chip.deploy(ChipPlans.pinned(builder, 0, destination));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
        }
        assertEquals(1, bills.size());
        Bill bill = bills.get(0);
        MeshSpec mesh = spec.mesh();
        int bytes = bill.message().wireBytes();
        boolean asks = bytes > spec.enclave().eagerBytes();
        int hops = mesh.hops(0, destination);
        Map<MessagePart, Long> expected = new HashMap<>();
        expected.put(MessagePart.SEND_SOFTWARE, 20L);
        expected.put(
                MessagePart.ROOM,
                asks
                        ? mesh.zeroLoadLatencyCycles(0, destination, Parcel.HEADER_BYTES)
                                + mesh.zeroLoadLatencyCycles(destination, 0, Parcel.HEADER_BYTES)
                        : 0);
        expected.put(MessagePart.INJECTION, 1L);
        expected.put(MessagePart.ROUTERS, 3L * (hops + 1));
        expected.put(MessagePart.LINKS, (long) hops);
        expected.put(MessagePart.SERIALISATION, spec.messages().flits(bytes, mesh) - 1);
        // Heads of segments behind the first, one cycle each.
        expected.put(MessagePart.CONTENTION, spec.messages().segments(bytes) - 1L);
        expected.put(MessagePart.EJECTION, 1L);
        expected.put(MessagePart.WAKE_UP, 5L);
        expected.put(MessagePart.RECEIVE_SOFTWARE, 20L);
        for (MessagePart part : MessagePart.values()) {
            assertEquals(
                    expected.getOrDefault(part, 0L),
                    bill.of(part),
                    part + " of " + payload + " bytes to " + destination);
        }
    }
}
