package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NocCommandTest {
    private static final String BOOKSIM =
            "topology = mesh; // small\nk = 4;\nrouting_function = dor;\nnum_vcs = 2;\nrouting_delay = 0;\nsample_period = 200;\n";

    private static final String OURS = """
            network: {width: 4, height: 4, routing: xy}
            router: {vcs: 2, creditCycles: 0}
            traffic: {loads: [0.1]}
            phases: {periodCycles: 200}
            seed: 0
            """;

    @TempDir
    private Path folder;

    @Test
    void thePacketLevelModelSaysWhereItIsOutOfItsRange() throws IOException {
        Path file = Skerry.write(folder, "mesh.cfg", BOOKSIM);
        Skerry noc = Skerry.run("noc", file.toString(), "--model", "packet", "--loads", "0.1,0.6", "--json");
        assertEquals(0, noc.code(), noc.err());
        JsonNode array = new ObjectMapper().readTree(noc.out());
        assertEquals("packet", array.get(0).get("network_model").asText());
        assertFalse(array.get(0).get("network_out_of_range").asBoolean());
        assertTrue(array.get(1).get("network_out_of_range").asBoolean());
        Skerry people = Skerry.run("noc", file.toString(), "--model", "packet", "injection_rate=0.6");
        assertTrue(people.out().contains("out of range"), people.out());
    }

    @Test
    void thePacketLevelModelRefusesByNameWhatItDoesNotKnow() throws IOException {
        Path file = Skerry.write(folder, "mesh.cfg", BOOKSIM);
        for (String setting : List.of(
                "routing_function=adaptive_xy_yx",
                "routing_function=min_adapt",
                "wait_for_tail_credit=1",
                "speculative=1")) {
            Skerry noc = Skerry.run("noc", file.toString(), setting, "--model", "packet");
            assertEquals(2, noc.code(), setting + noc.err());
            assertTrue(noc.err().contains("packet-level model"), noc.err());
        }
        Skerry other = Skerry.run("noc", file.toString(), "vc_allocator=wavefront", "--model", "packet");
        assertTrue(other.err().contains("no allocators"), other.err());
    }

    @Test
    void aBookSimFileGivesOneFlatObjectForEachLoad() throws IOException {
        Path file = Skerry.write(folder, "mesh.cfg", BOOKSIM);
        Skerry noc = Skerry.run(
                "noc",
                file.toString(),
                "num_vcs=4",
                "latency_thres=60",
                "--loads",
                "0.1,0.95",
                "--seeds",
                "2",
                "--json");
        assertEquals(0, noc.code(), noc.err());
        JsonNode array = new ObjectMapper().readTree(noc.out());
        assertEquals(2, array.size());
        for (JsonNode point : array) {
            point.forEach(field -> assertTrue(field.isValueNode(), field.toString()));
            for (String name : List.of(
                    "offered_flits_per_node_cycle",
                    "saturated",
                    "packet_latency_avg",
                    "network_latency_avg",
                    "flit_latency_avg",
                    "fragmentation_avg",
                    "hops_avg",
                    "injected_flits_per_node_cycle",
                    "accepted_flits_per_node_cycle",
                    "accepted_min_node",
                    "accepted_max_node",
                    "cycles",
                    "sample_periods_run")) {
                assertTrue(point.has(name), name);
            }
        }
        assertFalse(array.get(0).get("saturated").asBoolean());
        assertEquals(16.1, array.get(0).get("packet_latency_avg").asDouble(), 0.6);
        assertEquals(0.1, array.get(0).get("accepted_flits_per_node_cycle").asDouble(), 0.02);
        assertTrue(array.get(1).get("saturated").asBoolean());
        assertTrue(array.get(1).get("packet_latency_avg").isNull());
        assertTrue(array.get(1).get("accepted_flits_per_node_cycle").asDouble() > 0.6);
    }

    @Test
    void ourOwnFormatSaysTheSame() throws IOException {
        Path ours = Skerry.write(folder, "mesh.yaml", OURS);
        Path booksim = Skerry.write(folder, "mesh.cfg", BOOKSIM);
        Skerry one = Skerry.run("noc", ours.toString(), "--json");
        assertEquals(0, one.code(), one.err());
        assertEquals(Skerry.run("noc", booksim.toString(), "--json").out(), one.out());
        Skerry divided = Skerry.run(
                "noc", ours.toString(), "network.domains=8", "network.schedule=wave", "traffic.loads=0.01", "--json");
        double alone = new ObjectMapper()
                .readTree(one.out())
                .get(0)
                .get("packet_latency_avg")
                .asDouble();
        double among = new ObjectMapper()
                .readTree(divided.out())
                .get(0)
                .get("packet_latency_avg")
                .asDouble();
        assertTrue(among > alone + 4 && among < alone + 12, alone + " alone, " + among + " among eight");
        Skerry deadlock = Skerry.run("noc", ours.toString(), "network.routing=o1turn", "router.vcs=3");
        assertEquals(2, deadlock.code());
        assertTrue(deadlock.err().contains("for ever: router "), deadlock.err());
        Skerry wrong = Skerry.run("noc", ours.toString(), "router.vc=3");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("unknown key 'router.vc'"), wrong.err());
    }

    @Test
    void aCurveIsDrawnIntoAReport() throws IOException {
        Path file = Skerry.write(folder, "mesh.cfg", BOOKSIM);
        Path out = folder.resolve("result");
        Skerry noc = Skerry.run("noc", file.toString(), "--loads", "0.1,0.2", "--out", out.toString());
        assertEquals(0, noc.code(), noc.err());
        assertTrue(noc.out().contains("0.2000"), noc.out());
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("Latency of packets") && page.contains("skerry noc "), page);
        assertTrue(Files.exists(out.resolve("chart-latency.svg")));
    }

    @Test
    void theSameSeedGivesTheSameFiguresOnAnyNumberOfThreads() throws IOException {
        Path file = Skerry.write(folder, "mesh.cfg", BOOKSIM);
        String[] one = {"noc", file.toString(), "--loads", "0.1,0.2,0.3", "--json", "--threads", "1"};
        String[] two = {"noc", file.toString(), "--loads", "0.1,0.2,0.3", "--json", "--threads", "2"};
        assertEquals(Skerry.run(one).out(), Skerry.run(two).out());
    }

    @Test
    void chipletsAreMeshesOfTheirOwnWithSlowerLinksBetweenThem() throws IOException {
        Path file = Skerry.write(folder, "chiplets.yaml", """
                network: {topology: chiplets, width: 2, height: 2, chipletsAcross: 2, chipletsDown: 2, chipletLinkCycles: 9}
                traffic: {pattern: bitcomp, loads: [0.001]}
                phases: {periodCycles: 5000}
                """);
        Skerry done = Skerry.run("noc", file.toString(), "network.chipletFlitCycles=2", "--json");
        assertEquals(0, done.code(), done.err());
        // The opposite corner of 4 x 4: 2 hops on the mean to each side, of which one crosses: 3 + 5 * 3 + 2 + 2 * 10.
        JsonNode point = new ObjectMapper().readTree(done.out()).get(0);
        assertEquals(5, point.get("hops_avg").asDouble(), 0.3);
        assertEquals(3 + 5 * 3 + 2 + 2 * 10, point.get("packet_latency_avg").asDouble(), 2);
        assertRefused("topology=chiplets only", "noc", file.toString(), "network.topology=mesh");
        Skerry shallow = Skerry.run("noc", file.toString(), "network.chipletLinkCycles=99");
        assertTrue(shallow.err().contains("Raise router.vcDepthFlits to 26"), shallow.err());
    }

    @Test
    void aPresetIsANetworkThatFilesAndSettingsChange() throws IOException {
        Skerry plain = Skerry.run("noc", "--preset", "scc", "traffic.loads=0.01", "--json");
        assertEquals(0, plain.code(), plain.err());
        double hops =
                new ObjectMapper().readTree(plain.out()).get(0).get("hops_avg").asDouble();
        assertEquals(35.0 / 18 + 15.0 / 12 + 1, hops, 0.2);
        Path file = Skerry.write(folder, "mesh.yaml", "traffic: {loads: [0.01]}\n");
        assertEquals(
                plain.out(),
                Skerry.run("noc", "--preset", "scc", file.toString(), "--json").out());
        assertRefused("Did you mean 'scc'", "noc", "--preset", "sc");
        Path booksim = Skerry.write(folder, "mesh.cfg", BOOKSIM);
        assertRefused("presets do not mix", "noc", "--preset", "scc", booksim.toString());
    }

    @Test
    void aTraceIsSentThroughANetworkOfEitherFormat() throws IOException {
        Path trace = Skerry.write(folder, "trace.csv", "cycle,source,destination,flits,class\n0,0,15,1\n4,1,1,2,1\n");
        Path booksim = Skerry.write(folder, "mesh.cfg", BOOKSIM);
        Path ours = Skerry.write(folder, "mesh.yaml", OURS);
        Skerry one = Skerry.run("noc", booksim.toString(), "--trace", trace.toString(), "--json");
        assertEquals(0, one.code(), one.err());
        JsonNode array = new ObjectMapper().readTree(one.out());
        assertEquals(3, array.size());
        assertEquals(2, array.get(0).get("packets").asInt());
        assertEquals(2 + 4 * 7, array.get(1).get("packet_latency_avg").asInt());
        assertEquals(2 + 4 + 1, array.get(2).get("packet_latency_avg").asInt());
        assertEquals(30, array.get(0).get("cycles").asInt());
        assertEquals(
                one.out(),
                Skerry.run("noc", ours.toString(), "--trace", trace.toString(), "--json")
                        .out());
        Path named = Skerry.write(
                folder, "named.yaml", "network: {width: 4, height: 4}\ntraffic: {pattern: trace(" + trace + ")}\n");
        assertEquals(one.out(), Skerry.run("noc", named.toString(), "--json").out());
        assertTrue(Skerry.run("noc", named.toString()).out().contains("All packets had arrived 26 cycles after"));
        assertRefused("--trace takes no --bench", "noc", named.toString(), "--loads", "0.1");
        assertRefused("--trace takes no --non-interference", "noc", named.toString(), "--non-interference");
        assertRefused("--trace takes no --non-interference", "noc", named.toString(), "--insight");
        assertRefused("--laws takes no FILE", "noc", "--preset", "scc", "--laws");
        assertRefused("unknown key 'traffic.packetFlits'", "noc", named.toString(), "traffic.packetFlits=2");
        assertRefused("does not exist", "noc", ours.toString(), "--trace", "none.csv");
        Path wide = Skerry.write(folder, "wide.csv", "0,0,16,1\n");
        assertRefused("wide.csv:1:5: destination=16", "noc", ours.toString(), "--trace", wide.toString());
        Path packed = Skerry.write(folder, "packed.tra.bz2", "BZh91");
        assertRefused("bunzip2", "noc", ours.toString(), "--trace", packed.toString());
    }

    @Test
    void aTableOfNoximSaysWhoSendsToWhom() throws IOException {
        Path table = Skerry.write(folder, "table.txt", "% one pair\n0 3 0.5\n");
        Path ours = Skerry.write(folder, "mesh.yaml", OURS);
        Skerry done = Skerry.run("noc", ours.toString(), "--table", table.toString(), "--json");
        assertEquals(0, done.code(), done.err());
        JsonNode point = new ObjectMapper().readTree(done.out()).get(0);
        assertEquals(0.5 / 16, point.get("offered_flits_per_node_cycle").asDouble());
        assertEquals(0.5, point.get("accepted_max_node").asDouble(), 0.05);
        assertEquals(4, point.get("hops_avg").asInt());
        assertRefused("says itself how much", "noc", ours.toString(), "--table", table.toString(), "--loads", "0.1");
    }

    @Test
    void whatIsNotModelledIsRefusedByName() throws IOException {
        Path file = Skerry.write(folder, "mesh.cfg", BOOKSIM);
        assertRefused("output_speedup = 2", "noc", file.toString(), "output_speedup=2");
        assertRefused("no key 'vcs'", "noc", file.toString(), "vcs=2");
        assertRefused("traffic.load=1.5", "noc", file.toString(), "--loads", "1.5");
        assertRefused("neither FILE nor", "noc");
        assertRefused("matches no curve", "noc", "--reference", "nothing");
        assertRefused("--seeds=0", "noc", file.toString(), "--seeds", "0");
    }

    private static void assertRefused(String part, String... words) {
        Skerry noc = Skerry.run(words);
        assertEquals(2, noc.code());
        assertTrue(noc.err().contains(part), noc.err());
        assertEquals("", noc.out());
    }

    @Test
    void domainsAreComparedWithTimeDivisionAndWithout() throws IOException {
        Path file = Skerry.write(folder, "mesh.yaml", OURS);
        Skerry noc = Skerry.run(
                "noc", file.toString(), "phases.periodCycles=40", "network.domains=2", "--non-interference", "--json");
        assertEquals(0, noc.code(), noc.err());
        JsonNode array = new ObjectMapper().readTree(noc.out());
        assertEquals(2, array.size());
        assertTrue(array.get(0).get("identical").asBoolean());
        assertTrue(array.get(0).get("first_divergent_cycle").isNull());
        assertFalse(array.get(1).get("identical").asBoolean());
        assertTrue(array.get(1).get("first_divergent_cycle").asLong() >= 0);
        assertTrue(array.get(1).get("cause").asText().contains("of domain 0"), noc.out());
    }

    @Test
    void whatFailsUnderWayIsAccountedForAndDrawn() throws IOException {
        Path file = Skerry.write(folder, "mesh.yaml", OURS);
        Path out = folder.resolve("faults");
        Skerry noc = Skerry.run(
                "noc",
                file.toString(),
                "network.routing=fault-tolerant",
                "faults.schedule=link 8 at 300,router 15 at 500,port 21 at 700",
                "faults.corruption=0.001",
                "--out",
                out.toString(),
                "--json");
        assertEquals(0, noc.code(), noc.err());
        JsonNode run = new ObjectMapper().readTree(noc.out()).get(0);
        assertEquals(3, run.get("reconfigurations").asInt());
        assertEquals(0, run.get("packets_left").asInt());
        long lost = run.get("packets_lost_source_dead").asLong()
                + run.get("packets_lost_destination_dead").asLong()
                + run.get("packets_lost_no_way").asLong();
        assertTrue(lost > 0);
        assertEquals(
                run.get("packets_made").asLong(), run.get("packets_delivered").asLong() + lost);
        assertEquals(1.0, run.get("reachable_pairs").asDouble());
        for (String chart : List.of("fault-delivery", "fault-latency")) {
            for (String ending : List.of("svg", "png", "csv")) {
                assertTrue(Files.size(out.resolve("chart-" + chart + "." + ending)) > 100);
            }
        }
    }

    @Test
    void aFaultThatCannotBeIsRefused() throws IOException {
        Path file = Skerry.write(folder, "mesh.yaml", OURS);
        for (String setting : List.of(
                "faults.schedule=tile 3 at 5", "faults.schedule=link 1 at 5", "faults.corruption=1", "faults.crc=3")) {
            Skerry noc = Skerry.run("noc", file.toString(), setting);
            assertEquals(2, noc.code(), setting);
            assertTrue(noc.err().contains("faults."), noc.err());
        }
    }

    @Test
    void theNetworkIsSeenFromWithinAndAddsUp() throws IOException {
        Path file = Skerry.write(folder, "mesh.yaml", OURS);
        Path out = folder.resolve("within");
        Skerry noc = Skerry.run(
                "noc",
                file.toString(),
                "--loads",
                "0.1,0.4",
                "--trace-packets",
                "0:5,3:12",
                "--out",
                out.toString(),
                "--json");
        assertEquals(0, noc.code(), noc.err());
        JsonNode both = new ObjectMapper().readTree(noc.out());
        for (JsonNode point : both.get("points")) {
            double sum = point.get("latency_source_queue").asDouble()
                    + point.get("latency_routing").asDouble()
                    + point.get("latency_contention").asDouble()
                    + point.get("latency_serialisation").asDouble();
            assertEquals(point.get("watched_latency_avg").asDouble(), sum, 1e-9);
        }
        assertTrue(both.get("packets").size() > 0);
        for (JsonNode packet : both.get("packets")) {
            int source = packet.get("source").asInt();
            assertTrue(source == 0 || source == 3);
            assertEquals(source, packet.get("path").get(0).get("router").asInt());
        }
        for (String chart : List.of("latency", "latency-parts", "link-load", "occupancy", "vc-occupancy")) {
            for (String ending : List.of("svg", "png", "csv")) {
                assertTrue(Files.size(out.resolve("chart-" + chart + "." + ending)) > 10);
            }
        }
        assertTrue(Files.readString(out.resolve("chart-link-load.csv")).lines().count() == 1 + 48);
        assertTrue(Files.readString(out.resolve("report.html")).contains("Packets on their way"));
        assertEquals(
                2, Skerry.run("noc", file.toString(), "--trace-packets", "3:").code());
    }
}
