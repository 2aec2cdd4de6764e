package org.skerry.model.control;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.skerry.model.attest.Publisher;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.ByteSegment;
import org.skerry.model.protocol.Manifest;
import org.skerry.sim.actor.Program;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.memory.SparseBytes;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * The control plane's own memory, which is all that its bus reaches:
 *
 * <pre>
 *   0x000000  table of who lives where: 16 bytes an actor, its identifier and its place
 *   0x010000  images, each from the next multiple of 4 KiB on
 *     ...     nothing: no wire leads to an enclave
 * </pre>
 */
final class ControlStore implements Stateful {
    private static final long TABLE_BYTES = 1 << 16;
    private static final int ENTRY_BYTES = 16;
    private static final int ALIGNMENT = 4096;

    private final SparseBytes table = new SparseBytes();
    private final AddressSpace space = new AddressSpace("the control plane's store", 1L << 40);
    private final Map<Long, Kept> kept = new HashMap<>(); // by identifier of the image
    private int entries;

    /** An image: where it lies in this memory, and what was published of it. */
    private static final class Kept {
        final SparseBytes bytes;
        final Program program;
        Manifest manifest; // worked out for the first load

        Kept(SparseBytes bytes, Program program) {
            this.bytes = bytes;
            this.program = program;
        }
    }

    ControlStore() {
        space.map(0, TABLE_BYTES, new ByteSegment("table of the control plane", table, 0));
    }

    /** The images that it loads. */
    void keep(Map<String, Program> images) {
        long at = TABLE_BYTES;
        for (Map.Entry<String, Program> image : images.entrySet()) {
            byte[] bytes = image.getValue().image();
            SparseBytes copy = new SparseBytes();
            copy.write(0, bytes, 0, bytes.length);
            kept.put(ActorBirth.imageId(image.getKey()), new Kept(copy, image.getValue()));
            long room = Math.max(1, (bytes.length + ALIGNMENT - 1L) / ALIGNMENT) * ALIGNMENT;
            space.map(at, room, new ByteSegment("image " + image.getKey(), copy, 0));
            at += room;
        }
    }

    /** Whether there is an image with this identifier. */
    boolean has(long id) {
        return kept.containsKey(id);
    }

    /** An image as it lies in this memory now. */
    byte[] image(long id) {
        Kept image = kept.get(id);
        byte[] bytes = new byte[image.program.image().length];
        image.bytes.read(0, bytes, 0, bytes.length);
        // One array serves all who are loaded with it as long as nobody has written this memory.
        return Arrays.equals(bytes, image.program.image()) ? image.program.image() : bytes;
    }

    /** What was published of an image. */
    Manifest manifest(long id) {
        Kept image = kept.get(id);
        if (image.manifest == null) {
            // Signed when the image was made; worked out here, as most images are never loaded.
            image.manifest = new Publisher(image.program.publisher())
                    .publish(image.program.image(), image.program.securityVersion());
        }
        return image.manifest;
    }

    /** Notes where an actor lives; beyond the room of the table nothing is noted. */
    void note(long actor, int place) {
        long at = (long) entries * ENTRY_BYTES;
        if (at < TABLE_BYTES) {
            space.store(at, Long.BYTES, actor);
            space.store(at + Long.BYTES, Long.BYTES, place);
            entries++;
        }
    }

    AddressSpace space() {
        return space;
    }

    @Override
    public void save(StateWriter out) {
        table.save(out);
        out.writeInt(entries);
    }

    @Override
    public void load(StateReader in) {
        table.load(in);
        entries = in.readInt();
    }
}
