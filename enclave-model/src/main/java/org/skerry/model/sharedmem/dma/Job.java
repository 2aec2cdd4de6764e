package org.skerry.model.sharedmem.dma;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** One message on its way between memory and a device: its descriptors, then its bytes, then the word that says so. */
final class Job {
    /** How far it is. */
    enum Step {
        /** Reads a descriptor. */
        DESCRIPTOR,
        /** Moves the bytes that it names first. */
        BYTES,
        /** Moves the rest of the bytes that it names. */
        MORE_BYTES,
        /** Writes that the descriptor is done with. */
        COMPLETION,
        /** Every byte is where it should be. */
        MOVED,
        /** The driver has heard of it. */
        HEARD
    }

    final int channel;
    final int[] slots; // of its descriptors
    byte[] bytes; // of the record, as far as known
    int moved;
    int slot; // index of the one it is at
    Step step = Step.DESCRIPTOR;
    DescriptorRing.Descriptor descriptor; // read last, or null
    Transfer transfer;
    boolean failed;
    long heardAt; // from this cycle on the driver may take what has come

    Job(int channel, int[] slots, byte[] bytes) {
        this.channel = channel;
        this.slots = slots;
        this.bytes = bytes;
    }

    void save(StateWriter out) {
        out.writeInt(channel);
        out.writeInt(slots.length);
        for (int each : slots) {
            out.writeInt(each);
        }
        out.writeBytes(bytes);
        out.writeInt(moved);
        out.writeInt(slot);
        out.writeInt(step.ordinal());
        out.writeBoolean(descriptor != null);
        if (descriptor != null) {
            out.writeLong(descriptor.address());
            out.writeInt(descriptor.bytes());
            out.writeLong(descriptor.more());
            out.writeInt(descriptor.moreBytes());
        }
        Transfer.save(transfer, out);
        out.writeBoolean(failed);
        out.writeLong(heardAt);
    }

    static Job load(StateReader in, int lineBytes) {
        int channel = in.readInt();
        int[] slots = new int[in.readCount(Integer.BYTES)];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = in.readInt();
        }
        Job job = new Job(channel, slots, in.readBytes());
        job.moved = in.readInt();
        job.slot = in.readInt();
        job.step = Step.values()[in.readIndex(Step.values().length, "steps of a message")];
        job.descriptor = in.readBoolean()
                ? new DescriptorRing.Descriptor(in.readLong(), in.readInt(), in.readLong(), in.readInt())
                : null;
        job.transfer = Transfer.load(in, lineBytes);
        job.failed = in.readBoolean();
        job.heardAt = in.readLong();
        return job;
    }
}
