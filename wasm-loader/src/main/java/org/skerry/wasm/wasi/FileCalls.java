package org.skerry.wasm.wasi;

import static org.skerry.wasm.wasi.Calls.u32;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.skerry.wasm.abi.Guest;
import org.skerry.wasm.abi.HostFunctions;
import org.skerry.wasm.wasi.Node.Folder;
import org.skerry.wasm.wasi.Node.RegularFile;

/** The calls on descriptors: {@code fd_*}. */
final class FileCalls {
    private static final String STREAM_OR_FILE = "an open stream (wasi.stdin, stdout, stderr) or wasi.files";
    private static final String FILE = "wasi.files";
    private static final String FOLDER = "wasi.files";

    /** Bytes that are written at a time. */
    private static final int CHUNK = 1 << 16;

    private static final int FDSTAT_BYTES = 24;
    private static final int FILESTAT_BYTES = 64;
    private static final int PRESTAT_BYTES = 8;
    private static final int DIRENT_BYTES = 24;
    private static final int WORD = 8;

    /** Type of what is no node: a stream is neither a terminal nor a socket, and nobody need know what it is. */
    private static final int UNKNOWN_TYPE = 0;

    private static final int ADVICES = 6;
    private static final int ATIM = 1;
    private static final int ATIM_NOW = 2;
    private static final int MTIM = 4;
    private static final int MTIM_NOW = 8;

    private FileCalls() {}

    static void addTo(HostFunctions all) {
        descriptors(all);
        status(all);
        content(all);
        Calls.add(all, "fd_readdir", "iiili>i", FOLDER, FileCalls::list);
    }

    // ---- the descriptors themselves --------------------------------------------------------------------------------

    private static void descriptors(HostFunctions all) {
        Calls.add(all, "fd_prestat_get", "ii>i", FOLDER, (guest, wasi, a) -> {
            Descriptor descriptor = preopened(wasi, a[0]);
            ByteBuffer stat = Calls.structure(PRESTAT_BYTES);
            stat.putInt(Integer.BYTES, descriptor.preopen.getBytes(StandardCharsets.UTF_8).length);
            Calls.put(guest, "fd_prestat_get", a[1], stat);
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_prestat_dir_name", "iii>i", FOLDER, (guest, wasi, a) -> {
            byte[] name = preopened(wasi, a[0]).preopen.getBytes(StandardCharsets.UTF_8);
            guest.checked("fd_prestat_dir_name", (int) a[1], a[2]);
            WasiError.when(u32(a[2]) < name.length, Errno.NAMETOOLONG);
            guest.copyIn("fd_prestat_dir_name", (int) a[1], name, 0, name.length);
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_close", "i>i", STREAM_OR_FILE, (guest, wasi, a) -> {
            wasi.descriptors.close((int) a[0], wasi.files);
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_renumber", "ii>i", STREAM_OR_FILE, (guest, wasi, a) -> {
            Descriptor moved = wasi.descriptors.get((int) a[0]);
            wasi.descriptors.get((int) a[1]);
            if (a[0] != a[1]) {
                wasi.descriptors.close((int) a[1], wasi.files);
                wasi.descriptors.set((int) a[1], moved);
                wasi.descriptors.close((int) a[0], wasi.files);
            }
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_fdstat_get", "ii>i", STREAM_OR_FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            ByteBuffer stat = Calls.structure(FDSTAT_BYTES);
            stat.put(0, (byte) (descriptor.isStream() ? UNKNOWN_TYPE : descriptor.node.type()));
            stat.putShort(2, (short) descriptor.flags);
            stat.putLong(8, descriptor.rights);
            stat.putLong(16, descriptor.inheriting);
            Calls.put(guest, "fd_fdstat_get", a[1], stat);
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_fdstat_set_flags", "ii>i", STREAM_OR_FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            descriptor.need(FileRights.FD_FDSTAT_SET_FLAGS);
            WasiError.when((a[1] & ~Descriptor.ALL_FLAGS) != 0, Errno.INVAL);
            descriptor.flags = (int) a[1];
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_fdstat_set_rights", "ill>i", STREAM_OR_FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            WasiError.when((a[1] & ~descriptor.rights) != 0, Errno.NOTCAPABLE);
            WasiError.when((a[2] & ~descriptor.inheriting) != 0, Errno.NOTCAPABLE);
            descriptor.rights = a[1];
            descriptor.inheriting = a[2];
            return Errno.SUCCESS;
        });
    }

    private static Descriptor preopened(WasiState wasi, long number) {
        Descriptor descriptor = wasi.descriptors.get((int) number);
        WasiError.when(descriptor.preopen == null, Errno.BADF);
        return descriptor;
    }

    // ---- what is known of a file -----------------------------------------------------------------------------------

    private static void status(HostFunctions all) {
        Calls.add(all, "fd_filestat_get", "ii>i", STREAM_OR_FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            descriptor.need(FileRights.FD_FILESTAT_GET);
            if (descriptor.isStream()) {
                Calls.put(guest, "fd_filestat_get", a[1], Calls.structure(FILESTAT_BYTES));
            } else {
                putStatus(guest, "fd_filestat_get", a[1], descriptor.node);
            }
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_filestat_set_size", "il>i", FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            descriptor.need(FileRights.FD_FILESTAT_SET_SIZE);
            RegularFile file = descriptor.file();
            WasiError.when(a[1] < 0, Errno.INVAL);
            guest.work(wasi.files.resize(file, a[1]) / WORD);
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_filestat_set_times", "illi>i", FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            descriptor.need(FileRights.FD_FILESTAT_SET_TIMES);
            WasiError.when(descriptor.isStream(), Errno.INVAL);
            setTimes(wasi.files, descriptor.node, a[1], a[2], (int) a[3]);
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_advise", "illi>i", FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            descriptor.need(FileRights.FD_ADVISE);
            WasiError.when(u32(a[3]) >= ADVICES || a[1] < 0 || a[2] < 0, Errno.INVAL);
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_allocate", "ill>i", FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            descriptor.need(FileRights.FD_ALLOCATE);
            RegularFile file = descriptor.file();
            WasiError.when(a[1] < 0 || a[2] <= 0, Errno.INVAL);
            WasiError.when(a[1] > Long.MAX_VALUE - a[2], Errno.FBIG);
            if (a[1] + a[2] > file.size) {
                guest.work(wasi.files.resize(file, a[1] + a[2]) / WORD);
            }
            return Errno.SUCCESS;
        });
    }

    static void putStatus(Guest guest, String call, long pointer, Node node) {
        ByteBuffer stat = Calls.structure(FILESTAT_BYTES);
        stat.putLong(0, FileTree.DEVICE);
        stat.putLong(8, node.inode);
        stat.put(16, (byte) node.type());
        stat.putLong(24, node.links);
        stat.putLong(32, node.sizeBytes());
        stat.putLong(40, node.accessed);
        stat.putLong(48, node.modified);
        stat.putLong(56, node.changed);
        Calls.put(guest, call, pointer, stat);
    }

    static void setTimes(FileTree files, Node node, long accessed, long modified, int flags) {
        WasiError.when((flags & (ATIM | ATIM_NOW)) == (ATIM | ATIM_NOW), Errno.INVAL);
        WasiError.when((flags & (MTIM | MTIM_NOW)) == (MTIM | MTIM_NOW), Errno.INVAL);
        WasiError.when((flags & ~(ATIM | ATIM_NOW | MTIM | MTIM_NOW)) != 0, Errno.INVAL);
        node.changed = files.touch();
        if ((flags & (ATIM | ATIM_NOW)) != 0) {
            node.accessed = (flags & ATIM) != 0 ? accessed : node.changed;
        }
        if ((flags & (MTIM | MTIM_NOW)) != 0) {
            node.modified = (flags & MTIM) != 0 ? modified : node.changed;
        }
    }

    // ---- reading and writing ---------------------------------------------------------------------------------------

    private static void content(HostFunctions all) {
        Calls.add(all, "fd_read", "iiii>i", STREAM_OR_FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            descriptor.need(FileRights.FD_READ);
            int[] vectors = Calls.vectors(guest, "fd_read", a[1], a[2]);
            guest.checked("fd_read", (int) a[3], Integer.BYTES);
            int count;
            if (descriptor.isStream()) {
                count = scatter(guest, "fd_read", vectors, wasi.input, wasi.input.length, wasi.inputRead);
                wasi.inputRead += count;
            } else {
                RegularFile file = descriptor.file();
                count = scatter(guest, "fd_read", vectors, file.content, file.size, descriptor.offset);
                descriptor.offset += count;
            }
            Calls.putInt(guest, "fd_read", a[3], count);
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_pread", "iiili>i", FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            descriptor.need(FileRights.FD_READ);
            RegularFile file = descriptor.file();
            descriptor.need(FileRights.FD_SEEK);
            int[] vectors = Calls.vectors(guest, "fd_pread", a[1], a[2]);
            WasiError.when(a[3] < 0, Errno.INVAL);
            int count = scatter(guest, "fd_pread", vectors, file.content, file.size, a[3]);
            Calls.putInt(guest, "fd_pread", a[4], count);
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_write", "iiii>i", STREAM_OR_FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            descriptor.need(FileRights.FD_WRITE);
            int[] vectors = Calls.vectors(guest, "fd_write", a[1], a[2]);
            guest.checked("fd_write", (int) a[3], Integer.BYTES);
            int count;
            if (descriptor.isStream()) {
                Outlet outlet = descriptor.stream == 1 ? wasi.output : wasi.error;
                count = gather(guest, "fd_write", vectors, (bytes, done) -> outlet.write(guest, bytes));
            } else {
                RegularFile file = descriptor.file();
                boolean append = (descriptor.flags & Descriptor.APPEND) != 0;
                long from = append ? file.size : descriptor.offset;
                count = gather(guest, "fd_write", vectors, writer(guest, wasi, file, from));
                descriptor.offset = from + count;
            }
            Calls.putInt(guest, "fd_write", a[3], count);
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_pwrite", "iiili>i", FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            descriptor.need(FileRights.FD_WRITE);
            RegularFile file = descriptor.file();
            descriptor.need(FileRights.FD_SEEK);
            int[] vectors = Calls.vectors(guest, "fd_pwrite", a[1], a[2]);
            WasiError.when(a[3] < 0, Errno.INVAL);
            guest.checked("fd_pwrite", (int) a[4], Integer.BYTES);
            int count = gather(guest, "fd_pwrite", vectors, writer(guest, wasi, file, a[3]));
            Calls.putInt(guest, "fd_pwrite", a[4], count);
            return Errno.SUCCESS;
        });
        Calls.add(all, "fd_seek", "ilii>i", FILE, FileCalls::seek);
        Calls.add(all, "fd_tell", "ii>i", FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            WasiError.when(descriptor.isStream(), Errno.SPIPE);
            descriptor.need(FileRights.FD_TELL);
            Calls.putLong(guest, "fd_tell", a[1], descriptor.offset);
            return Errno.SUCCESS;
        });
        sync(all, "fd_sync", FileRights.FD_SYNC);
        sync(all, "fd_datasync", FileRights.FD_DATASYNC);
    }

    private static void sync(HostFunctions all, String name, long right) {
        Calls.add(all, name, "i>i", FILE, (guest, wasi, a) -> {
            Descriptor descriptor = wasi.descriptors.get((int) a[0]);
            WasiError.when(descriptor.isStream(), Errno.INVAL);
            descriptor.need(right);
            return Errno.SUCCESS;
        });
    }

    /** Fills vectors with what begins at {@code offset}; returns how many bytes there were. */
    private static int scatter(Guest guest, String call, int[] vectors, byte[] source, int size, long offset) {
        int done = 0;
        for (int i = 0; i < vectors.length && offset + done < size; i += 2) {
            int length = (int) Math.min(u32(vectors[i + 1]), size - offset - done);
            guest.copyIn(call, vectors[i], source, (int) (offset + done), length);
            done += length;
        }
        return done;
    }

    /** Takes some bytes behind those that are done. */
    @FunctionalInterface
    private interface Writer {
        void write(byte[] bytes, int done);
    }

    private static Writer writer(Guest guest, WasiState wasi, RegularFile file, long offset) {
        return (bytes, done) -> guest.work(wasi.files.write(file, offset + done, bytes) / WORD);
    }

    /** Hands over what is in the vectors; a failure behind the first bytes is a short write. */
    private static int gather(Guest guest, String call, int[] vectors, Writer writer) {
        int done = 0;
        for (int i = 0; i < vectors.length; i += 2) {
            long length = u32(vectors[i + 1]);
            for (long at = 0; at < length; at += CHUNK) {
                byte[] bytes = guest.copyOut(call, (int) (vectors[i] + at), (int) Math.min(CHUNK, length - at));
                try {
                    writer.write(bytes, done);
                } catch (WasiError e) {
                    if (done == 0) {
                        throw e;
                    }
                    return done;
                }
                done += bytes.length;
            }
        }
        return done;
    }

    private static int seek(Guest guest, WasiState wasi, long[] a) {
        Descriptor descriptor = wasi.descriptors.get((int) a[0]);
        WasiError.when(descriptor.isStream(), Errno.SPIPE);
        boolean tell = (int) a[2] == 1 && a[1] == 0;
        descriptor.need(tell ? FileRights.FD_TELL : FileRights.FD_SEEK);
        RegularFile file = descriptor.file();
        long base = switch ((int) a[2]) {
            case 0 -> 0;
            case 1 -> descriptor.offset;
            case 2 -> file.size;
            default -> throw new WasiError(Errno.INVAL);
        };
        WasiError.when(a[1] > 0 && base > Long.MAX_VALUE - a[1], Errno.OVERFLOW);
        WasiError.when(base + a[1] < 0, Errno.INVAL);
        descriptor.offset = base + a[1];
        Calls.putLong(guest, "fd_seek", a[3], descriptor.offset);
        return Errno.SUCCESS;
    }

    // ---- listing ---------------------------------------------------------------------------------------------------

    private static int list(Guest guest, WasiState wasi, long[] a) {
        Descriptor descriptor = wasi.descriptors.get((int) a[0]);
        descriptor.need(FileRights.FD_READDIR);
        Folder folder = descriptor.folder();
        guest.checked("fd_readdir", (int) a[1], a[2]);
        guest.work(folder.entries().size());
        Listing listing = new Listing(guest, (int) a[1], u32(a[2]));
        long up = folder.parent == null ? folder.inode : folder.parent.inode;
        boolean room = (a[3] > 0 || listing.add(".", 1, folder.inode, Node.FOLDER))
                && (a[3] > 1 || listing.add("..", 2, up, Node.FOLDER));
        for (Folder.Entry entry : folder.entries()) {
            if (!room) {
                break;
            }
            if (Long.compareUnsigned(entry.cookie(), a[3]) > 0) {
                room = listing.add(
                        entry.name(),
                        entry.cookie(),
                        entry.node().inode,
                        entry.node().type());
            }
        }
        Calls.putInt(guest, "fd_readdir", a[4], listing.used);
        return Errno.SUCCESS;
    }

    /** Entries in the guest's buffer. The last one may be cut: that is how a guest learns that there is more. */
    private static final class Listing {
        private final Guest guest;
        private final int pointer;
        private final long capacity;
        private int used;

        Listing(Guest guest, int pointer, long capacity) {
            this.guest = guest;
            this.pointer = pointer;
            this.capacity = capacity;
        }

        boolean add(String name, long cookie, long inode, int type) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            ByteBuffer entry = Calls.structure(DIRENT_BYTES + text.length);
            entry.putLong(0, cookie).putLong(8, inode).putInt(16, text.length).put(20, (byte) type);
            entry.position(DIRENT_BYTES).put(text);
            int length = (int) Math.min(entry.capacity(), capacity - used);
            guest.copyIn("fd_readdir", pointer + used, entry.array(), 0, length);
            used += length;
            return used < capacity;
        }
    }
}
