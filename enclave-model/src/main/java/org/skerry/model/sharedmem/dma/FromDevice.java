package org.skerry.model.sharedmem.dma;

import java.util.ArrayDeque;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.dma.DescriptorRing.Descriptor;
import org.skerry.model.sharedmem.dma.DevicesSpec.BufferKind;
import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Messages of a device: it writes them into buffers that the driver has posted, and the driver hands on what lies there. */
final class FromDevice implements Stateful {
    private final DmaUnit unit;
    private final Agent agent;
    private final DevicesSpec spec;
    private final AddressSpace space;
    private final DriverPages pages;
    private final DeviceQueues.Host host;
    private final DescriptorRing ring;
    private final Passage passage;
    private final long[] buffers; // by slot of the ring
    private final ArrayDeque<byte[]> outside = new ArrayDeque<>(); // records that have not begun to be sent
    private MessageRecord waitsForRoom;
    private long misled; // where the next buffer is said to be; 0 for the truth
    private long lost;

    FromDevice(
            DmaUnit unit,
            Agent agent,
            AddressSpace space,
            DriverPages pages,
            int firstChannel,
            DeviceQueues.Host host) {
        this.unit = unit;
        this.agent = agent;
        this.space = space;
        this.pages = pages;
        this.host = host;
        spec = unit.spec();
        ring = new DescriptorRing(space, spec.descriptors());
        passage = new Passage(unit, agent, ring, firstChannel, false, this::hear);
        buffers = new long[spec.descriptors()];
    }

    /** The driver's ring is there. */
    void at(long address) {
        ring.at(address);
    }

    /** Posts the first buffers. */
    void begin() {
        long pool = spec.bufferKind() == BufferKind.POOL
                ? pages.take(Purpose.BUFFER, (long) spec.buffers() * spec.bufferBytes())
                : 0;
        if (pool != 0) {
            pages.open(pool, (long) spec.buffers() * spec.bufferBytes(), IoTable.READ | IoTable.WRITE);
        }
        for (int i = 0; i < spec.buffers(); i++) {
            post(pool == 0 ? newBuffer() : pool + (long) i * spec.bufferBytes());
        }
    }

    private void post(long buffer) {
        space.store(buffer, Long.BYTES, 0); // no record begins here yet
        int slot = ring.post(new Descriptor(misled == 0 ? buffer : misled, spec.bufferBytes(), 0, 0));
        buffers[slot] = buffer;
        misled = 0;
    }

    private long newBuffer() {
        long buffer = pages.take(Purpose.BUFFER, spec.bufferBytes());
        pages.open(buffer, spec.bufferBytes(), IoTable.READ | IoTable.WRITE);
        return buffer;
    }

    /** The driver will say of the next buffer that it posts that it is at this address. */
    void mislead(long address) {
        misled = address;
    }

    Passage passage() {
        return passage;
    }

    /** The message that waits for room in the mailbox of whom it is for, or null. */
    MessageRecord waitsForRoom() {
        return waitsForRoom;
    }

    /** Messages that made no sense, or never came. */
    long lost() {
        return lost;
    }

    /** The device wants to send; false if it has to wait, and then {@link DeviceQueues.Host#mayLeave} is called. */
    boolean send(long cycle, MessageRecord record) {
        if (outside.size() >= spec.messages()) {
            return false;
        }
        outside.add(record.encode());
        leave(cycle);
        return true;
    }

    private void leave(long cycle) {
        while (!outside.isEmpty() && passage.hasRoom()) {
            int needs = (outside.peek().length + spec.bufferBytes() - 1) / spec.bufferBytes();
            if (ring.waiting() < needs) {
                return;
            }
            int[] slots = new int[needs];
            for (int i = 0; i < needs; i++) {
                slots[i] = ring.begin();
            }
            passage.start(cycle, slots, outside.remove());
            host.mayLeave(cycle);
        }
    }

    // ---- the driver --------------------------------------------------------------------------------------------

    /** The driver hears of messages at the head whose bytes are in their buffers. */
    void hear(long cycle) {
        for (Job job = passage.head();
                job != null && job.step.ordinal() >= Job.Step.MOVED.ordinal();
                job = passage.head()) {
            if (job.step == Job.Step.MOVED) {
                job.step = Job.Step.HEARD;
                job.heardAt = cycle + unmap(cycle, job);
                if (job.heardAt > cycle) {
                    unit.wakeAt(job.heardAt, agent, DeviceQueues.HEARD);
                }
            }
            if (job.heardAt > cycle) {
                return;
            }
            if (waitsForRoom == null) {
                waitsForRoom = job.failed ? null : MessageRecord.decode(taken(job));
            }
            if (waitsForRoom == null) {
                lost++;
            } else if (!host.deliver(cycle, waitsForRoom, buffersOf(job), job.bytes.length)) {
                return;
            }
            waitsForRoom = null;
            passage.removeHead();
            giveBack(job);
            leave(cycle);
        }
    }

    private long unmap(long cycle, Job job) {
        long waits = 0;
        if (spec.bufferKind() == BufferKind.HEAP) {
            for (long buffer : buffersOf(job)) {
                waits += pages.close(cycle, buffer, spec.bufferBytes());
            }
        }
        return waits;
    }

    private long[] buffersOf(Job job) {
        long[] of = new long[job.slots.length];
        for (int i = 0; i < of.length; i++) {
            of[i] = buffers[job.slots[i]];
        }
        return of;
    }

    /** What lies in the buffers of a message, whoever wrote it. */
    private byte[] taken(Job job) {
        byte[] bytes = new byte[job.bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            long buffer = buffers[job.slots[i / spec.bufferBytes()]];
            bytes[i] = (byte) space.load(buffer + i % spec.bufferBytes(), 1);
        }
        return bytes;
    }

    private void giveBack(Job job) {
        for (long buffer : buffersOf(job)) {
            ring.end();
            long next = buffer;
            if (spec.bufferKind() == BufferKind.HEAP) {
                next = newBuffer(); // a driver fills its ring before whoever has the message lets go of its buffer
                pages.free(buffer);
            }
            post(next);
        }
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        ring.save(out);
        out.writeLongs(buffers);
        passage.save(out);
        out.writeInt(outside.size());
        outside.forEach(out::writeBytes);
        out.writeLongs(new long[] {misled, lost});
        out.writeBoolean(waitsForRoom != null);
        if (waitsForRoom != null) {
            out.writeBytes(waitsForRoom.encode());
        }
    }

    @Override
    public void load(StateReader in) {
        ring.load(in);
        in.readLongs(buffers);
        passage.load(in);
        outside.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            outside.add(in.readBytes());
        }
        long[] saved = new long[2];
        in.readLongs(saved);
        misled = saved[0];
        lost = saved[1];
        waitsForRoom = in.readBoolean() ? MessageRecord.decode(in.readBytes()) : null;
    }
}
