package org.skerry.scenario.preset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A whole machine by name: an enclave chip with its tiles, memories and network, or a computer with its cores, caches and memory channels.
 * One file each below this class, whose {@code machine} is written as in a scenario; {@code machines.txt} lists them.
 *
 * @param name      by which it is asked for
 * @param kind      of machine, as a scenario names it
 * @param text      what it is, in words
 * @param server    whether it is a server, and so one of those among which the best is looked for
 * @param mesh      the {@link Preset} that its mesh begins with, if there is one
 * @param document  the file, for whoever reads {@code machine}
 * @param fitted    figures that a setting was chosen from
 * @param predicted figures that follow and that nobody chose
 * @param assumed   what is published by nobody, or differs from what is
 * @param published latencies that a program measured on the original
 */
public record WholeMachine(
        String name,
        String kind,
        String text,
        boolean server,
        Optional<Preset> mesh,
        String document,
        List<Claim> fitted,
        List<Claim> predicted,
        List<Claim> assumed,
        List<Latency> published) {
    /**
     * A latency that a program on the original measured: of a load, or of one word from core to core.
     *
     * @param figure      what it is called
     * @param bytes       that the loads go through, a power of two; 0 if it is a word between cores
     * @param cold        whether nobody has touched those bytes before
     * @param backwards   whether the loads go through every second line backwards, in place of an order without strides
     * @param lines       whether they go through every line forwards, as bw_mem of lmbench reads
     * @param chase       whether each load's address is the very value that the one before brings, as lat_mem_rd has it, and nothing is
     *                    subtracted; what a core overlaps would be subtracted otherwise
     * @param pairs       of cores, of which the median counts
     * @param nanoseconds of one load, or of one way
     * @param fitted      whether a setting was chosen from it
     * @param source      where it is from
     */
    public record Latency(
            String figure,
            int bytes,
            boolean cold,
            boolean backwards,
            boolean lines,
            boolean chase,
            List<List<Integer>> pairs,
            double nanoseconds,
            boolean fitted,
            String source) {}

    /** A figure and where it is from. */
    public record Claim(String what, String source) {}

    /** Read once: the schema of every scenario that is loaded names them. */
    private static final List<WholeMachine> ALL = text("machines.txt")
            .lines()
            .filter(line -> !line.isBlank())
            .map(WholeMachine::read)
            .toList();

    /** Copies the lists. */
    public WholeMachine {
        fitted = List.copyOf(fitted);
        predicted = List.copyOf(predicted);
        assumed = List.copyOf(assumed);
        published = List.copyOf(published);
    }

    /** Names of all such machines of one kind. */
    public static List<String> names(String kind) {
        return all().filter(machine -> machine.kind.equals(kind))
                .map(WholeMachine::name)
                .toList();
    }

    /** Names of those that are servers. */
    public static List<String> servers() {
        return all().filter(WholeMachine::server).map(WholeMachine::name).toList();
    }

    /** All of them. */
    public static Stream<WholeMachine> all() {
        return ALL.stream();
    }

    /** The machine of a name, if there is one. */
    public static Optional<WholeMachine> find(String name) {
        return all().filter(machine -> machine.name.equals(name)).findFirst();
    }

    private static WholeMachine read(String path) {
        String document = text(path + ".yaml");
        try {
            JsonNode tree = new ObjectMapper(new YAMLFactory()).readTree(document);
            Optional<Preset> mesh =
                    tree.has("mesh") ? Optional.of(Preset.of(tree.get("mesh").asText())) : Optional.empty();
            return new WholeMachine(
                    path.substring(path.indexOf('/') + 1),
                    tree.get("kind").asText(),
                    tree.get("text").asText(),
                    tree.path("server").asBoolean(false),
                    mesh,
                    document,
                    claims(tree.get("fitted")),
                    claims(tree.get("predicted")),
                    claims(tree.get("assumed")),
                    latencies(tree.path("published")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Latency> latencies(JsonNode list) {
        List<Latency> latencies = new ArrayList<>();
        for (JsonNode each : list) {
            List<List<Integer>> pairs = new ArrayList<>();
            each.path("pairs")
                    .forEach(pair ->
                            pairs.add(List.of(pair.get(0).asInt(), pair.get(1).asInt())));
            latencies.add(new Latency(
                    each.get("figure").asText(),
                    each.path("bytes").asInt(0),
                    each.path("cold").asBoolean(false),
                    each.path("backwards").asBoolean(false),
                    each.path("lines").asBoolean(false),
                    each.path("chase").asBoolean(false),
                    pairs,
                    each.get("nanoseconds").asDouble(),
                    each.get("basis").asText().equals("fitted"),
                    each.get("source").asText()));
        }
        return latencies;
    }

    private static List<Claim> claims(JsonNode list) {
        List<Claim> claims = new ArrayList<>();
        list.forEach(claim -> claims.add(
                new Claim(claim.get("what").asText(), claim.get("source").asText())));
        return claims;
    }

    private static String text(String file) {
        try (InputStream in = WholeMachine.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
