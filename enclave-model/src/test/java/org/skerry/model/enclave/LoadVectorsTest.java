package org.skerry.model.enclave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.skerry.model.enclave.ChipPlans.NO_HANDLES;
import static org.skerry.sim.machine.PlanBuilder.log;
import static org.skerry.sim.machine.PlanBuilder.spawn;
import static org.skerry.sim.machine.PlanBuilder.to;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.Order;
import org.skerry.model.attest.AttestationPlan;
import org.skerry.model.attest.Publisher;
import org.skerry.model.attest.Sha256;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.Region;
import org.skerry.model.protocol.LoadParcel;
import org.skerry.model.protocol.Manifest;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.sim.actor.ActorInstance;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.PlanBuilder;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.memory.LinearMemory;

/** Loads that must be refused, each beside the same load without the fault, which is not. */
class LoadVectorsTest {
    private static final ChipSpec SPEC = ChipSpec.of(2, 1, 1)
            .withEnclave(new EnclaveSpec(512 << 10, 8 << 10, 512, 4, 16, 32))
            .complete();

    private static final long AT = 1000;

    /** A program with an image and a security version of our choice. */
    private record Revision(Program program, byte[] image, int securityVersion) implements Program {
        @Override
        public Limits limits() {
            return program.limits();
        }

        @Override
        public ActorInstance instantiate(LinearMemory memory, Grants grants) {
            return program.instantiate(memory, grants);
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new SplittableRandom(count).nextBytes(bytes);
        return bytes;
    }

    private static DeploymentPlan with(PlanBuilder builder, String image, byte[] bytes, int securityVersion) {
        DeploymentPlan plan = builder.build();
        Map<String, Program> images = new TreeMap<>(plan.images());
        images.put(image, new Revision(images.get(image), bytes, securityVersion));
        return new DeploymentPlan(images, plan.actors(), List.of());
    }

    private static void say(Turn turn, String line) {
        turn.log(turn.granted("log"), line.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> lines(EnclaveChip chip) {
        return chip.log().stream().map(LogLine::text).toList();
    }

    private static long metric(EnclaveChip chip, String name) {
        return chip.statistics().value(name);
    }

    // ---- another image than was declared ---------------------------------------------------------------------------

    /** Where an image lies in the store of the control plane, whose bus can write it. */
    private static long addressOf(AddressSpace bus, String image) {
        return bus.segments().stream()
                .filter(region -> region.owner().equals("image " + image))
                .mapToLong(Region::base)
                .findFirst()
                .orElseThrow();
    }

    /** Each time the parent hears that its child was refused, the flipped bit goes back and another one is flipped. */
    @Test
    void noBitOfAnImageCanBeFlippedInAThousandTries() {
        int tries = 1000;
        int imageBytes = 300;
        SplittableRandom random = new SplittableRandom(35);
        EnclaveChip[] built = new EnclaveChip[1];
        long[] flipped = {-1};
        PlanBuilder builder = new PlanBuilder()
                .image("child", (turn, memory) -> {})
                .actor(
                        "parent",
                        (turn, memory) -> {
                            long refused = memory.load(0, 8);
                            memory.store(0, 8, refused + 1);
                            if (turn.message().kind() == MessageKind.REFUSED) {
                                turn.drop((int)
                                        LinearMemory.readWindow(turn.message().payload(), 4, 4));
                            }
                            AddressSpace bus = built[0].control().bus();
                            long base = addressOf(bus, "child");
                            if (flipped[0] >= 0) {
                                flip(bus, base, flipped[0]);
                                flipped[0] = -1;
                            }
                            if (refused < tries) {
                                flipped[0] = random.nextInt(8 * imageBytes);
                                flip(bus, base, flipped[0]);
                            }
                            if (refused <= tries) {
                                turn.spawn(turn.granted("child"), new byte[0], NO_HANDLES);
                            }
                        },
                        spawn("child"));
        try (EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL)) {
            built[0] = chip;
            chip.deploy(with(builder, "child", bytes(imageBytes), 0));
            chip.run(RunLimits.NONE);
            assertEquals(tries, metric(chip, "load.refused"), "seed 35");
            assertEquals(1, metric(chip, "load.count"), "the last image is as it was declared");
        }
    }

    private static void flip(AddressSpace bus, long base, long bit) {
        bus.store(base + bit / 8, 1, bus.load(base + bit / 8, 1) ^ 1L << bit % 8);
    }

    private static PlanBuilder victimAndImpostor() {
        return new PlanBuilder()
                .image(
                        "impostor",
                        (turn, memory) -> say(turn, "impostor " + turn.message().kind()))
                .actor(
                        "victim",
                        (turn, memory) -> say(turn, "victim " + turn.message().kind()),
                        log());
    }

    private static EnclaveChip reimaged(DeploymentPlan plan) {
        EnclaveChip chip = new EnclaveChip(SPEC, 1, ExecutionSpec.SERIAL);
        chip.takeOver(new HostileAgent(List.of(new Order.Reimage(AT, "victim", "impostor"))));
        chip.deploy(plan);
        return chip;
    }

    private static ImageManagement images(EnclaveChip chip) {
        return chip.images(0);
    }

    /** Runs until image management has code that it has hashed and not released. */
    private static void runToVerify(EnclaveChip chip, int imageBytes) {
        long hashed = AT
                + SPEC.load().holdCycles()
                + SPEC.load().zeroiseCycles(SPEC.enclave().clearedBytes())
                + SPEC.load().hashCycles(imageBytes);
        chip.run(RunLimits.toCycle(hashed + SPEC.load().verifyCycles() / 2).settled());
    }

    @Test
    void codeThatIsChangedBetweenHashAndReleaseIsNotReleased() {
        for (boolean changed : new boolean[] {false, true}) {
            try (EnclaveChip chip = reimaged(with(victimAndImpostor(), "impostor", bytes(500), 0))) {
                runToVerify(chip, 500);
                if (changed) {
                    images(chip).code().write(7, 99);
                }
                chip.run(RunLimits.NONE);
                assertEquals(!changed, lines(chip).contains("impostor START"), "changed " + changed);
                assertEquals(changed ? 1 : 0, metric(chip, "load.refused"));
                assertEquals(changed, chip.enclave(0).management().inReset(), "it stays held");
            }
        }
    }

    /** The latch by itself: a load with other bytes than a program's is refused at the end for want of a program, too. */
    @Test
    void aLatchTellsOfEveryWriteSinceTheHash() {
        ImageSegment code = new ImageSegment("child", bytes(64));
        assertTrue(code.writtenSinceHash(), "it was never hashed");
        code.forHashing();
        assertFalse(code.writtenSinceHash());
        code.write(5, 1);
        assertTrue(code.writtenSinceHash());
        code.forHashing();
        code.clear();
        assertTrue(code.writtenSinceHash());
    }

    /** A second image in the midst of a load is not written: its packet ends at image management. */
    @Test
    void aSecondImageIsNotTakenOnceTheFirstIsHashed() {
        try (EnclaveChip chip = reimaged(with(victimAndImpostor(), "impostor", bytes(500), 0))) {
            runToVerify(chip, 500);
            byte[] other = bytes(501);
            ImageSegment before = images(chip).code();
            chip.enclave(0)
                    .management()
                    .obey(
                            chip.cycle(),
                            SPEC.controlEndpoint(),
                            new LoadParcel.Reload(
                                    0,
                                    ActorBirth.actorId(0),
                                    ActorBirth.imageId("impostor"),
                                    other,
                                    new Publisher(Program.PUBLISHER).publish(other, 0)));
            assertEquals(before, images(chip).code());
            chip.run(RunLimits.NONE);
            assertTrue(lines(chip).contains("impostor START"));
        }
    }

    private static final byte[] IMAGE = bytes(400);

    private static Manifest published() {
        return new Publisher(Program.PUBLISHER).publish(IMAGE, 0);
    }

    /** Lines of the log, and loads that were refused, when an image comes under a manifest of our choice before that of the store. */
    private static EnclaveChip streamed(byte[] image, Manifest declared) {
        EnclaveChip chip = reimaged(with(victimAndImpostor(), "impostor", IMAGE, 0));
        long clear = AT
                + SPEC.messages().zeroLoadCycles(SPEC.controlEndpoint(), 0, Parcel.HEADER_BYTES, SPEC.mesh())
                + SPEC.load().holdCycles()
                + SPEC.load().zeroiseCycles(SPEC.enclave().clearedBytes());
        chip.run(RunLimits.toCycle(clear + 1).settled());
        long impostor = ActorBirth.imageId("impostor");
        chip.enclave(0)
                .management()
                .obey(
                        chip.cycle(),
                        SPEC.controlEndpoint(),
                        new LoadParcel.Reload(0, ActorBirth.actorId(0), impostor, image, declared));
        assertEquals(image.length, images(chip).code().forHashing().length);
        chip.run(RunLimits.NONE);
        return chip;
    }

    private static void refused(String what, byte[] image, Manifest declared) {
        try (EnclaveChip chip = streamed(image, declared)) {
            assertEquals(1, metric(chip, "load.refused"), what);
            assertFalse(lines(chip).contains("impostor START"), what);
            assertEquals(0, metric(chip, "load.count"), what);
        }
    }

    @Test
    void anImageWithTheManifestOfItsPublisherIsLoaded() {
        try (EnclaveChip chip = streamed(IMAGE, published())) {
            assertTrue(lines(chip).contains("impostor START"));
            assertEquals(0, metric(chip, "load.refused"));
        }
    }

    /** Who controls the plane can declare what he likes; what nobody who is trusted has signed is not loaded. */
    @Test
    void aForgedManifestIsRefusedBeforeAnythingIsLoaded() {
        Manifest good = published();
        byte[] other = bytes(401);
        refused("another image under the signature", other, good);
        refused(
                "its digest, and the signature of another one",
                other,
                new Manifest(Sha256.of(other), 0, good.signature()));
        refused("a stranger's signature", IMAGE, new Publisher("mallory").publish(IMAGE, 0));
        refused("no signature", IMAGE, new Manifest(good.imageDigest(), 0, new byte[Manifest.SIGNATURE_BYTES]));
        refused("half a signature", IMAGE, new Manifest(good.imageDigest(), 0, Arrays.copyOf(good.signature(), 32)));
        refused("a version it was not signed for", IMAGE, new Manifest(good.imageDigest(), 1, good.signature()));
    }

    /** Every byte, one bit of it. */
    @Test
    void noBitOfAManifestCanBeFlipped() {
        Manifest good = published();
        byte[] key = new Publisher(Program.PUBLISHER).publicKey();
        assertTrue(Publisher.hasSigned(key, good));
        for (int at = 0; at < Manifest.BYTES; at++) {
            byte[] digest = good.imageDigest().clone();
            byte[] signature = good.signature().clone();
            int version = 0;
            if (at < digest.length) {
                digest[at] ^= (byte) (1 << at % 8);
            } else if (at < digest.length + signature.length) {
                signature[at - digest.length] ^= (byte) (1 << at % 8);
            } else {
                version = 1 << 8 * (at - digest.length - signature.length);
            }
            assertFalse(Publisher.hasSigned(key, new Manifest(digest, version, signature)), "byte " + at);
        }
    }

    @Test
    void anActorsImageIsNeverReplacedByOneOfALowerSecurityVersion() {
        for (int version = 1; version <= 3; version++) {
            DeploymentPlan plan = with(victimAndImpostor(), "impostor", bytes(500), version);
            Map<String, Program> images = new TreeMap<>(plan.images());
            images.put("victim", new Revision(images.get("victim"), bytes(600), 2));
            try (EnclaveChip chip = reimaged(new DeploymentPlan(images, plan.actors(), List.of()))) {
                chip.run(RunLimits.NONE);
                assertEquals(version >= 2, lines(chip).contains("impostor START"), "version " + version);
                assertEquals(version >= 2 ? 0 : 1, metric(chip, "load.refused"));
            }
        }
    }

    // ---- what was there before -------------------------------------------------------------------------------------

    /** Counts words that are not zero when it begins; the victim fills its memory with a canary. */
    private static PlanBuilder canaries() {
        return new PlanBuilder()
                .image("impostor", (turn, memory) -> {
                    int left = 0;
                    for (int at = 0; at < 1 << 16; at += 8) {
                        left += memory.load(at, 8) == 0 ? 0 : 1;
                    }
                    say(turn, "left " + left);
                })
                .actor(
                        "victim",
                        (turn, memory) -> {
                            for (int at = 0; at < 1 << 16; at += 8) {
                                memory.store(at, 8, 0xCA9A27L);
                            }
                        },
                        log());
    }

    @Test
    void aStepOfZeroisingThatIsSkippedIsSeenByWhoeverComesNext() {
        try (EnclaveChip chip = reimaged(canaries().build())) {
            chip.run(RunLimits.NONE);
            assertEquals(List.of("left 0"), lines(chip));
        }
        // The mutant: what was in the memory is there again before the image comes.
        try (EnclaveChip chip = reimaged(canaries().build())) {
            chip.run(RunLimits.toCycle(AT + 5000).settled());
            AddressSpace memory = chip.enclave(0).resident().memory.space();
            long base = memory.segments().stream()
                    .filter(region -> region.owner().equals("actor victim"))
                    .mapToLong(Region::base)
                    .findFirst()
                    .orElseThrow();
            memory.store(base + 64, 8, 0xCA9A27L);
            chip.run(RunLimits.NONE);
            assertEquals(List.of("left 1"), lines(chip));
        }
    }

    /** A handle that came in a message is in the table until another image is loaded; then only those of the deployment are. */
    @Test
    void aHandleThatWasReceivedDoesNotOutliveTheImage() {
        for (boolean reload : new boolean[] {false, true}) {
            DeploymentPlan plan = new PlanBuilder()
                    .actor(
                            "victim",
                            (turn, memory) -> {
                                if (turn.message().kind() == MessageKind.USER && turn.receivedCount() == 0) {
                                    say(turn, "handle 3: " + turn.send(3, new byte[0], NO_HANDLES));
                                }
                            },
                            log(),
                            to("peer"))
                    .actor(
                            "peer",
                            (turn, memory) -> {
                                if (turn.message().kind() == MessageKind.START) {
                                    turn.send(turn.granted("victim"), new byte[1], new int[] {turn.granted("third")});
                                    turn.send(0, new byte[1], NO_HANDLES);
                                } else if (turn.message().payload().length == 1) {
                                    turn.charge(100_000, 0, 0); // until the load is over
                                    turn.send(turn.granted("victim"), new byte[2], NO_HANDLES);
                                }
                            },
                            to("victim"),
                            to("third"))
                    .actor("third", (turn, memory) -> {})
                    .build();
            ChipSpec three = ChipSpec.of(3, 1, 1).withEnclave(SPEC.enclave()).complete();
            try (EnclaveChip chip = new EnclaveChip(three, 1, ExecutionSpec.SERIAL)) {
                List<Order> orders = reload ? List.of(new Order.Reimage(AT, "victim", "victim")) : List.of();
                chip.takeOver(new HostileAgent(orders));
                chip.deploy(plan);
                chip.run(RunLimits.toCycle(AT).settled());
                assertTrue(chip.enclave(0).resident().turn.table().get(3) != null, "it has received the handle");
                chip.run(RunLimits.NONE);
                assertEquals(List.of("handle 3: " + (reload ? -1 : 0)), lines(chip), "reload " + reload);
            }
        }
    }

    /** A key follows from all that was measured: the same image loaded twice has two. */
    @Test
    void everyLoadHasAKeyOfItsOwn() {
        AttestationPlan asks = new AttestationPlan(List.of("victim"), 0, 1, 1, 1_000_000, 0, false);
        try (EnclaveChip chip =
                new EnclaveChip(ChipSpec.of(2, 2, 1), 1, ExecutionSpec.SERIAL, MeshNetwork::new, asks)) {
            chip.takeOver(new HostileAgent(List.of(new Order.Reimage(AT, "victim", "victim"))));
            chip.deploy(victimAndImpostor().build());
            chip.run(RunLimits.toCycle(AT).settled());
            var before = chip.enclave(0).loadTarget().claims();
            chip.run(RunLimits.NONE);
            var after = chip.enclave(0).loadTarget().claims();
            assertEquals(1, before.bootCount());
            assertEquals(2, after.bootCount());
            assertNotEquals(before, after);
            assertFalse(chip.enclave(0).management().inReset());
        }
    }
}
