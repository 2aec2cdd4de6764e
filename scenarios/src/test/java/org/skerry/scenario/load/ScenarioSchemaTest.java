package org.skerry.scenario.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.scenario.run.RunJson;

class ScenarioSchemaTest {
    private static final Path COMMITTED =
            Path.of("src", "main", "resources", "org", "skerry", "scenario", "scenario.schema.json");

    /** {@code mvn test -pl scenarios -Dtest=ScenarioSchemaTest -Dgolden=write} writes it anew. */
    @Test
    void committedSchemaIsTheOneThatTheRecordsGive() throws IOException {
        String schema = RunJson.text(ScenarioSchema.schema());
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(COMMITTED, schema);
        }
        assertEquals(Files.readString(COMMITTED), schema);
    }

    @ParameterizedTest
    @MethodSource("org.skerry.scenario.load.Catalog#scenarios")
    void builtInScenariosFollowTheSchema(String name) {
        Node root = NodeReader.read(NodeReader.decode(Catalog.scenario(name), name), name);
        assertTrue(SchemaCheck.validate(root.toJson()).isEmpty(), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: x}",
                "{name: x, images: {a: {module: a}}, actors: {b: {image: a}}, machines: {c: {kind: no-such}}}",
                "{name: x, images: {a: {modul: a}}, actors: {b: {image: a}}, machines: {c: {kind: immediate}}}",
                "{name: x, images: {a: {module: a}}, actors: {b: {image: a, count: 1.5}}, machines: {c: {kind: immediate}}}",
                "{name: x, images: {a: {module: a}}, actors: {b: {image: a}}, machines: {c: {kind: immediate, x: 1}}}",
                "{name: x, images: {a: {module: a}}, actors: {b: {image: a}}, machines: {c: {kind: immediate}}, chekcs: {}}"
            })
    void theSchemaRefusesWhatTheBindingRefuses(String text) {
        Node root = NodeReader.read(" " + text, "test");
        assertFalse(SchemaCheck.validate(root.toJson()).isEmpty(), text);
    }
}
