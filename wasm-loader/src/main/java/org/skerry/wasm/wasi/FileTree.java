package org.skerry.wasm.wasi;

import java.util.Arrays;
import java.util.List;
import org.skerry.wasm.wasi.Node.Folder;
import org.skerry.wasm.wasi.Node.RegularFile;
import org.skerry.wasm.wasi.Node.SymbolicLink;

/**
 * The files of one actor: a root for each preopened folder, and what they may grow to. What the scenario gave is shared and not
 * counted until it is written; a file that was removed counts until its last descriptor is closed.
 *
 * <p>Times are a count of changes: one microsecond each, from one second on. The machine's clock is not read for them, since every
 * write would then hold the guest until the machine has caught up with it.
 */
final class FileTree {
    /** Device number of every file. */
    static final long DEVICE = 1;

    static final long FIRST_TIME = 1_000_000_000L;
    private static final long TICK = 1_000;

    private final long mostBytes;
    private final int mostEntries;
    long bytes;
    int entries;
    long nextInode = 1;
    long time = FIRST_TIME;

    /** An empty forest. */
    FileTree(WasiGrant.Limits limits) {
        mostBytes = limits.fileBytes();
        mostEntries = limits.entries();
    }

    /** A time later than all before. */
    long touch() {
        time += TICK;
        return time;
    }

    // ---- making and removing -------------------------------------------------------------------------------------

    Folder newRoot() {
        Folder root = new Folder(nextInode++);
        stamp(root);
        root.links = 1;
        return root;
    }

    /** Puts what the scenario gave below a root; {@code first} is the number of its first file. Returns the number after the last. */
    int plant(Folder root, List<WasiGrant.GrantedFile> files, int first) {
        int number = first;
        for (WasiGrant.GrantedFile file : files) {
            Folder at = root;
            String[] names = file.path().split("/");
            for (int i = 0; i < names.length - 1; i++) {
                at = folderIn(at, names[i]);
            }
            String name = names[names.length - 1];
            if (file.content() == null) {
                folderIn(at, name);
            } else {
                RegularFile made = new RegularFile(nextInode++);
                lend(made, file.content(), number);
                attach(at, name, made);
            }
            number++;
        }
        return number;
    }

    private Folder folderIn(Folder parent, String name) {
        if (parent.get(name) instanceof Folder there) {
            return there;
        }
        Folder folder = new Folder(nextInode++);
        folder.parent = parent;
        attach(parent, name, folder);
        return folder;
    }

    /** Lets a file show the bytes of a granted file until it is written. */
    static void lend(RegularFile file, byte[] content, int number) {
        file.content = content;
        file.size = content.length;
        file.granted = number;
    }

    private void attach(Folder folder, String name, Node node) {
        stamp(node);
        node.links = 1;
        folder.put(name, node);
    }

    private void stamp(Node node) {
        long now = touch();
        node.accessed = now;
        node.modified = now;
        node.changed = now;
    }

    RegularFile createFile(PathWalk place) {
        place.absent();
        countEntry();
        RegularFile file = new RegularFile(nextInode++);
        attach(place.folder(), place.name(), file);
        changed(place.folder());
        return file;
    }

    void createFolder(PathWalk place) {
        WasiError.when(place.folder() == null, Errno.EXIST);
        place.absent();
        countEntry();
        Folder folder = new Folder(nextInode++);
        folder.parent = place.folder();
        attach(place.folder(), place.name(), folder);
        changed(place.folder());
    }

    void createLink(PathWalk place, String target) {
        WasiError.when(place.folder() == null, Errno.EXIST);
        place.absent();
        WasiError.when(place.folderAsked(), Errno.NOENT);
        SymbolicLink link = new SymbolicLink(nextInode, target);
        reserve(link.sizeBytes());
        countEntry();
        nextInode++;
        attach(place.folder(), place.name(), link);
        changed(place.folder());
    }

    /** A second name for what is no folder. */
    void link(Node node, PathWalk place) {
        WasiError.when(place.folder() == null, Errno.EXIST);
        place.absent();
        WasiError.when(place.folderAsked(), Errno.NOENT);
        WasiError.when(node instanceof Folder, Errno.PERM);
        countEntry();
        place.folder().put(place.name(), node);
        node.links++;
        node.changed = touch();
        changed(place.folder());
    }

    void unlink(PathWalk place) {
        WasiError.when(place.node() == null, Errno.NOENT);
        WasiError.when(place.node() instanceof Folder, Errno.ISDIR);
        place.existing();
        drop(place);
    }

    void removeFolder(PathWalk place) {
        Node node = place.existing();
        WasiError.when(!(node instanceof Folder), Errno.NOTDIR);
        WasiError.when(place.folder() == null, Errno.INVAL);
        WasiError.when(!((Folder) node).entries().isEmpty(), Errno.NOTEMPTY);
        drop(place);
    }

    /** Gives what {@code from} names the name {@code to}, in place of what has it. */
    void rename(PathWalk from, PathWalk to) {
        Node node = from.existing();
        WasiError.when(from.folder() == null || to.folder() == null, Errno.INVAL);
        WasiError.when(to.folder().removed, Errno.NOENT);
        boolean folder = node instanceof Folder;
        WasiError.when(to.folderAsked() && !folder, Errno.NOTDIR);
        if (folder) {
            WasiError.when(to.folder().isWithin((Folder) node), Errno.INVAL);
        }
        if (to.node() == node) {
            return;
        }
        if (to.node() != null) {
            WasiError.when(to.node() instanceof Folder && !folder, Errno.ISDIR);
            WasiError.when(!(to.node() instanceof Folder) && folder, Errno.NOTDIR);
            WasiError.when(to.node() instanceof Folder there && !there.entries().isEmpty(), Errno.NOTEMPTY);
            drop(to);
        }
        from.folder().remove(from.name());
        to.folder().put(to.name(), node);
        if (folder) {
            ((Folder) node).parent = to.folder();
        }
        node.changed = touch();
        changed(from.folder());
        changed(to.folder());
    }

    private void drop(PathWalk place) {
        place.folder().remove(place.name());
        entries--;
        Node node = place.node();
        node.links--;
        node.changed = touch();
        if (node instanceof Folder folder) {
            folder.removed = true;
            folder.parent = null;
        }
        changed(place.folder());
        release(node);
    }

    private void changed(Folder folder) {
        folder.modified = touch();
        folder.changed = folder.modified;
    }

    /** Frees what nothing leads to any more. */
    void release(Node node) {
        if (node.links > 0 || node.descriptors > 0) {
            return;
        }
        if (node instanceof RegularFile file && file.granted == RegularFile.OWN) {
            bytes -= file.size;
        } else if (node instanceof SymbolicLink link) {
            bytes -= link.sizeBytes();
        }
    }

    private void countEntry() {
        WasiError.when(entries >= mostEntries, Errno.NOSPC);
        entries++;
    }

    private void reserve(long more) {
        WasiError.when(bytes + more > mostBytes, Errno.NOSPC);
        bytes += more;
    }

    // ---- content -------------------------------------------------------------------------------------------------

    /** Makes a file {@code size} bytes long; returns how many bytes that moved or cleared, for the guest to pay. */
    long resize(RegularFile file, long size) {
        WasiError.when(size > Integer.MAX_VALUE - Long.BYTES, Errno.FBIG);
        long work = own(file);
        reserve(size - file.size);
        if (size > file.content.length) {
            // Twice as large as asked for, so that a file that grows byte by byte is not copied each time.
            int capacity = (int) Math.max(size, Math.min(2L * file.content.length, Integer.MAX_VALUE - Long.BYTES));
            work += file.size;
            file.content = Arrays.copyOf(file.content, capacity);
        } else if (size > file.size) {
            Arrays.fill(file.content, file.size, (int) size, (byte) 0);
        } else if (size < file.content.length / 4) {
            file.content = Arrays.copyOf(file.content, (int) size);
        }
        work += Math.abs(size - file.size);
        file.size = (int) size;
        file.modified = touch();
        file.changed = file.modified;
        return work;
    }

    /** Writes to a file, which grows as far as needed; returns what that moved beside the bytes themselves. */
    long write(RegularFile file, long offset, byte[] source) {
        if (source.length == 0) {
            return 0;
        }
        WasiError.when(offset > Integer.MAX_VALUE, Errno.FBIG);
        long end = offset + source.length;
        long work = end > file.size ? resize(file, end) - source.length : own(file);
        System.arraycopy(source, 0, file.content, (int) offset, source.length);
        file.modified = touch();
        file.changed = file.modified;
        return Math.max(0, work);
    }

    /** Gives a file bytes of its own, if they are still those of the scenario. */
    private long own(RegularFile file) {
        if (file.granted == RegularFile.OWN) {
            return 0;
        }
        reserve(file.size);
        file.content = Arrays.copyOf(file.content, file.size);
        file.granted = RegularFile.OWN;
        return file.size;
    }
}
