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
import org.skerry.sim.config.ConfigException;

/**
 * A whole enclave chip by name: tiles, enclaves, memories, cores and network. One file each in {@code chip/} beside this class, whose
 * {@code machine} is written as in a scenario; {@code chips.txt} lists them.
 *
 * @param name      by which it is asked for
 * @param text      what it is, in words
 * @param mesh      the {@link Preset} that its mesh begins with, if there is one
 * @param document  the file, for whoever reads {@code machine}
 * @param fitted    figures that a setting was chosen from
 * @param predicted figures that follow and that nobody chose
 * @param assumed   what is published by nobody, or differs from what is
 */
public record ChipPreset(
        String name,
        String text,
        Optional<Preset> mesh,
        String document,
        List<Claim> fitted,
        List<Claim> predicted,
        List<Claim> assumed) {
    /** A figure and where it is from. */
    public record Claim(String what, String source) {}

    /** Copies the lists. */
    public ChipPreset {
        fitted = List.copyOf(fitted);
        predicted = List.copyOf(predicted);
        assumed = List.copyOf(assumed);
    }

    /** Names of all chips. */
    public static List<String> names() {
        return text("chips.txt").lines().filter(line -> !line.isBlank()).toList();
    }

    /** The chip of a name. */
    public static ChipPreset of(String name) {
        if (!names().contains(name)) {
            throw new ConfigException(
                    "there is no chip '" + name + "'. Use one of " + String.join(", ", names()) + ".");
        }
        String document = text(name + ".yaml");
        try {
            JsonNode tree = new ObjectMapper(new YAMLFactory()).readTree(document);
            Optional<Preset> mesh =
                    tree.has("mesh") ? Optional.of(Preset.of(tree.get("mesh").asText())) : Optional.empty();
            return new ChipPreset(
                    name,
                    tree.get("text").asText(),
                    mesh,
                    document,
                    claims(tree.get("fitted")),
                    claims(tree.get("predicted")),
                    claims(tree.get("assumed")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Claim> claims(JsonNode list) {
        List<Claim> claims = new ArrayList<>();
        list.forEach(claim -> claims.add(
                new Claim(claim.get("what").asText(), claim.get("source").asText())));
        return claims;
    }

    private static String text(String file) {
        String resource = "chip/" + file;
        try (InputStream in = ChipPreset.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
