package org.skerry.noc.booksim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.router.AllocatorSpec;
import org.skerry.noc.traffic.NetworkSpec;
import org.skerry.noc.traffic.PatternSpec;
import org.skerry.sim.config.ConfigException;

class BookSimConfigTest {
    private static final String MESH = "topology = mesh; routing_function = dor;";

    private static BookSimConfig read(String text, String... overrides) {
        return BookSimConfig.read(text, "file", List.of(overrides));
    }

    private static void refused(String part, String text, String... overrides) {
        ConfigException refusal = assertThrows(ConfigException.class, () -> read(text, overrides));
        assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }

    @Test
    void aFileIsReadWithItsCommentsAndTheCommandLineCountsMore() {
        BookSimConfig config = read(
                "// a mesh\n topology = mesh; k = 4; // small\nrouting_function=xy_yx;\nnum_vcs\n= 2;",
                "k=16",
                "num_vcs=8");
        NetworkSpec network = config.network();
        assertEquals(256, network.grid().routers());
        assertEquals(8, network.vcs());
        assertEquals(GridRouting.O1TURN, network.routing());
    }

    @Test
    void whatIsLeftOutHasBookSimsDefault() {
        NetworkSpec network = read(MESH).network();
        assertEquals(16, network.vcs());
        assertEquals(8, network.vcDepthFlits());
        assertEquals(1, network.stages().routingCycles());
        assertEquals(0, network.creditCycles());
        assertEquals(AllocatorSpec.ISLIP, network.vcAllocator());
        assertEquals(0.1, read(MESH).traffic().load());
        assertEquals(0.5, read(MESH, "packet_size=5").traffic().load(), 1e-12);
        assertEquals(
                0.1,
                read(MESH, "packet_size=5", "injection_rate_uses_flits=1")
                        .traffic()
                        .load());
    }

    @Test
    void whatChangesNothingInBookSimEitherIsAcceptedWithARemark() {
        assertEquals(List.of(), read(MESH, "alloc_iters=1", "batch_size=1000").remarks());
        assertEquals(
                List.of("batch_size = 2000 changes nothing: it is for batches"),
                read(MESH, "batch_size=2000").remarks());
        for (String setting : List.of(
                "alloc_iters=2",
                "arb_type=matrix",
                "write_reply_begin_vc=2",
                "spec_check_elig=0",
                "fail_seed=time",
                "xr=2",
                "burst_alpha=0.1")) {
            BookSimConfig config = read(MESH, setting);
            assertEquals(1, config.remarks().size(), setting);
            assertEquals(read(MESH).network(), config.network(), setting);
            assertEquals(read(MESH).traffic(), config.traffic(), setting);
        }
    }

    @Test
    void everyKeyIsHonouredOrRefusedByName() {
        refused("no key 'num_vc'. Did you mean 'num_vcs'?", MESH, "num_vc=4");
        refused("input_speedup = 2 is not supported", MESH + "input_speedup = 2;");
        refused("spec_check_cred = 0 is not supported", MESH, "speculative=1", "spec_check_cred=0");
        refused("topology = fly", "topology=fly;");
        refused("routing_function = none with topology = torus", "k=4;");
        refused("traffic = badperm", MESH, "traffic=badperm");
        refused("vc_allocator = pim", MESH, "vc_allocator=pim");
        refused("k = many", MESH, "k=many");
        refused("does not end in ';'", "topology = mesh");
        refused("has a space", "traffic = hotspot({{1, 2}});" + MESH);
        refused("below 4", "topology=torus;routing_function=min_adapt;num_vcs=3;");
        read(MESH, "input_speedup=1", "internal_speedup=1.0", "alloc_iters=1", "sim_count=1");
    }

    @Test
    void everyPointOfTheReferenceIsUnderstood() {
        List<ReferencePoint> points = ReferencePoint.all();
        assertEquals(166, points.size());
        for (ReferencePoint point : points) {
            BookSimConfig config = point.config(point.saturated());
            assertEquals(point.offered(), config.traffic().load(), 1e-12, point.toString());
        }
    }

    @Test
    void argumentsAreReadAsBookSimReadsThem() {
        PatternSpec two = PatternText.parse("hotspot({{3,9},{2,1}})");
        assertEquals(List.of(3, 9), two.hotspots());
        assertEquals(List.of(2, 1), two.rates());
        assertEquals(List.of(1, 1), PatternText.parse("hotspot({{3,9}})").rates());
        // Without the outer braces the second number is a rate.
        assertEquals(List.of(3), PatternText.parse("hotspot({3,9})").hotspots());
        assertEquals(
                new AllocatorSpec(AllocatorSpec.Kind.SEPARABLE_INPUT_FIRST, 1, AllocatorSpec.ArbiterKind.MATRIX),
                AllocatorText.parse("vc_allocator", "separable_input_first(matrix)"));
        assertEquals(3, AllocatorText.parse("vc_allocator", "islip(3)").iterations());
        refused("braces", MESH, "injection_process=on_off(0.1,0.2)");
    }

    @Test
    void aConfigurationIsToldFromYamlAndJson() {
        assertTrue(BookSimConfig.looksLikeBookSim("// mesh\n\ntopology = mesh;"));
        assertFalse(BookSimConfig.looksLikeBookSim("network: {topology: mesh}"));
        assertFalse(BookSimConfig.looksLikeBookSim("{\"network\": {}}"));
    }
}
