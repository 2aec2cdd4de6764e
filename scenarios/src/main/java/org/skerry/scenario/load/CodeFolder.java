package org.skerry.scenario.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.skerry.wasm.meter.CodeStore;

/**
 * Compiled guests as files of a folder that nobody but its owner may enter or write. Whatever is wrong with the folder or a file -
 * another owner, a link, rights for others, no space - means that it is not used, and guests are compiled: nothing fails.
 */
final class CodeFolder implements CodeStore {
    /** Larger than what a module within its limits compiles to; a file above it is not ours. */
    private static final long MOST_BYTES = 64L << 20;

    private static final Set<PosixFilePermission> OWNER = Set.copyOf(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;
    private final UserPrincipal owner;

    private CodeFolder(Path folder, UserPrincipal owner) {
        this.folder = folder;
        this.owner = owner;
    }

    /** The store in a folder, which is made if it is missing; none for null, "off", or a folder that others could write. */
    static CodeStore named(String name) {
        if (name == null || name.isEmpty() || name.equals("off")) {
            return NONE;
        }
        try {
            Path folder = Path.of(name).toAbsolutePath();
            if (!Files.exists(folder)) {
                Files.createDirectories(folder.getParent());
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER));
            }
            UserPrincipal self = selfIn(folder);
            PosixFileAttributes found = attributes(folder);
            boolean ours = found.isDirectory()
                    && found.owner().equals(self)
                    && found.permissions().equals(OWNER);
            return ours ? new CodeFolder(folder, self) : NONE;
        } catch (IOException | UnsupportedOperationException | SecurityException | IllegalArgumentException e) {
            return NONE;
        }
    }

    /** Who owns what this process makes. */
    private static UserPrincipal selfIn(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, "owner", ".tmp");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public byte[] find(String key) {
        Path file = folder.resolve(key);
        try {
            PosixFileAttributes found = attributes(file);
            if (!found.isRegularFile() || !found.owner().equals(owner) || found.size() > MOST_BYTES) {
                return null;
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void keep(String key, byte[] entry) {
        try {
            // A temporary file is readable by its owner only; moved in one step, so that nobody reads half of it.
            Path part = Files.createTempFile(folder, "part", ".tmp");
            try {
                Files.write(part, entry);
                Files.move(part, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            // A full disk costs time and nothing else.
            return;
        }
    }
}
