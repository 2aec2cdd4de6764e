package org.skerry.sim.actor;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A wish for a new actor, on its way to whoever places actors.
 *
 * @param child   identifier the new actor will have
 * @param parent  actor that asked
 * @param image   identifier of the image to start
 * @param handle  the parent's promise handle, so that a refusal can name it
 * @param start   the child's first message: arguments and handles
 */
public record SpawnRequest(long child, long parent, long image, int handle, Message start) {
    /** Writes every field. */
    public void write(StateWriter out) {
        out.writeLong(child);
        out.writeLong(parent);
        out.writeLong(image);
        out.writeInt(handle);
        start.write(out);
    }

    /** Reads what {@link #write} wrote. */
    public static SpawnRequest read(StateReader in) {
        return new SpawnRequest(in.readLong(), in.readLong(), in.readLong(), in.readInt(), Message.read(in));
    }
}
