package org.skerry.scenario.load;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.skerry.scenario.spec.ImageSpec;
import org.skerry.sim.actor.Program;
import org.skerry.sim.config.ConfigException;
import org.skerry.wasm.WasmLoader;
import org.skerry.wasm.meter.CodeStore;

/**
 * The programs of a scenario, compiled once and used on every machine.
 *
 * @param programs by image name
 * @param hashes   SHA-256 of each module, by image name
 * @param modules  what each image names as its module, by image name
 */
public record Images(Map<String, Program> programs, Map<String, String> hashes, Map<String, String> modules) {

    /** A module as it was found. */
    public record Found(String name, byte[] bytes) {}

    /** Loads every image of a scenario. */
    public static Images load(LoadedScenario scenario) {
        Map<String, Program> programs = new LinkedHashMap<>();
        Map<String, String> hashes = new LinkedHashMap<>();
        Map<String, String> modules = new LinkedHashMap<>();
        CodeStore store = store();
        for (ImageSpec image : scenario.spec().images()) {
            Found found;
            try {
                found = find(image.module(), scenario.folder(), image.limits().moduleBytes());
            } catch (ConfigException e) {
                throw new ConfigException("images." + image.name() + ".module: " + e.getMessage(), e);
            }
            Program program = WasmLoader.load(found.name(), found.bytes(), image.limits(), store);
            programs.put(image.name(), Revision.of(program, image.securityVersion(), image.publisher()));
            hashes.put(image.name(), sha256(found.bytes()));
            modules.put(image.name(), image.module());
        }
        return new Images(programs, hashes, modules);
    }

    /** Where compiled guests are kept between runs. */
    public static CodeStore store() {
        return CodeFolder.named(System.getProperty("skerry.code"));
    }

    /** A built-in guest by its name, or a file. */
    public static Found find(String module, Path folder, int mostBytes) {
        byte[] guest = Catalog.guest(module);
        if (guest != null) {
            return new Found(module, guest);
        }
        if (module.endsWith(".wasm") || module.startsWith(".") || module.startsWith("/")) {
            Path path = folder.resolve(InputFile.path(module));
            return new Found(module, InputFile.read(path, "WebAssembly module", mostBytes));
        }
        throw new ConfigException("there is no built-in guest '" + module + "', and the name does not end in .wasm. "
                + Nearest.hint(module, Catalog.guests(), ""));
    }

    /** SHA-256 in hexadecimal, as people compare it. */
    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
