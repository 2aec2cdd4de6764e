package org.skerry.scenario.guest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed guest modules are the ones that were listed, and each has its source beside it. */
class GuestModulesTest {
    private static final Path GUESTS = Path.of("src", "main", "resources", "org", "skerry", "guest");

    @Test
    void everyCommittedModuleHasTheListedChecksum() throws Exception {
        Map<String, String> actual = new TreeMap<>();
        for (String module : filesOf(GUESTS, ".wasm")) {
            actual.put(module, sha256(GUESTS.resolve(module)));
        }
        assertFalse(actual.isEmpty(), "no guest modules under " + GUESTS.toAbsolutePath());
        assertEquals(listed(), actual, "run scenarios/guests/rebuild");
    }

    @Test
    void everyModuleHasItsSourceAndEverySourceItsModule() throws Exception {
        Set<String> sources = new TreeSet<>();
        for (String extension : Set.of(".c", ".wat", ".rs", ".ts")) {
            for (String source : filesOf(GUESTS.resolve("src"), extension)) {
                sources.add(source.replace(extension, ".wasm"));
            }
        }
        assertEquals(sources, filesOf(GUESTS, ".wasm"));
    }

    @Test
    void everyModuleIsWebAssemblyVersionOne() throws Exception {
        byte[] header = {0, 'a', 's', 'm', 1, 0, 0, 0};
        for (String module : filesOf(GUESTS, ".wasm")) {
            byte[] bytes = Files.readAllBytes(GUESTS.resolve(module));
            assertArrayEquals(header, Arrays.copyOf(bytes, header.length), module);
        }
    }

    private static Map<String, String> listed() throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (String line : Files.readAllLines(GUESTS.resolve("SHA256SUMS"))) {
            String[] parts = line.split(" {2}");
            sums.put(parts[1], parts[0]);
        }
        return sums;
    }

    private static Set<String> filesOf(Path folder, String extension) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(extension))
                    .forEach(names::add);
        }
        return names;
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    }
}
