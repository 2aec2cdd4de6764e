package org.skerry.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skerry.wasm.wasi.WasiGrant.GrantedFile;
import org.skerry.wasm.wasi.WasiGrant.Limits;
import org.skerry.wasm.wasi.WasiGrant.Preopen;

final class WasiFilesTest {
    private static final int ROOT = 3;
    private static final int READ_ONLY = 4;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int TRUNCATE = 8;
    private static final long READ = FileRights.FD_READ;
    private static final long READ_WRITE =
            READ | FileRights.FD_WRITE | FileRights.FD_SEEK | FileRights.FD_FILESTAT_SET_SIZE;

    private static final WasiGrant GRANT =
            WasiGrant.NONE.withFolders(List.of(new Preopen("/", true, files()), new Preopen("/fixed", false, files())));

    private static List<GrantedFile> files() {
        return List.of(
                new GrantedFile("greeting", "hello".getBytes(StandardCharsets.UTF_8)),
                new GrantedFile("deep/er/file", "far".getBytes(StandardCharsets.UTF_8)));
    }

    private static WasiGrant limited(long bytes, int entries, int descriptors) {
        return GRANT.withLimits(new Limits(100, bytes, entries, descriptors));
    }

    @Test
    void filesOfTheScenarioCanBeRead() {
        Caller caller = new Caller(GRANT);
        assertEquals("hello", caller.read(caller.open(ROOT, "greeting", 0, READ), 100));
        assertEquals("far", caller.read(caller.open(READ_ONLY, "deep/er/file", 0, READ), 100));
    }

    @Test
    void noPathLeadsOutOfAFolder() {
        Caller caller = new Caller(GRANT);
        int deep = caller.open(ROOT, "deep", DIRECTORY, FileRights.OF_FOLDERS);
        for (String path : List.of("..", "../greeting", "/greeting", "er/../../greeting", "er/../..", "./../x")) {
            assertEquals(-Errno.NOTCAPABLE, caller.open(deep, path, 0, READ), path);
        }
        assertEquals(Errno.NOTCAPABLE, caller.call("path_symlink", caller.text("/x"), 2, deep, caller.text("l"), 1));
        assertEquals(0, caller.call("path_symlink", caller.text("../greeting"), 11, deep, caller.text("l"), 1));
        assertEquals(-Errno.NOTCAPABLE, caller.open(deep, "l", 0, READ), "a link out of the folder it is opened from");
        assertEquals("hello", caller.read(caller.open(ROOT, "deep/l", 0, READ), 9), "the same link, from above");
    }

    @Test
    void nothingInAFolderThatIsNotWritableCanBeChanged() {
        Caller caller = new Caller(GRANT);
        assertEquals(-Errno.NOTCAPABLE, caller.open(READ_ONLY, "greeting", 0, READ_WRITE));
        assertEquals(-Errno.NOTCAPABLE, caller.open(READ_ONLY, "greeting", TRUNCATE, READ));
        assertEquals(-Errno.NOTCAPABLE, caller.open(READ_ONLY, "new", CREATE, READ));
        for (String call : List.of("path_create_directory", "path_remove_directory", "path_unlink_file")) {
            assertEquals(Errno.NOTCAPABLE, caller.onPath(call, READ_ONLY, "greeting"), call);
        }
        long name = caller.text("greeting");
        assertEquals(Errno.NOTCAPABLE, caller.call("path_rename", READ_ONLY, name, 8, ROOT, name, 8));
        assertEquals(Errno.NOTCAPABLE, caller.call("path_rename", ROOT, name, 8, READ_ONLY, name, 8));
        assertEquals(
                Errno.NOTCAPABLE,
                caller.call("path_link", READ_ONLY, 0, name, 8, ROOT, caller.text("x"), 1),
                "a second name in a writable folder would make it writable");
        assertEquals(Errno.NOTCAPABLE, caller.call("path_filestat_set_times", READ_ONLY, 0, name, 8, 1, 1, 5));
        int descriptor = caller.open(READ_ONLY, "greeting", 0, -1 & ~FileRights.FD_WRITE);
        assertEquals(Errno.NOTCAPABLE, caller.call("fd_filestat_set_size", descriptor, 0));
        assertEquals(Errno.NOTCAPABLE, caller.call("fd_allocate", descriptor, 0, 100));
        assertEquals(Errno.NOTCAPABLE, caller.call("fd_filestat_set_times", descriptor, 1, 1, 5));
        assertEquals("hello", caller.read(descriptor, 9));
    }

    @Test
    void whatOneActorWritesNoOtherSees() {
        Caller one = new Caller(GRANT);
        Caller other = new Caller(GRANT);
        assertEquals(3, one.write(one.open(ROOT, "greeting", 0, READ_WRITE), "bye"));
        assertEquals("byelo", one.read(one.open(ROOT, "greeting", 0, READ), 9));
        assertEquals("hello", other.read(other.open(ROOT, "greeting", 0, READ), 9));
        assertEquals("hello", one.read(one.open(READ_ONLY, "greeting", 0, READ), 9));
    }

    @Test
    void filesGrowAsFarAsTheirLimitAndRemovedOnesMakeRoom() {
        Caller caller = new Caller(limited(10, 9, 20));
        int file = caller.open(ROOT, "new", CREATE, READ_WRITE);
        assertEquals(10, caller.write(file, "0123456789"));
        assertEquals(-Errno.NOSPC, caller.write(file, "x"));
        assertEquals(-Errno.NOSPC, caller.write(caller.open(ROOT, "greeting", 0, READ_WRITE), "x"), "its own copy");
        assertEquals(Errno.NOSPC, caller.call("fd_filestat_set_size", file, 11));
        assertEquals(Errno.FBIG, caller.call("fd_filestat_set_size", file, 1L << 40));
        assertEquals(0, caller.onPath("path_unlink_file", ROOT, "new"));
        int second = caller.open(ROOT, "second", CREATE, READ_WRITE);
        assertEquals(-Errno.NOSPC, caller.write(second, "x"), "the first is still open");
        assertEquals(0, caller.call("fd_close", file));
        assertEquals(1, caller.write(second, "x"));
        assertEquals(0, caller.call("fd_filestat_set_size", second, 10));
        assertEquals(Errno.NOSPC, caller.call("fd_filestat_set_size", second, 11));
        assertEquals(0, caller.call("fd_filestat_set_size", second, 0));
        assertEquals(5, caller.write(caller.open(ROOT, "greeting", 0, READ_WRITE), "world"));
    }

    @Test
    void namesAndDescriptorsHaveTheirLimits() {
        Caller caller = new Caller(limited(100, 2, 4));
        assertEquals(5, caller.open(ROOT, "a", CREATE, READ));
        assertEquals(6, caller.open(ROOT, "b", CREATE, READ));
        assertEquals(-Errno.MFILE, caller.open(ROOT, "b", 0, READ));
        assertEquals(-Errno.MFILE, caller.open(ROOT, "c", CREATE, READ));
        assertEquals(0, caller.call("fd_close", 6));
        assertEquals(-Errno.NOSPC, caller.open(ROOT, "c", CREATE, READ));
        assertEquals(Errno.NOSPC, caller.onPath("path_create_directory", ROOT, "d"));
        assertEquals(0, caller.onPath("path_unlink_file", ROOT, "b"));
        assertEquals(0, caller.onPath("path_create_directory", ROOT, "d"));
    }

    @Test
    void aFolderCannotBeMovedIntoItself() {
        Caller caller = new Caller(GRANT);
        int inner = caller.open(ROOT, "deep/er", DIRECTORY, FileRights.OF_FOLDERS);
        assertEquals(Errno.INVAL, caller.call("path_rename", ROOT, caller.text("deep"), 4, inner, caller.text("x"), 1));
        assertEquals(
                Errno.INVAL,
                caller.call("path_rename", ROOT, caller.text("deep"), 4, ROOT, caller.text("deep/er/x"), 9));
    }

    @Test
    void largeChangesAreCharged() {
        Caller caller = new Caller(GRANT);
        int file = caller.open(ROOT, "new", CREATE, READ_WRITE);
        caller.call("fd_filestat_set_size", file, 0);
        long small = caller.stage.turn.ledger().instructions();
        caller.call("fd_filestat_set_size", file, 4 << 20);
        assertTrue(caller.stage.turn.ledger().instructions() >= small + (4 << 20) / 8, "a word an instruction");
    }

    @Test
    void anActorRestoredBetweenTurnsGoesOnAsIfNothingHadHappened() {
        for (long seed = 0; seed < 60; seed++) {
            Caller whole = new Caller(limited(200, 12, 12));
            int cut = new Random(-seed).nextInt(40);
            Caller part = whole;
            for (int turn = 0; turn < 40; turn++) {
                if (turn == cut) {
                    part = new Caller(limited(200, 12, 12));
                    part.load(whole);
                    assertArrayEquals(whole.save(), part.save(), "seed " + seed);
                }
                String expected = anything(whole, new Random(1000 * seed + turn));
                if (part != whole) {
                    assertEquals(expected, anything(part, new Random(1000 * seed + turn)), "seed " + seed);
                }
            }
        }
    }

    /** Some change of files; answers what came of it. */
    private static String anything(Caller caller, Random random) {
        String[] names = {"greeting", "deep", "deep/er", "a", "a/b", "deep/er/file", "l", ".", "a/../deep"};
        String path = names[random.nextInt(names.length)];
        String other = names[random.nextInt(names.length)];
        int descriptor = 3 + random.nextInt(8);
        return switch (random.nextInt(12)) {
            case 0 -> "open " + caller.open(ROOT, path, CREATE, READ_WRITE);
            case 1 -> "folder " + caller.open(ROOT, path, DIRECTORY, FileRights.OF_FOLDERS);
            case 2 -> "make " + caller.onPath("path_create_directory", ROOT, path);
            case 3 -> "unlink " + caller.onPath("path_unlink_file", ROOT, path);
            case 4 -> "remove " + caller.onPath("path_remove_directory", ROOT, path);
            case 5 ->
                "rename "
                        + caller.call(
                                "path_rename",
                                ROOT,
                                caller.text(path),
                                path.length(),
                                ROOT,
                                caller.text(other),
                                other.length());
            case 6 ->
                "link "
                        + caller.call(
                                "path_link",
                                ROOT,
                                0,
                                caller.text(path),
                                path.length(),
                                ROOT,
                                caller.text(other),
                                other.length());
            case 7 ->
                "symlink " + caller.call("path_symlink", caller.text(path), path.length(), ROOT, caller.text("l"), 1);
            case 8 -> "write " + caller.write(descriptor, "x".repeat(random.nextInt(80)));
            case 9 -> "read " + caller.read(descriptor, 50);
            case 10 -> descriptor > READ_ONLY ? "close " + caller.call("fd_close", descriptor) : "";
            default ->
                "list " + caller.call("fd_readdir", descriptor, Caller.MEMORY_BYTES / 2, 300, 0, Caller.OUT) + " "
                        + caller.stage.i32((int) Caller.OUT) + " "
                        + caller.stage.i64((int) Caller.MEMORY_BYTES / 2 + 8);
        };
    }
}
