package org.skerry.wasm.wasi;

/** What a descriptor stands for: an open node, or one of the standard streams. */
final class Descriptor {
    /** Flags of descriptors (witx/typenames.witx, fdflags). */
    static final int APPEND = 1;

    static final int ALL_FLAGS = 31;

    final Node node; // null for a stream
    final int stream; // 0, 1 or 2, or -1 for a node
    final String preopen; // what a preopened folder is called, else null
    long rights;
    long inheriting;
    int flags;
    long offset;

    Descriptor(Node node, int stream, String preopen, long rights, long inheriting) {
        this.node = node;
        this.stream = stream;
        this.preopen = preopen;
        this.rights = rights;
        this.inheriting = inheriting;
    }

    static Descriptor of(Node node, String preopen, long rights, long inheriting) {
        return new Descriptor(node, -1, preopen, rights, inheriting);
    }

    static Descriptor ofStream(int stream, long rights) {
        return new Descriptor(null, stream, null, rights, 0);
    }

    boolean isStream() {
        return node == null;
    }

    /** The file behind it; refused where there is none. */
    Node.RegularFile file() {
        WasiError.when(isStream(), Errno.SPIPE);
        WasiError.when(node instanceof Node.Folder, Errno.ISDIR);
        return (Node.RegularFile) node;
    }

    /** The folder behind it; refused where there is none. */
    Node.Folder folder() {
        WasiError.when(!(node instanceof Node.Folder), Errno.NOTDIR);
        return (Node.Folder) node;
    }

    void need(long needed) {
        WasiError.when((rights & needed) != needed, Errno.NOTCAPABLE);
    }
}
