package org.skerry.scenario.preset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.config.ConfigException;

/**
 * A network of silicon that was built, by name: a study of {@code skerry noc} in our own format, which a file and settings may change, and what is published
 * about it. One file each beside this class; {@code presets.txt} lists them.
 *
 * @param name     by which it is asked for
 * @param settings of a study
 * @param silicon  what is published
 */
public record Preset(String name, ObjectNode settings, Silicon silicon) {
    /** Names of all presets. */
    public static List<String> names() {
        return new String(bytes("presets.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** The preset of a name. */
    public static Preset of(String name) {
        if (!names().contains(name)) {
            throw new ConfigException(
                    "there is no preset '" + name + "'. Use one of " + String.join(", ", names()) + ".");
        }
        try {
            ObjectNode tree = (ObjectNode) new ObjectMapper(new YAMLFactory()).readTree(bytes(name + ".yaml"));
            return new Preset(name, tree, silicon(tree.remove("silicon")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = Preset.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Silicon silicon(JsonNode tree) {
        List<Silicon.Law> laws = new ArrayList<>();
        tree.get("laws").forEach(law -> laws.add(law(law)));
        List<Silicon.Rate> rates = new ArrayList<>();
        tree.path("bisections")
                .forEach(rate -> rates.add(new Silicon.Rate(
                        rate.get("figure").asText(),
                        rate.get("gigabitsPerSecond").asDouble(),
                        rate.get("evidence").asText(),
                        rate.get("source").asText())));
        return new Silicon(
                tree.get("chip").asText(),
                tree.get("clockHertz").asLong(),
                tree.get("networkCyclesPerClock").asInt(),
                tree.get("flitBits").asInt(),
                laws,
                rates);
    }

    private static Silicon.Law law(JsonNode law) {
        return new Silicon.Law(
                law.get("figure").asText(),
                law.path("ways").asText("one").equals("both"),
                law.path("constant").asDouble(Silicon.UNPUBLISHED),
                law.get("perHop").asDouble(),
                law.path("perTurn").asDouble(0),
                law.path("turns").asInt(Silicon.ANY_TURNS),
                numbers(law.path("hops")),
                numbers(law.get("fitted")),
                law.get("evidence").asText(),
                law.get("source").asText());
    }

    private static List<Integer> numbers(JsonNode list) {
        List<Integer> numbers = new ArrayList<>();
        list.forEach(each -> numbers.add(each.asInt()));
        return numbers;
    }
}
