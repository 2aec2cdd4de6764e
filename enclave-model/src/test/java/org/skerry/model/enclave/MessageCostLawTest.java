package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.count.CostLaw;
import org.skerry.model.count.MessagePart;
import org.skerry.model.protocol.MessageSpec;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.mesh.TimeDivisionSpec;
import org.skerry.noc.mesh.TimeDivisionSpec.Schedule;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.kernel.ClockDomain;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.stats.StatsSnapshot;

/** Every cycle of a message is in exactly one of its parts, and those of a lone one are what the closed form says. */
class MessageCostLawTest {
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
            CostLaw law = new CostLaw(where);
            try (EnclaveChip chip = new EnclaveChip(spec, seed, ExecutionSpec.SERIAL, net.maker())) {
                chip.observe(law);
                chip.listen(law);
                chip.deploy(CostLaw.chatter(seed).build());
                RunOutcome outcome = chip.run(RunLimits.NONE);
                assertInstanceOf(RunOutcome.Quiescent.class, outcome, where + ": " + outcome.explain());
                // The cycle of a turn's start is that at which its core takes the message and, if it sleeps, begins to
                // wake up.
                law.check(chip.statistics(), MessageMeter.PARTS, 20, true, 5, 20);
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

    /** What else lies on the way: a port that enclaves of a tile share, slots of domains, cores without power, slower clocks. */
    @Test
    void theyAlsoDoWithSharedPortsTimeDivisionSleepAndOtherClocks() {
        for (int seed = 1; seed <= 12; seed++) {
            ChipSpec spec = spec(new Random(seed));
            long software = 20;
            switch (seed % 4) {
                case 0 -> spec = spec.withMesh(spec.mesh().withSharedPort(true));
                case 1 -> spec = spec.withTimeDivision(TimeDivisionSpec.of(Schedule.WAVE, 3));
                case 2 ->
                    spec = spec.withPower(
                            new PowerSpec(50, 100, 200, 0, 1000, 16, 10_000, 2_500, 400, AboveBudget.SLOW));
                default -> {
                    spec = spec.withCore(slower(spec.core()));
                    software = 30;
                }
            }
            CostLaw law = new CostLaw("seed " + seed);
            try (EnclaveChip chip = new EnclaveChip(spec, seed, ExecutionSpec.SERIAL)) {
                chip.observe(law);
                chip.listen(law);
                chip.deploy(CostLaw.chatter(seed).build());
                RunOutcome outcome = chip.run(RunLimits.NONE);
                assertInstanceOf(RunOutcome.Quiescent.class, outcome, "seed " + seed + ": " + outcome.explain());
                law.check(
                        chip.statistics(),
                        MessageMeter.PARTS,
                        software,
                        true,
                        spec.core().wakeUpMeshCycles(),
                        software);
            }
        }
    }

    /** What messages note on their way goes with them to another thread, and into a checkpoint, segment by segment. */
    @ParameterizedTest
    @MethodSource("networks")
    void partitionsAndCheckpointsCountTheSame(SegmentationTest.Net net) {
        int parts = net.name().equals("packet") ? 1 : 3;
        for (int seed = 1; seed <= 6; seed++) {
            ChipSpec spec = spec(new Random(seed));
            List<Long> whole = costs(spec, seed, net, ExecutionSpec.SERIAL, List.of());
            assertEquals(
                    whole, costs(spec, seed, net, ExecutionSpec.partitions(parts), List.of()), net + ", seed " + seed);
            List<Long> cuts = List.of(400L + 31 * seed, 1500L + 77 * seed, 3000L);
            assertEquals(whole, costs(spec, seed, net, ExecutionSpec.SERIAL, cuts), net + ", seed " + seed);
        }
    }

    /** The parts of all messages of a run that is saved, and goes on elsewhere, at these cycles. */
    private static List<Long> costs(
            ChipSpec spec, int seed, SegmentationTest.Net net, ExecutionSpec execution, List<Long> cuts) {
        EnclaveChip chip = new EnclaveChip(spec, seed, execution, net.maker());
        try {
            chip.deploy(CostLaw.chatter(seed).build());
            for (long cut : cuts) {
                chip.run(RunLimits.toCycle(cut).settled());
                byte[] saved = chip.checkpoint();
                chip.close();
                chip = new EnclaveChip(spec, seed, execution, net.maker());
                chip.deploy(CostLaw.chatter(seed).build());
                chip.restore(saved);
            }
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
            StatsSnapshot statistics = chip.statistics();
            return MessageMeter.PARTS.stream()
                    .map(part -> statistics.value(part.metric()))
                    .toList();
        } finally {
            chip.close();
        }
    }

    /** Two cycles of such a core are three of the mesh. */
    private static CoreSpec slower(CoreSpec core) {
        return new CoreSpec(
                new ClockDomain("core", 2, 3),
                core.milliCyclesPerInstruction(),
                core.milliCyclesPerLoad(),
                core.milliCyclesPerStore(),
                core.wakeUpCycles(),
                core.receiveCycles(),
                core.sendCycles());
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
        CostLaw law = new CostLaw("alone");
        try (EnclaveChip chip = new EnclaveChip(spec, 1, ExecutionSpec.SERIAL)) {
            chip.listen(law);
            chip.deploy(ChipPlans.pinned(builder, 0, destination));
            assertInstanceOf(RunOutcome.Quiescent.class, chip.run(RunLimits.NONE));
        }
        assertEquals(1, law.bills().size());
        CostLaw.Bill bill = law.bills().get(0);
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
