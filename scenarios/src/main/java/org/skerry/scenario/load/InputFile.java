package org.skerry.scenario.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.skerry.sim.config.ConfigException;

/** Reads a file the user named, or says why that is not possible. */
public final class InputFile {
    private InputFile() {}

    /** A path from text, refusing what this system cannot have. */
    public static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigException(
                    "'" + text.replace('\0', '?') + "' cannot be a path. Give the path of a file.", e);
        }
    }

    /** A file to be read from its beginning, however long; the caller closes it. */
    public static InputStream open(Path path, String what) {
        if (Files.isDirectory(path)) {
            throw new ConfigException(path + " is a folder, not a file. Give the path of a " + what + ".");
        }
        if (!Files.exists(path)) {
            throw new ConfigException(path + " does not exist. Give the path of a " + what + ".");
        }
        try {
            return Files.newInputStream(path);
        } catch (AccessDeniedException e) {
            throw new ConfigException(path + " cannot be read: no permission. Allow reading it.", e);
        } catch (IOException e) {
            throw new ConfigException(path + " cannot be read: " + e.getMessage() + ". Check the file.", e);
        }
    }

    /** All bytes of a file of at most {@code most} bytes. */
    public static byte[] read(Path path, String what, long most) {
        try (InputStream in = open(path, what)) {
            // Read with a limit instead of asking for the size: devices and pipes have none.
            byte[] bytes = in.readNBytes((int) (most + 1));
            if (bytes.length > most) {
                throw new ConfigException(path + " is longer than " + most + " bytes, the most a " + what
                        + " may have. Give a shorter one.");
            }
            return bytes;
        } catch (IOException e) {
            throw new ConfigException(path + " cannot be read: " + e.getMessage() + ". Check the file.", e);
        }
    }
}
