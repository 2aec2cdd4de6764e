package org.skerry.wasm.wasi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.wasm.abi.Guest;
import org.skerry.wasm.abi.TurnState;

/** What WASI keeps for one actor: its descriptors, its files, its streams, its randomness. */
final class WasiState implements TurnState {
    private static final byte[] NOTHING = {};

    final WasiGrant grant;
    final Descriptors descriptors;
    final FileTree files;
    final Outlet output;
    final Outlet error;
    final RandomStream random; // or null
    byte[] input = NOTHING;
    int inputRead;
    long latest; // latest time that the guest was told

    private final List<Node.Folder> roots = new ArrayList<>();

    /** What an actor with this grant begins with. */
    WasiState(WasiGrant grant) {
        this.grant = grant;
        descriptors = new Descriptors(grant.limits().descriptors());
        files = new FileTree(grant.limits());
        output = new Outlet(grant.output(), grant.limits().outputBytes());
        error = new Outlet(grant.error(), grant.limits().outputBytes());
        random = grant.random() == null
                ? null
                : new RandomStreams(grant.random().seed())
                        .stream("wasi." + grant.random().name(), 0);
        if (grant.input() != null) {
            descriptors.set(0, Descriptor.ofStream(0, FileRights.OF_STREAMS | FileRights.FD_READ));
            input = grant.input().bytes() == null ? NOTHING : grant.input().bytes();
        }
        if (output.isOpen()) {
            descriptors.set(1, Descriptor.ofStream(1, FileRights.OF_STREAMS | FileRights.FD_WRITE));
        }
        if (error.isOpen()) {
            descriptors.set(2, Descriptor.ofStream(2, FileRights.OF_STREAMS | FileRights.FD_WRITE));
        }
        int number = 0;
        for (int i = 0; i < grant.folders().size(); i++) {
            WasiGrant.Preopen preopen = grant.folders().get(i);
            Node.Folder root = files.newRoot();
            roots.add(root);
            number = files.plant(root, preopen.files(), number);
            long all = preopen.writable() ? -1 : ~FileRights.CHANGING;
            long inheriting = (FileRights.OF_FOLDERS | FileRights.OF_FILES) & all;
            descriptors.set(
                    Descriptors.FIRST + i,
                    Descriptor.of(root, preopen.path(), FileRights.OF_FOLDERS & all, inheriting));
        }
    }

    @Override
    public void turnBegins(Guest guest) {
        output.turnBegins();
        error.turnBegins();
        if (grant.input() != null && grant.input().bytes() == null) {
            input = guest.turn().message().payload();
            inputRead = 0;
        }
    }

    @Override
    public void turnEnds(Guest guest, boolean well) {
        error.turnEnds(guest, well);
        output.turnEnds(guest, well);
        if (grant.input() == null || grant.input().bytes() == null) {
            input = NOTHING;
            inputRead = 0;
        }
    }

    // ---- state ---------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        out.section("wasi");
        out.writeInt(inputRead);
        out.writeLong(latest);
        output.save(out);
        error.save(out);
        if (random != null) {
            random.save(out);
        }
        Map<Long, Node> nodes = new TreeMap<>();
        roots.forEach(root -> collect(root, nodes));
        for (int i = 0; i < descriptors.size(); i++) {
            if (descriptors.at(i) != null && !descriptors.at(i).isStream()) {
                collect(descriptors.at(i).node, nodes);
            }
        }
        FileRecords.save(files, nodes, out);
        roots.forEach(root -> out.writeLong(root.inode));
        out.writeInt(descriptors.size());
        for (int i = 0; i < descriptors.size(); i++) {
            FileRecords.saveDescriptor(descriptors.at(i), out);
        }
    }

    /** Adds a node and what lies below it; without recursion, since a guest may nest as deep as it has entries. */
    private static void collect(Node first, Map<Long, Node> nodes) {
        List<Node> left = new ArrayList<>(List.of(first));
        while (!left.isEmpty()) {
            Node node = left.remove(left.size() - 1);
            if (nodes.put(node.inode, node) == null && node instanceof Node.Folder folder) {
                folder.entries().forEach(entry -> left.add(entry.node()));
            }
        }
    }

    @Override
    public void load(StateReader in) {
        in.section("wasi");
        inputRead = in.readIndex(input.length + 1, "bytes of input");
        latest = in.readLong();
        output.load(in);
        error.load(in);
        if (random != null) {
            random.load(in);
        }
        descriptors.clear();
        Map<Long, Node> nodes = FileRecords.load(files, grant, in);
        for (int i = 0; i < roots.size(); i++) {
            roots.set(i, FileRecords.folder(nodes, in.readLong()));
        }
        int count = in.readCount(Integer.BYTES);
        for (int i = 0; i < count; i++) {
            descriptors.set(i, FileRecords.loadDescriptor(grant, nodes, in));
        }
    }
}
