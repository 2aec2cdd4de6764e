package org.skerry.scenario.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.sim.config.ConfigException;

/** Finds a scenario by path or built-in name and reads it. */
public final class ScenarioLoader {
    /** Hand-written files have some kilobytes; generated ones with thousands of actors some hundred. Assumption. */
    private static final long MAX_BYTES = 4 << 20;

    private ScenarioLoader() {}

    /**
     * Reads a scenario.
     *
     * @param nameOrPath   a built-in name, or the path of a YAML or JSON file
     * @param settings     changes as {@code path=value}, in this order
     * @param seedOverride replaces the seed of the file
     * @throws ConfigException when there is no such scenario or anything in it is wrong
     */
    public static LoadedScenario load(String nameOrPath, List<String> settings, OptionalLong seedOverride) {
        if (nameOrPath.isBlank()) {
            throw new ConfigException(
                    "the scenario has no name. Give a path, or one of " + String.join(", ", Catalog.scenarios()) + ".");
        }
        byte[] builtIn = Catalog.scenario(nameOrPath);
        Path path = InputFile.path(nameOrPath);
        byte[] bytes;
        String source;
        if (builtIn != null) {
            bytes = builtIn;
            source = nameOrPath + ".yaml";
        } else if (looksLikePath(nameOrPath) || Files.exists(path)) {
            bytes = InputFile.read(path, "scenario file", MAX_BYTES);
            source = nameOrPath;
        } else {
            throw new ConfigException("there is no scenario '" + nameOrPath + "', built in or as a file. "
                    + Nearest.hint(nameOrPath, Catalog.scenarios(), ""));
        }
        Node root = NodeReader.read(NodeReader.decode(bytes, source), source);
        for (String setting : settings) {
            root = Overrides.apply(root, setting);
        }
        Path parent = builtIn != null ? null : path.toAbsolutePath().getParent();
        Path folder = parent == null ? Path.of("") : parent;
        ScenarioSpec spec = ScenarioBinder.bind(root, seedOverride, new GivenFiles(folder));
        SchemaCheck.check(root, source);
        return new LoadedScenario(spec, nameOrPath, folder);
    }

    private static boolean looksLikePath(String text) {
        return text.contains("/") || text.contains("\\") || text.matches(".*\\.(ya?ml|json)");
    }
}
