package org.skerry.wasm.wasi;

import static org.skerry.wasm.wasi.Calls.text;
import static org.skerry.wasm.wasi.Calls.u32;

import java.nio.charset.StandardCharsets;
import org.skerry.wasm.abi.Guest;
import org.skerry.wasm.abi.HostFunctions;
import org.skerry.wasm.wasi.Node.Folder;
import org.skerry.wasm.wasi.Node.RegularFile;
import org.skerry.wasm.wasi.Node.SymbolicLink;

/** The calls on paths: {@code path_*}. */
final class PathCalls {
    private static final String FOLDER = "wasi.files";
    private static final String WRITABLE = "wasi.files, writable";

    private static final int FOLLOW = 1;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;
    private static final int WORD = 8;

    /** Instructions for each step of a walk: finding a name among others. Assumption. */
    private static final int WORK_PER_STEP = 8;

    private PathCalls() {}

    static void addTo(HostFunctions all) {
        Calls.add(all, "path_open", "iiiiillii>i", FOLDER, PathCalls::open);
        status(all);
        making(all);
        removing(all);
    }

    private static PathWalk walk(
            Guest guest, WasiState wasi, long descriptor, long right, String path, boolean follow) {
        Descriptor from = wasi.descriptors.get((int) descriptor);
        Folder folder = from.folder();
        from.need(right);
        PathWalk walk = PathWalk.of(folder, path, follow);
        guest.work((long) WORK_PER_STEP * walk.steps());
        return walk;
    }

    private static int open(Guest guest, WasiState wasi, long[] a) {
        String path = text(guest, "path_open", a[2], a[3]);
        guest.checked("path_open", (int) a[8], Integer.BYTES);
        long flags = u32(a[4]);
        boolean create = (flags & CREATE) != 0;
        boolean exclusive = create && (flags & EXCLUSIVE) != 0;
        boolean directory = (flags & DIRECTORY) != 0;
        boolean truncate = (flags & TRUNCATE) != 0;
        boolean follow = (a[1] & FOLLOW) != 0 && !exclusive;
        long needed = FileRights.PATH_OPEN
                | (create ? FileRights.PATH_CREATE_FILE : 0)
                | (truncate ? FileRights.PATH_FILESTAT_SET_SIZE : 0);
        PathWalk walk = walk(guest, wasi, a[0], needed, path, follow);
        Descriptor from = wasi.descriptors.get((int) a[0]);
        Node node = walk.node();
        WasiError.when(u32(a[7]) > Descriptor.ALL_FLAGS || create && directory, Errno.INVAL);
        WasiError.when(node == null && !create, Errno.NOENT);
        WasiError.when(node != null && exclusive, Errno.EXIST);
        WasiError.when(node instanceof SymbolicLink, directory ? Errno.NOTDIR : Errno.LOOP);
        boolean folder = node instanceof Folder;
        WasiError.when(
                folder && (create || truncate || (a[5] & FileRights.FD_WRITE) != 0)
                        || node == null && walk.folderAsked(),
                Errno.ISDIR);
        WasiError.when(node instanceof RegularFile && (directory || walk.folderAsked()), Errno.NOTDIR);
        long essential = folder ? 0 : FileRights.FD_READ | FileRights.FD_WRITE;
        WasiError.when((a[5] & essential & ~from.inheriting) != 0, Errno.NOTCAPABLE);
        long rights = a[5] & from.inheriting & (folder ? FileRights.OF_FOLDERS : FileRights.OF_FILES);
        WasiError.when(wasi.descriptors.isFull(), Errno.MFILE);
        if (node == null) {
            node = wasi.files.createFile(walk);
        } else if (truncate) {
            guest.work(wasi.files.resize((RegularFile) node, 0) / WORD);
        }
        Descriptor opened = Descriptor.of(node, null, rights, a[6] & from.inheriting);
        opened.flags = (int) a[7];
        Calls.putInt(guest, "path_open", a[8], wasi.descriptors.add(opened));
        return Errno.SUCCESS;
    }

    private static void status(HostFunctions all) {
        Calls.add(all, "path_filestat_get", "iiiii>i", FOLDER, (guest, wasi, a) -> {
            String path = text(guest, "path_filestat_get", a[2], a[3]);
            boolean follow = (a[1] & FOLLOW) != 0;
            PathWalk walk = walk(guest, wasi, a[0], FileRights.PATH_FILESTAT_GET, path, follow);
            FileCalls.putStatus(guest, "path_filestat_get", a[4], walk.existing());
            return Errno.SUCCESS;
        });
        Calls.add(all, "path_filestat_set_times", "iiiilli>i", WRITABLE, (guest, wasi, a) -> {
            String path = text(guest, "path_filestat_set_times", a[2], a[3]);
            boolean follow = (a[1] & FOLLOW) != 0;
            PathWalk walk = walk(guest, wasi, a[0], FileRights.PATH_FILESTAT_SET_TIMES, path, follow);
            FileCalls.setTimes(wasi.files, walk.existing(), a[4], a[5], (int) a[6]);
            return Errno.SUCCESS;
        });
        Calls.add(all, "path_readlink", "iiiiii>i", FOLDER, (guest, wasi, a) -> {
            String path = text(guest, "path_readlink", a[1], a[2]);
            guest.checked("path_readlink", (int) a[3], a[4]);
            PathWalk walk = walk(guest, wasi, a[0], FileRights.PATH_READLINK, path, false);
            WasiError.when(!(walk.existing() instanceof SymbolicLink), Errno.INVAL);
            byte[] target = ((SymbolicLink) walk.node()).target.getBytes(StandardCharsets.UTF_8);
            int length = (int) Math.min(u32(a[4]), target.length);
            guest.copyIn("path_readlink", (int) a[3], target, 0, length);
            Calls.putInt(guest, "path_readlink", a[5], length);
            return Errno.SUCCESS;
        });
    }

    private static void making(HostFunctions all) {
        Calls.add(all, "path_create_directory", "iii>i", WRITABLE, (guest, wasi, a) -> {
            String path = text(guest, "path_create_directory", a[1], a[2]);
            wasi.files.createFolder(walk(guest, wasi, a[0], FileRights.PATH_CREATE_DIRECTORY, path, false));
            return Errno.SUCCESS;
        });
        Calls.add(all, "path_symlink", "iiiii>i", WRITABLE, (guest, wasi, a) -> {
            String target = text(guest, "path_symlink", a[0], a[1]);
            String path = text(guest, "path_symlink", a[3], a[4]);
            PathWalk walk = walk(guest, wasi, a[2], FileRights.PATH_SYMLINK, path, false);
            WasiError.when(target.isEmpty(), Errno.NOENT);
            WasiError.when(target.indexOf('\0') >= 0, Errno.INVAL);
            WasiError.when(target.startsWith("/"), Errno.NOTCAPABLE);
            wasi.files.createLink(walk, target);
            return Errno.SUCCESS;
        });
        Calls.add(all, "path_link", "iiiiiii>i", WRITABLE, (guest, wasi, a) -> {
            String source = text(guest, "path_link", a[2], a[3]);
            String path = text(guest, "path_link", a[5], a[6]);
            PathWalk from = walk(guest, wasi, a[0], FileRights.PATH_LINK_SOURCE, source, false);
            PathWalk to = walk(guest, wasi, a[4], FileRights.PATH_LINK_TARGET, path, false);
            WasiError.when((a[1] & FOLLOW) != 0, Errno.INVAL);
            wasi.files.link(from.existing(), to);
            return Errno.SUCCESS;
        });
    }

    private static void removing(HostFunctions all) {
        Calls.add(all, "path_unlink_file", "iii>i", WRITABLE, (guest, wasi, a) -> {
            String path = text(guest, "path_unlink_file", a[1], a[2]);
            wasi.files.unlink(walk(guest, wasi, a[0], FileRights.PATH_UNLINK_FILE, path, false));
            return Errno.SUCCESS;
        });
        Calls.add(all, "path_remove_directory", "iii>i", WRITABLE, (guest, wasi, a) -> {
            String path = text(guest, "path_remove_directory", a[1], a[2]);
            wasi.files.removeFolder(walk(guest, wasi, a[0], FileRights.PATH_REMOVE_DIRECTORY, path, false));
            return Errno.SUCCESS;
        });
        Calls.add(all, "path_rename", "iiiiii>i", WRITABLE, (guest, wasi, a) -> {
            String source = text(guest, "path_rename", a[1], a[2]);
            String path = text(guest, "path_rename", a[4], a[5]);
            PathWalk from = walk(guest, wasi, a[0], FileRights.PATH_RENAME_SOURCE, source, false);
            PathWalk to = walk(guest, wasi, a[3], FileRights.PATH_RENAME_TARGET, path, false);
            if (from.node() instanceof Folder && to.folder() != null) {
                guest.work(to.folder().depth());
            }
            wasi.files.rename(from, to);
            return Errno.SUCCESS;
        });
    }
}
