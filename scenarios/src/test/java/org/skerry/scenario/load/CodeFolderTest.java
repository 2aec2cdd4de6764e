package org.skerry.scenario.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.wasm.meter.CodeStore;

/** A folder for code is its owner's alone, or it is not used. */
final class CodeFolderTest {
    private static final String KEY = "0".repeat(64);
    private static final byte[] ENTRY = {1, 2, 3};

    @TempDir
    Path folder;

    private Path code() {
        return folder.resolve("below").resolve("code");
    }

    @Test
    void whatIsKeptIsFoundAndNobodyElseCanReadIt() throws IOException {
        CodeStore store = CodeFolder.named(code().toString());
        assertNull(store.find(KEY));
        store.keep(KEY, ENTRY);
        store.keep(KEY, ENTRY);
        assertArrayEquals(ENTRY, CodeFolder.named(code().toString()).find(KEY));
        assertEquals("rwx------", rights(code()));
        assertEquals("rw-------", rights(code().resolve(KEY)));
        try (Stream<Path> files = Files.list(code())) {
            assertEquals(
                    List.of(KEY),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void aFolderThatOthersMayEnterIsNotUsed() throws IOException {
        CodeFolder.named(code().toString()).keep(KEY, ENTRY);
        Files.setPosixFilePermissions(code(), PosixFilePermissions.fromString("rwxrwx---"));
        assertSame(CodeStore.NONE, CodeFolder.named(code().toString()));
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        CodeStore store = CodeFolder.named(code().toString());
        Path elsewhere = Files.write(folder.resolve("elsewhere"), ENTRY);
        Files.createSymbolicLink(code().resolve(KEY), elsewhere);
        assertNull(store.find(KEY));
        Files.createSymbolicLink(folder.resolve("link"), code());
        assertSame(CodeStore.NONE, CodeFolder.named(folder.resolve("link").toString()));
    }

    @Test
    void itCanBeSwitchedOffAndNeverFails() throws IOException {
        assertSame(CodeStore.NONE, CodeFolder.named(null));
        assertSame(CodeStore.NONE, CodeFolder.named("off"));
        Path file = Files.write(folder.resolve("file"), ENTRY);
        assertSame(CodeStore.NONE, CodeFolder.named(file.toString()));
        assertSame(CodeStore.NONE, CodeFolder.named(file.resolve("below").toString()));
        CodeStore store = CodeFolder.named(code().toString());
        Files.delete(code());
        store.keep(KEY, ENTRY);
        assertNull(store.find(KEY));
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
