package org.skerry.scenario.load;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.skerry.sim.config.ConfigException;

/**
 * A file that says what is done with a scenario: found by path or built-in name, changed by {@code path=value}, and read by the rules of scenario
 * files.
 *
 * @param root what it says
 * @param builtIn whether it came with the program; scenarios of others are looked for in the file's own folder
 * @param path where it is
 */
record ExperimentFile(Node root, boolean builtIn, Path path) {
    /** As for scenarios. */
    private static final long MAX_BYTES = 1 << 20;

    /** Finds and reads one of a kind: {@code noise}, {@code chaos}. */
    static ExperimentFile read(String kind, String nameOrPath, List<String> settings) {
        Path path = InputFile.path(nameOrPath);
        byte[] bytes = Catalog.experiment(kind, nameOrPath);
        boolean builtIn = bytes != null;
        if (!builtIn) {
            boolean file = nameOrPath.contains("/") || nameOrPath.matches(".*\\.(ya?ml|json)") || Files.exists(path);
            if (!file) {
                throw new ConfigException("there is no " + kind + " experiment '" + nameOrPath
                        + "', built in or as a file. " + Nearest.hint(nameOrPath, Catalog.experiments(kind), ""));
            }
            bytes = InputFile.read(path, kind + " experiment", MAX_BYTES);
        }
        String source = builtIn ? nameOrPath + ".yaml" : nameOrPath;
        Node root = NodeReader.read(NodeReader.decode(bytes, source), source);
        for (String setting : settings) {
            root = Overrides.apply(root, setting);
        }
        return new ExperimentFile(root, builtIn, path);
    }

    /** Holds it against the schema that editors use. After the binding, whose messages are better: what is refused here differs between the two. */
    void checkSchema(String kind) {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(new String(Catalog.experimentSchema(kind), StandardCharsets.UTF_8));
        schema.validate(root.toJson()).stream()
                .sorted(Comparator.comparing(message -> message.getInstanceLocation() + message.getMessage()))
                .findFirst()
                .ifPresent(wrong -> {
                    throw new ConfigException(path + ": " + wrong.getInstanceLocation() + ": " + wrong.getMessage()
                            + ". Change it to what " + kind + ".schema.json allows.");
                });
    }

    /** A name of a scenario that is built in, or the path of one beside this file. */
    String scenario(String named) {
        Path parent = builtIn ? null : path.toAbsolutePath().getParent();
        if (parent == null || Catalog.scenarios().contains(named)) {
            return named;
        }
        return parent.resolve(named).toString();
    }

    /** A mapping of settings, as {@code path=value}: {@code parameters.size: 8} and {@code parameters: {size: 8}} say the same. */
    static List<String> settings(Section section, String key) {
        List<String> settings = new ArrayList<>();
        section.entries(key).forEach((path, value) -> collect(path, value, settings));
        return settings;
    }

    private static void collect(String path, Node value, List<String> settings) {
        if (value instanceof Node.Fields fields && !fields.entries().isEmpty()) {
            fields.entries().forEach((key, inner) -> collect(path + "." + key, inner, settings));
        } else {
            String text = value instanceof Node.Scalar scalar
                    ? scalar.text()
                    : value.toJson().toString();
            settings.add(path + "=" + text);
        }
    }

    /** A name that can be one of a folder. */
    static String name(Section top) {
        String name = top.text("name");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) {
            throw Section.wrong(
                    top.get("name"),
                    "name='" + name + "' cannot name a folder. "
                            + "Use letters, digits, '_', '.' and '-', beginning with a letter or digit, at most 64.");
        }
        return name;
    }
}
