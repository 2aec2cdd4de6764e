package org.skerry.model.protocol;

import org.skerry.noc.VirtualNetwork;
import org.skerry.sim.state.StateWriter;

/** Carries an image, for a memory that image management has said to be {@link ReportParcel.Cleared}. */
public sealed interface LoadParcel extends OrderParcel {
    /** Identifier of the image. */
    long imageId();

    /** The image as it streams; nobody writes it. */
    byte[] image();

    /** What the control plane declares about it. */
    Manifest manifest();

    /**
     * The control plane streams an image into an enclave for a new actor and has it started.
     *
     * @param spawn    what was asked for
     * @param image    the image, which streams with this packet
     * @param manifest what it declares about the image
     * @param rank     how many actors came to life on the chip before
     */
    @Travels(on = VirtualNetwork.CONTROL, after = ReportParcel.Cleared.class)
    record LoadOrder(PlaneParcel.SpawnOrder spawn, byte[] image, Manifest manifest, int rank) implements LoadParcel {
        @Override
        public int order() {
            return NO_ORDER;
        }

        @Override
        public long actor() {
            return spawn.request().child();
        }

        @Override
        public long imageId() {
            return spawn.request().image();
        }

        @Override
        public int bytes() {
            return HEADER_BYTES
                    + Manifest.BYTES
                    + image.length
                    + spawn.request().start().wireBytes();
        }

        @Override
        public void writeFields(StateWriter out) {
            spawn.writeFields(out);
            out.writeBytes(image);
            manifest.write(out);
            out.writeInt(rank);
        }
    }

    /** An image streams into a memory that is clear, and its program is started in the place of the actor's. */
    @Travels(on = VirtualNetwork.CONTROL, after = ReportParcel.Cleared.class)
    record Reload(int order, long actor, long imageId, byte[] image, Manifest manifest) implements LoadParcel {
        @Override
        public int bytes() {
            return HEADER_BYTES + Manifest.BYTES + image.length;
        }

        @Override
        public void writeFields(StateWriter out) {
            LoadParcel.super.writeFields(out);
            out.writeLong(imageId);
            out.writeBytes(image);
            manifest.write(out);
        }
    }
}
