package org.skerry.scenario.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.skerry.sim.config.ConfigException;

/**
 * A folder of results that appears complete or not at all: everything is written beside it first and then moved into place. An
 * older result is replaced; a folder that holds anything else is left alone.
 */
public final class ResultFolder {
    private static final String KNOWN =
            "edge-[A-Za-z0-9_-]+\\.(csv|zip)|(run|host|packets|noise|chaos)\\.json|(metrics|routers|energy|traffic|goodput|noise|chaos)\\.csv|trace(-[A-Za-z0-9_-]+)?\\.csv|report\\.html|chart-[a-z0-9-]+\\.(svg|png|csv)";

    private final Path folder;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** A folder that will be written by {@link #write}. Refuses now what could not be replaced then. */
    public ResultFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        refuseForeign();
    }

    /** Adds a file. */
    public void add(String name, String text) {
        add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file. */
    public void add(String name, byte[] bytes) {
        files.put(name, bytes);
    }

    /** Where the results will be. */
    public Path path() {
        return folder;
    }

    /** Finds out before a long run whether the results can be written after it. */
    public void probe() {
        try {
            Files.createDirectories(folder.getParent());
            Files.delete(Files.createDirectory(beside("probe")));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Writes everything.
     *
     * @throws OutputException when that is not possible; nothing is left behind then
     */
    public void write() {
        Path fresh = beside("new");
        try {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(fresh);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(fresh.resolve(file.getKey()), file.getValue());
            }
            refuseForeign();
            replace(fresh);
        } catch (IOException e) {
            deleteQuietly(fresh);
            throw failed(e);
        } catch (RuntimeException e) {
            deleteQuietly(fresh);
            throw e;
        }
    }

    /** No file system call replaces a full folder at once, so the older one steps aside first; it returns if that fails. */
    private void replace(Path fresh) throws IOException {
        if (!Files.exists(folder)) {
            move(fresh, folder);
            return;
        }
        Path old = beside("old");
        move(folder, old);
        try {
            move(fresh, folder);
        } catch (IOException e) {
            move(old, folder);
            throw e;
        }
        deleteQuietly(old);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    /** Somebody's own files in the folder would be lost. */
    private void refuseForeign() {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ConfigException("--out " + folder + " is a file. Give the path of a folder.");
        }
        if (folder.getParent() == null) {
            throw new ConfigException("--out " + folder + " is the root of the file system. Give a folder below it.");
        }
        if (Path.of("").toAbsolutePath().normalize().startsWith(folder)) {
            throw new ConfigException("--out " + folder
                    + " is the folder you are in, or one around it, and would be replaced. Give another one.");
        }
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<String> foreign = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.matches(KNOWN))
                    .sorted()
                    .forEach(foreign::add);
        } catch (IOException e) {
            throw failed(e);
        }
        if (!foreign.isEmpty()) {
            throw new ConfigException("--out " + folder + " holds '" + foreign.get(0)
                    + "', which is no result of Skerry and would be lost. Give an empty or a new folder.");
        }
    }

    private Path beside(String what) {
        return folder.resolveSibling("." + folder.getFileName() + "." + what + "-"
                + ProcessHandle.current().pid());
    }

    private static void deleteQuietly(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                Files.deleteIfExists(entry);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Nothing more can be done; what is left has a name that begins with a dot and says what it is.
        }
    }

    private OutputException failed(IOException e) {
        String why = e instanceof AccessDeniedException ? "no permission" : reason(e);
        return new OutputException(
                "cannot write results to " + folder + ": " + why + ". Choose another folder with --out.", e);
    }

    /** Java says only the path for some failures. */
    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file";
        }
        if (e instanceof FileSystemException system) {
            String text = system.getReason();
            String what =
                    text != null ? text : system.getClass().getSimpleName().replace("Exception", "");
            return what + (system.getFile() == null ? "" : " (" + system.getFile() + ")");
        }
        return String.valueOf(e.getMessage());
    }
}
