package org.skerry.scenario.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.skerry.sim.config.ConfigException;
import org.skerry.wasm.wasi.WasiGrant.GrantedFile;

/**
 * Files and folders of the host that a scenario gives to its actors, read when the scenario is. They lie in the folder of the
 * scenario or below; what leads out of it is refused, so that a scenario from somewhere else reads nothing but what came with it.
 */
final class GivenFiles {
    /** Bytes and files that one entry may bring: room for data sets of tests, not for a disk. Assumption. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int MOST_FILES = 10_000;

    private final Path folder;

    /** Files of a scenario that lies in {@code folder}. */
    GivenFiles(Path folder) {
        this.folder = folder;
    }

    /** The bytes of one file. */
    byte[] file(String name) {
        return InputFile.read(within(name), "file", MOST_BYTES);
    }

    /** Everything in a folder, each folder before what it holds, in the order of names. */
    List<GrantedFile> folder(String name) {
        Path root = within(name);
        if (!Files.isDirectory(root)) {
            throw new ConfigException(root + " is no folder. Give the path of one.");
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.filter(path -> !path.equals(root))
                    .limit(MOST_FILES + 1L)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigException(root + " cannot be read: " + e.getMessage() + ". Check the folder.", e);
        }
        if (paths.size() > MOST_FILES) {
            throw new ConfigException(root + " holds more than " + MOST_FILES + " files. Give fewer.");
        }
        List<GrantedFile> files = new ArrayList<>();
        long bytes = 0;
        for (Path path : paths) {
            String inside = root.relativize(path).toString().replace('\\', '/');
            byte[] content = null;
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw new ConfigException(
                            path + " is neither a file nor a folder; links are not followed. Leave it out.");
                }
                content = InputFile.read(path, "file", MOST_BYTES - bytes);
                bytes += content.length;
            }
            files.add(new GrantedFile(inside, content));
        }
        return files;
    }

    private Path within(String name) {
        Path path = folder.resolve(InputFile.path(name)).normalize();
        if (!Files.exists(path)) {
            throw new ConfigException(path + " does not exist. Give the path of a file in the scenario's folder.");
        }
        try {
            Path home = folder.toAbsolutePath().toRealPath();
            Path real = path.toRealPath();
            if (!real.startsWith(home)) {
                throw new ConfigException(path + " lies outside of the scenario's folder. Put it there, or below.");
            }
            return real;
        } catch (IOException e) {
            throw new ConfigException(path + " cannot be read: " + e.getMessage() + ". Check the file.", e);
        }
    }
}
