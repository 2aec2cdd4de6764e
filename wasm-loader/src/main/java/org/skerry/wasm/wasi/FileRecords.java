package org.skerry.wasm.wasi;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.sim.state.StateException;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.wasm.wasi.Node.Folder;
import org.skerry.wasm.wasi.Node.RegularFile;
import org.skerry.wasm.wasi.Node.SymbolicLink;

/** Files and descriptors as a checkpoint holds them. A file that is still as the scenario gave it is a number. */
final class FileRecords {
    private static final int NO_DESCRIPTOR = 0;
    private static final int STREAM = 1;
    private static final int OPEN_NODE = 2;
    private static final int KINDS = 3;

    private FileRecords() {}

    static void save(FileTree files, Map<Long, Node> nodes, StateWriter out) {
        out.writeLong(files.bytes);
        out.writeInt(files.entries);
        out.writeLong(files.nextInode);
        out.writeLong(files.time);
        out.writeInt(nodes.size());
        for (Node node : nodes.values()) {
            out.writeLong(node.inode);
            out.writeInt(node.type());
            out.writeLong(node.accessed);
            out.writeLong(node.modified);
            out.writeLong(node.changed);
            out.writeInt(node.links);
            if (node instanceof RegularFile file) {
                out.writeInt(file.granted);
                if (file.granted == RegularFile.OWN) {
                    out.writeBytes(Arrays.copyOf(file.content, file.size));
                }
            } else if (node instanceof SymbolicLink link) {
                out.writeString(link.target);
            }
        }
        for (Node node : nodes.values()) {
            if (node instanceof Folder folder) {
                out.writeBoolean(folder.removed);
                out.writeLong(folder.parent == null ? 0 : folder.parent.inode);
                out.writeLong(folder.nextCookie);
                out.writeInt(folder.entries().size());
                for (Folder.Entry entry : folder.entries()) {
                    out.writeString(entry.name());
                    out.writeLong(entry.cookie());
                    out.writeLong(entry.node().inode);
                }
            }
        }
    }

    /** The nodes by inode; nothing that was there before is left. */
    static Map<Long, Node> load(FileTree files, WasiGrant grant, StateReader in) {
        files.bytes = in.readLong();
        files.entries = in.readInt();
        files.nextInode = in.readLong();
        files.time = in.readLong();
        Map<Long, Node> nodes = new TreeMap<>();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            Node node = loadNode(grant, in);
            nodes.put(node.inode, node);
        }
        for (Node node : nodes.values()) {
            if (node instanceof Folder folder) {
                folder.removed = in.readBoolean();
                long parent = in.readLong();
                folder.parent = parent == 0 ? null : folder(nodes, parent);
                folder.nextCookie = in.readLong();
                for (int left = in.readCount(Long.BYTES); left > 0; left--) {
                    folder.restore(new Folder.Entry(in.readString(), in.readLong(), node(nodes, in.readLong())));
                }
            }
        }
        return nodes;
    }

    private static Node loadNode(WasiGrant grant, StateReader in) {
        long inode = in.readLong();
        int type = in.readInt();
        long accessed = in.readLong();
        long modified = in.readLong();
        long changed = in.readLong();
        int links = in.readInt();
        Node node = switch (type) {
            case Node.FOLDER -> new Folder(inode);
            case Node.REGULAR_FILE -> loadFile(inode, grant, in);
            case Node.SYMBOLIC_LINK -> new SymbolicLink(inode, in.readString());
            default -> throw damaged("file type " + type);
        };
        node.accessed = accessed;
        node.modified = modified;
        node.changed = changed;
        node.links = links;
        return node;
    }

    private static RegularFile loadFile(long inode, WasiGrant grant, StateReader in) {
        RegularFile file = new RegularFile(inode);
        int granted = in.readInt();
        if (granted == RegularFile.OWN) {
            file.content = in.readBytes();
            file.size = file.content.length;
            return file;
        }
        byte[] content = granted < 0 ? null : grant.content(granted);
        if (content == null) {
            throw damaged("granted file " + granted);
        }
        FileTree.lend(file, content, granted);
        return file;
    }

    static void saveDescriptor(Descriptor descriptor, StateWriter out) {
        if (descriptor == null) {
            out.writeInt(NO_DESCRIPTOR);
            return;
        }
        out.writeInt(descriptor.isStream() ? STREAM : OPEN_NODE);
        out.writeLong(descriptor.isStream() ? descriptor.stream : descriptor.node.inode);
        out.writeString(descriptor.preopen == null ? "" : descriptor.preopen);
        out.writeLong(descriptor.rights);
        out.writeLong(descriptor.inheriting);
        out.writeInt(descriptor.flags);
        out.writeLong(descriptor.offset);
    }

    static Descriptor loadDescriptor(WasiGrant grant, Map<Long, Node> nodes, StateReader in) {
        int kind = in.readIndex(KINDS, "kinds of descriptors");
        if (kind == NO_DESCRIPTOR) {
            return null;
        }
        long number = in.readLong();
        String preopen = in.readString();
        long rights = in.readLong();
        long inheriting = in.readLong();
        Descriptor descriptor;
        if (kind == STREAM) {
            boolean granted = number == 0 && grant.input() != null
                    || number == 1 && grant.output() != null
                    || number == 2 && grant.error() != null;
            if (!granted) {
                throw damaged("stream " + number);
            }
            descriptor = Descriptor.ofStream((int) number, rights);
        } else {
            descriptor = Descriptor.of(node(nodes, number), preopen.isEmpty() ? null : preopen, rights, inheriting);
        }
        descriptor.flags = in.readInt();
        descriptor.offset = in.readLong();
        return descriptor;
    }

    static Folder folder(Map<Long, Node> nodes, long inode) {
        if (node(nodes, inode) instanceof Folder folder) {
            return folder;
        }
        throw damaged("folder " + inode);
    }

    private static Node node(Map<Long, Node> nodes, long inode) {
        Node node = nodes.get(inode);
        if (node == null) {
            throw damaged("file " + inode);
        }
        return node;
    }

    private static StateException damaged(String what) {
        return new StateException(
                "the files of an actor name " + what + ", which is not there. Take another checkpoint.");
    }
}
