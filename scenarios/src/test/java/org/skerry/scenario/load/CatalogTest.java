package org.skerry.scenario.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    private static final Path RESOURCES = Path.of("src", "main", "resources", "org", "skerry");

    @Test
    void listOfScenariosNamesEveryFile() throws IOException {
        TreeSet<String> files = names(RESOURCES.resolve("scenario"), ".yaml");
        files.removeIf(name -> name.contains("/")); // presets and experiments
        assertEquals(files, new TreeSet<>(Catalog.scenarios()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise", "chaos"})
    void listOfExperimentsNamesEveryFile(String kind) throws IOException {
        assertEquals(
                names(RESOURCES.resolve("scenario").resolve(kind), ".yaml"), new TreeSet<>(Catalog.experiments(kind)));
    }

    @ParameterizedTest
    @MethodSource("org.skerry.scenario.load.NoiseFile#builtIn")
    void everyBuiltInNoiseExperimentLoadsUnderItsOwnName(String name) {
        assertEquals(name, NoiseFile.load(name, List.of()).name());
    }

    @Test
    void listOfGuestsNamesEveryModuleAndSaysWhatItDoes() throws IOException {
        assertEquals(names(RESOURCES.resolve("guest"), ".wasm"), new TreeSet<>(Catalog.guests()));
        Catalog.guests().forEach(guest -> assertFalse(Catalog.guestText(guest).isBlank(), guest));
    }

    @ParameterizedTest
    @MethodSource("org.skerry.scenario.load.Catalog#scenarios")
    void everyBuiltInScenarioLoadsUnderItsOwnName(String name) {
        LoadedScenario loaded = ScenarioLoader.load(name, List.of(), OptionalLong.empty());
        assertEquals(name, loaded.spec().name());
        assertFalse(loaded.spec().description().isBlank());
        assertFalse(PlanMaker.plan(loaded.spec(), Images.load(loaded).programs())
                .actors()
                .isEmpty());
    }

    private static TreeSet<String> names(Path folder, String ending) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(ending))
                    .forEach(name -> names.add(name.substring(0, name.length() - ending.length())));
        }
        return names;
    }
}
