package org.skerry.scenario.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.memory.BugObject;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ExpectedMessages;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;

/** What docs/SCENARIOS.md promises. */
class SyntaxTest {
    private static final String RING = """
            name: ring
            parameters: {nodes: 3, last: nodes - 1}
            images: {node: {module: hello, limits: {turnBudgetInstructions: 1_000}}}
            actors:
              node:
                count: nodes
                image: node
                arguments: [u16: index, text: é, hex: "00ff", i8: -1]
                grants:
                  - {name: next, actor: "node{(index+1)%count}", rights: [send, grant], label: index+1}
                  - {group: node}
                  - {service: clock}
            machines:
              chip: {kind: enclave-chip, mesh: {width: 2, height: nodes}, meshHertz: 2 GHz, enclave: {memoryBytes: 1 MiB}}
            bugs:
              - {layer: runtime, check: bounds check, trigger: {actors: [node1], fromAccess: 2}, windowFrom: 0x10000}
            """;

    @TempDir
    private Path folder;

    private LoadedScenario load(String name, String text, String... settings) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return ScenarioLoader.load(file.toString(), List.of(settings), OptionalLong.empty());
    }

    private DeploymentPlan plan(LoadedScenario loaded) {
        return PlanMaker.plan(loaded.spec(), Images.load(loaded).programs());
    }

    @Test
    void expectedTrafficStandsInTheScenarioOrInAFileOfAnEarlierRun() throws IOException {
        List<ExpectedMessages> expected =
                List.of(new ExpectedMessages("node0", "node2", 7), new ExpectedMessages("node1", "node0", 3));
        String list =
                "traffic: [{from: node0, to: 'node{last}', messages: 7}, {from: node1, to: node0, messages: nodes}]";
        assertEquals(expected, plan(load("ring.yaml", RING + list)).expected());
        Files.writeString(folder.resolve("ring.csv"), "from,to,messages\nnode0,node2,7\nnode1,node0,3\n");
        assertEquals(
                expected, plan(load("ring.yaml", RING + "traffic: ring.csv")).expected());
    }

    @Test
    void trafficThatCannotBeReadIsRefusedWithItsLine() throws IOException {
        for (String[] wrong : new String[][] {
            {"from,to,messages\nnode0,node9,7\n", "ring.csv line 2 names the actor 'node9'"},
            {"from,to,messages\nnode0,node1\n", "ring.csv line 2 is 'node0,node1', not two actors and a number"},
            {"node0,node1,7\n", "begins with 'node0,node1,7', not with 'from,to,messages'"},
        }) {
            Files.writeString(folder.resolve("ring.csv"), wrong[0]);
            String message = assertThrows(ConfigException.class, () -> load("ring.yaml", RING + "traffic: ring.csv"))
                    .getMessage();
            assertTrue(message.contains(wrong[1]), message);
        }
    }

    @Test
    void membersOfAGroupHaveTheirOwnArgumentsAndGrants() throws IOException {
        DeploymentPlan plan = plan(load("ring.yaml", RING));
        assertEquals("node2", plan.actors().get(2).name());
        assertEquals(
                "0200c3a900ffff", HexFormat.of().formatHex(plan.actors().get(2).arguments()));
        List<GrantPlan> grants = plan.actors().get(2).grants();
        assertEquals(
                new GrantPlan("next", new GrantTarget.ToActor("node0"), Rights.SEND | Rights.GRANT, 3), grants.get(0));
        assertEquals(
                List.of("next", "node0", "node1", "node2", "clock"),
                grants.stream().map(GrantPlan::name).toList());
    }

    @Test
    void settingsOfAMachineTakeFormulasAndUnits() throws IOException {
        ChipSpec chip =
                (ChipSpec) load("ring.yaml", RING).spec().machine("chip").settings();
        assertEquals(3, chip.mesh().height());
        assertEquals(2_000_000_000L, chip.meshHertz());
        assertEquals(1 << 20, chip.enclave().memoryBytes());
    }

    @Test
    void bugsAreTheMachinesOwnObjects() throws IOException {
        BugObject bug = new BugObject(
                "runtime", "bounds check", new BugObject.Trigger(List.of("node1"), 2), 0x10000, Long.MAX_VALUE);
        assertEquals(List.of(bug), load("ring.yaml", RING).spec().bugs());
    }

    @Test
    void limitsOfAnImageReachItsProgram() throws IOException {
        Images images = Images.load(load("ring.yaml", RING));
        assertEquals(1000, images.programs().get("node").limits().turnBudgetInstructions());
    }

    @Test
    void jsonIsTheSameScenario() throws IOException {
        LoadedScenario yaml = load("ring.yaml", RING);
        Node root = NodeReader.read(RING, "ring");
        ScenarioSpec json = load("ring.json", root.toJson().toPrettyString()).spec();
        assertEquals(yaml.spec(), json);
    }

    @Test
    void settingsFromOutsideChangeMappingsListsAndNumbers() throws IOException {
        ScenarioSpec spec = load(
                        "ring.yaml",
                        RING,
                        "parameters.nodes=5",
                        "bugs.0.windowFrom=64 * nodes",
                        "compare=[chip]",
                        "limits.hostMemoryBytes=2 MiB")
                .spec();
        assertEquals(5, spec.actors().get(0).members());
        assertEquals(320, spec.bugs().get(0).windowFrom());
        assertEquals(2 << 20, spec.limits().hostMemoryBytes());
    }

    @Test
    void modulesAreFoundBesideTheFile() throws IOException {
        Files.write(
                folder.resolve("mine.wasm"),
                SyntaxTest.class
                        .getResourceAsStream("/org/skerry/guest/hello.wasm")
                        .readAllBytes());
        Images images = Images.load(load("own.yaml", RING.replace("module: hello", "module: mine.wasm")));
        assertEquals(Map.of("node", "mine.wasm"), images.modules());
        assertTrue(images.hashes().get("node").matches("[0-9a-f]{64}"));
    }
}
