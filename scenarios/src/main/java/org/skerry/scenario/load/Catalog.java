package org.skerry.scenario.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What comes with the program: scenarios and guests, by name. */
public final class Catalog {
    private static final String SCENARIOS = "/org/skerry/scenario/";
    private static final String GUESTS = "/org/skerry/guest/";

    private Catalog() {}

    /** Names of the built-in scenarios, in the order in which to read them. */
    public static List<String> scenarios() {
        return lines(SCENARIOS + "scenarios.txt");
    }

    /** Names of the built-in guests. */
    public static List<String> guests() {
        return lines(SCENARIOS + "guests.txt").stream()
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }

    /** What a built-in guest does, in a sentence. */
    public static String guestText(String name) {
        for (String line : lines(SCENARIOS + "guests.txt")) {
            String[] parts = line.split(" ", 2);
            if (parts[0].equals(name) && parts.length == 2) {
                return parts[1];
            }
        }
        return "";
    }

    /** The file of a built-in scenario, or null. */
    static byte[] scenario(String name) {
        return scenarios().contains(name) ? bytes(SCENARIOS + name + ".yaml") : null;
    }

    /** The module of a built-in guest, or null. */
    static byte[] guest(String name) {
        return guests().contains(name) ? bytes(GUESTS + name + ".wasm") : null;
    }

    /** Names of the built-in experiments of a kind: {@code noise}, {@code chaos}. */
    static List<String> experiments(String kind) {
        return lines(SCENARIOS + kind + "/experiments.txt");
    }

    /** The file of one of them, or null. */
    static byte[] experiment(String kind, String name) {
        return experiments(kind).contains(name) ? bytes(SCENARIOS + kind + "/" + name + ".yaml") : null;
    }

    /** What editors hold experiments of a kind against. */
    static byte[] experimentSchema(String kind) {
        return bytes(SCENARIOS + kind + "/" + kind + ".schema.json");
    }

    private static List<String> lines(String resource) {
        byte[] bytes = bytes(resource);
        if (bytes == null) {
            throw new IllegalStateException(resource + " is missing from the program");
        }
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = Catalog.class.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
