package org.skerry.scenario.load;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.Program;
import org.skerry.sim.config.ConfigException;

/** Scenarios with letters, words and lines changed at random: each is read or refused in words, and nothing else happens. */
class MutatedScenarioTest {
    private static final long SEED = 20_260_101;
    private static final int CASES = 500;
    private static final List<String> WORDS = List.of(
            "-1",
            "0",
            "99999999999999999999",
            "1e9",
            "~",
            "true",
            "null",
            "[]",
            "{}",
            "\"",
            "'",
            "{index}",
            "{",
            "}",
            ": ",
            "- ",
            "&a",
            "*a",
            "!!java.util.Date",
            "|",
            "\t",
            "\u0000",
            "\ud800",
            "?",
            "%",
            "index",
            "count-1",
            "<<",
            "---\n",
            "é");

    @TempDir
    private Path folder;

    @Test
    void everyMutantIsReadOrRefusedInWords() throws IOException {
        List<String> originals = List.of(text("kv-store"), text("ping-pong"), text("hello"));
        SplittableRandom random = new SplittableRandom(SEED);
        Path file = folder.resolve("mutant.yaml");
        int read = 0;
        for (int i = 0; i < CASES; i++) {
            String mutant = originals.get(random.nextInt(originals.size()));
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                mutant = edit(mutant, random);
            }
            Files.write(file, mutant.getBytes(StandardCharsets.UTF_8));
            try {
                LoadedScenario loaded = ScenarioLoader.load(file.toString(), List.of(), OptionalLong.empty());
                // Thousands of actors are a right of the user, and not what this test is about.
                if (loaded.spec().actors().stream().allMatch(group -> group.members() < 100)) {
                    PlanMaker.plan(loaded.spec(), programs(loaded));
                }
                read++;
            } catch (ConfigException | GuestException refused) {
                assertTrue(
                        refused.getMessage().matches("(?s).*[.?)]"),
                        "seed " + SEED + ", case " + i + ": " + refused.getMessage());
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + SEED + ", case " + i + ": " + e + "\n" + mutant, e);
            }
        }
        assertTrue(read > 0 && read < CASES, "some are still right, most are not: " + read);
    }

    private static Map<String, Program> programs(LoadedScenario loaded) {
        Map<String, Program> programs = new HashMap<>();
        loaded.spec().images().forEach(image -> programs.put(image.name(), new NoProgram()));
        return programs;
    }

    private static String text(String scenario) {
        return NodeReader.decode(Catalog.scenario(scenario), scenario);
    }

    private static String edit(String text, SplittableRandom random) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(8));
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + text.substring(to);
            case 1 -> text.substring(0, at) + word + text.substring(at);
            case 2 -> text.substring(0, at) + word + text.substring(to);
            default -> text.substring(0, at) + text.substring(at / 2, at) + text.substring(at);
        };
    }
}
