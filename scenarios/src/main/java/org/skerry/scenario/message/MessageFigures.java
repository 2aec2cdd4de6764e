package org.skerry.scenario.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.protocol.MessageSpec;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.ideal.IdealNetwork;
import org.skerry.noc.mesh.MeshNetwork;
import org.skerry.noc.packet.PacketNetwork;
import org.skerry.noc.router.RouterSpec;
import org.skerry.noc.routing.DimensionOrder;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.scenario.message.MessageRun.Sends;

/** What messages cost on the chip, each figure beside the closed form or bound that was committed before it was measured. */
public final class MessageFigures {
    /** A lone message, from its sender's software to its handler. */
    public static final String ALONE = "lone message";

    /** A message across a large one. */
    public static final String CROSSING = "across 64 KiB";

    /** Large messages that share a link. */
    public static final String SHARING = "three of 64 KiB on one link";

    /** Messages beside those that wait for a full mailbox. */
    public static final String FULL = "past a full mailbox";

    private static final int LARGE = 64 << 10;
    private static final int UNCUT = 1 << 20;
    private static final int[] PAYLOADS = {0, 64, 448, 2048, LARGE};
    private static final int[] MAX_PACKETS = {256, 1024, 8192, UNCUT};
    private static final int STEP = 37;

    /**
     * One figure.
     *
     * @param subject   one of the constants here
     * @param figure    what was measured
     * @param point     where
     * @param expected  by closed form; 0 where there is a bound
     * @param measured  in cycles
     * @param tolerance of the difference: 0 for a closed form, else the bound
     * @param note      more for people
     */
    public record Figure(
            String subject, String figure, String point, long expected, long measured, long tolerance, String note) {}

    private final List<Figure> figures = new ArrayList<>();

    private MessageFigures() {}

    /** Measures all of the subjects that are wanted. */
    public static List<Figure> measure(Predicate<String> wanted) {
        MessageFigures all = new MessageFigures();
        if (wanted.test(ALONE)) {
            all.alone();
        }
        if (wanted.test(CROSSING)) {
            networks().forEach(all::crossing);
        }
        if (wanted.test(SHARING)) {
            networks().forEach(all::sharing);
        }
        if (wanted.test(FULL)) {
            networks().forEach(all::full);
        }
        return all.figures;
    }

    private static Map<String, NetworkMaker> networks() {
        Map<String, NetworkMaker> networks = new LinkedHashMap<>();
        networks.put("mesh", MeshNetwork::new);
        networks.put(
                "mesh, 1 VC",
                (mesh, partitions, bodies) -> new MeshNetwork(
                        mesh, RouterSpec.of(mesh).withVcsPerVnet(1), DimensionOrder.XY, partitions, bodies));
        networks.put("packet", PacketNetwork::new);
        networks.put("ideal", IdealNetwork::new);
        return networks;
    }

    // ---- alone -------------------------------------------------------------------------------------------------

    private void alone() {
        ChipSpec chip = ChipSpec.of(8, 8, 1).complete();
        for (int place : new int[] {1, 35, 63}) {
            for (int bytes : PAYLOADS) {
                long measured = new MessageRun(chip)
                        .actor(0, 0, new Sends(place, 1, bytes, 2000))
                        .actor(place, 0)
                        .on(MeshNetwork::new)
                        .statistics()
                        .histogram("message.cycles")
                        .max();
                MeshSpec mesh = chip.mesh();
                int wire = bytes + 40; // header of 32, and one derivation of its capability
                long room = wire <= chip.enclave().eagerBytes()
                        ? 0
                        : mesh.zeroLoadLatencyCycles(0, place, Parcel.HEADER_BYTES)
                                + mesh.zeroLoadLatencyCycles(place, 0, Parcel.HEADER_BYTES);
                long expected = chip.core().softwareMeshCycles(chip.core().sendCycles())
                        + room
                        + chip.messages().zeroLoadCycles(0, place, wire, mesh)
                        + chip.core().wakeUpMeshCycles()
                        + chip.core().receiveMeshCycles();
                figures.add(new Figure(
                        ALONE,
                        "sender's software to handler",
                        mesh.hops(0, place) + " links, " + bytes + " bytes",
                        expected,
                        measured,
                        0,
                        ""));
            }
        }
    }

    // ---- large messages ------------------------------------------------------------------------------------------

    /** From tile 0 of a row to tile 3 goes the large one, from tile 1 to tile 3 the small one. */
    private void crossing(String name, NetworkMaker network) {
        for (int maxPacket : MAX_PACKETS) {
            ChipSpec chip = ChipSpec.of(4, 2, 2)
                    .withMessages(new MessageSpec(maxPacket))
                    .complete();
            long alone = small(chip, network, 500, 0);
            long worst = 0;
            long sum = 0;
            int tries = 0;
            for (int late = 200; late < 2200; late += STEP) {
                long delay = small(chip, network, late, LARGE) - alone;
                worst = Math.max(worst, delay);
                sum += delay;
                tries++;
            }
            MessageSpec packets = new MessageSpec(Math.min(maxPacket, LARGE + 40));
            figures.add(new Figure(
                    CROSSING,
                    "longest delay of a small message",
                    name + ", " + packets(maxPacket),
                    0,
                    worst,
                    packets.crossingBoundCycles(chip.mesh()),
                    String.format("%.1f on average; alone %d", (double) sum / tries, alone)));
        }
    }

    private static String packets(int maxPacket) {
        return maxPacket == UNCUT ? "uncut" : "packets of " + maxPacket;
    }

    private static long small(ChipSpec chip, NetworkMaker network, int late, int large) {
        Sends[] bulk = large == 0 ? new Sends[0] : new Sends[] {new Sends(6, 1, large, 0)};
        return new MessageRun(chip)
                .actor(0, 0, bulk)
                .actor(6, 0)
                .actor(2, 0, new Sends(7, 1, 16, late))
                .actor(7, 0)
                .on(network)
                .latencies(2)
                .get(0);
    }

    /** From tiles 0, 1 and 2 of a row to tile 3: who is done when, and that the link they share is never idle for long. */
    private void sharing(String name, NetworkMaker network) {
        for (int maxPacket : MAX_PACKETS) {
            ChipSpec chip = ChipSpec.of(4, 2, 3)
                    .withMessages(new MessageSpec(maxPacket))
                    .complete();
            MessageRun run = new MessageRun(chip);
            for (int tile = 0; tile < 3; tile++) {
                run.actor(3 * tile, 0, new Sends(9 + tile, 1, LARGE, 0)).actor(9 + tile, 0);
            }
            run.on(network);
            List<Long> done = new ArrayList<>();
            for (int tile = 0; tile < 3; tile++) {
                done.add(run.latencies(3 * tile).get(0));
            }
            long flits = chip.messages().flits(LARGE + 40, chip.mesh());
            long heads = chip.messages().segments(LARGE + 40);
            long last = Collections.max(done);
            // The ideal network has no links to share.
            long shared = name.equals("ideal") ? flits : 3 * flits;
            figures.add(new Figure(
                    SHARING,
                    "the last has arrived",
                    name + ", " + packets(maxPacket),
                    shared,
                    last,
                    4 * heads + 150,
                    "from 3, 2 and 1 links away after " + done.get(0) + ", " + done.get(1) + ", " + done.get(2)));
        }
    }

    // ---- full mailboxes ----------------------------------------------------------------------------------------

    /** 0 fills the mailbox of 3, whose turns are long; 40 messages of 1 go over the same routers to 7. */
    private void full(String name, NetworkMaker network) {
        ChipSpec base = ChipSpec.of(4, 2, 1);
        ChipSpec chip = base.withEnclave(base.enclave().withMailbox(512, 0)).complete();
        List<Long> free = others(chip, network, 0);
        List<Long> beside = others(chip, network, 60);
        long worst = 0;
        long sum = 0;
        for (int i = 0; i < free.size(); i++) {
            worst = Math.max(worst, beside.get(i) - free.get(i));
            sum += beside.get(i) - free.get(i);
        }
        figures.add(new Figure(
                FULL,
                "longest delay of another sender's message",
                name,
                0,
                worst,
                chip.mesh().flits(64 + 40) + 2L,
                String.format("%.2f on average, with 56 of 60 messages held back", (double) sum / free.size())));
    }

    private static List<Long> others(ChipSpec chip, NetworkMaker network, int flood) {
        return new MessageRun(chip)
                .actor(0, 0, new Sends(3, flood, 64, 0))
                .actor(3, 6000)
                .actor(1, 0, new Sends(7, 40, 16, 400))
                .actor(7, 0)
                .on(network)
                .latencies(1);
    }
}
