package org.skerry.model.sharedmem.dma;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.dma.DescriptorRing.Descriptor;
import org.skerry.model.sharedmem.dma.DevicesSpec.BufferKind;
import org.skerry.model.sharedmem.runtime.Mailbox;
import org.skerry.model.sharedmem.runtime.MailboxCorrupted;
import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.model.sharedmem.runtime.RuntimeMemory;
import org.skerry.model.sharedmem.runtime.RuntimePanic;
import org.skerry.sim.actor.Message;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * A device's way to messages and back, and its driver: what is sent to the device lies in its mailbox, to which descriptors point; what
 * it sends it writes into buffers that the driver has posted, and the driver puts it into the mailbox of whom it is for.
 *
 * <pre>
 *   actor --> mailbox of the device <--descriptor, bytes--   device
 *   actor <-- its mailbox <-- driver <-- buffer  <--bytes--  device
 * </pre>
 *
 * <p>Several messages are on their way at a time; each way keeps their order.
 */
public final class DeviceQueues implements Agent, Orders.Holder {
    private static final int ORDERS = 0;
    private static final int HEARD = 0; // what it asks to be woken for
    private static final int OWN_PAGE = IommuSpec.PAGE_BYTES;

    /** What stands around the queues of a device. */
    public interface Host {
        /** The mailbox of the device. */
        Mailbox mailbox();

        /** Takes the first record out of the mailbox, and lets those try again who waited for room. */
        void freeRecord(long cycle);

        /** A message has come to the device. */
        void fetched(long cycle, Message message);

        /** Puts a message of the device where it belongs, from these buffers; false if there is no room, and then {@link #retry} is called. */
        boolean deliver(long cycle, MessageRecord record, long[] buffers, int bytes);

        /** The mailbox of the device has moved there before anything was in it: it is formatted, and its old place free. */
        void moveMailbox(long address);

        /** The device may send more. */
        void mayLeave(long cycle);
    }

    private final DmaUnit unit;
    private final DevicesSpec spec;
    private final RuntimeMemory memory;
    private final AddressSpace space;
    private final int number;
    private final String name;
    private final Host host;
    private final Orders orders;
    private final DescriptorRing toDevice;
    private final DescriptorRing fromDevice;
    private final long[] buffers; // by slot of fromDevice
    private final ArrayDeque<Job> fetching = new ArrayDeque<>();
    private final ArrayDeque<Job> sending = new ArrayDeque<>();
    private final ArrayDeque<byte[]> outside = new ArrayDeque<>(); // records that have not begun to be sent
    private final ArrayDeque<Integer> posted =
            new ArrayDeque<>(); // bytes of records in the mailbox that descriptors point to
    private final Job[] jobs; // by channel
    private long postedBytes;
    private long mailboxAt; // where the mailbox was when descriptors were written
    private MessageRecord waitsForRoom;
    private long misled; // where the next buffer is said to be; 0 for the truth
    private long lost;

    DeviceQueues(DmaUnit unit, int number, String name, Host host) {
        this.unit = unit;
        this.spec = unit.spec();
        this.memory = unit.memory();
        this.space = memory.space();
        this.number = number;
        this.name = name;
        this.host = host;
        orders = new Orders(unit, this, ORDERS);
        toDevice = new DescriptorRing(space, spec.descriptors());
        fromDevice = new DescriptorRing(space, spec.descriptors());
        buffers = new long[spec.descriptors()];
        jobs = new Job[1 + 2 * spec.messages()];
    }

    /** Takes rings and buffers from the heap, and lets the device get there. */
    void begin() {
        long ringBytes = (long) spec.descriptors() * DescriptorRing.BYTES;
        long rings = pages(Purpose.RING, 2 * ringBytes);
        toDevice.at(rings);
        fromDevice.at(rings + ringBytes);
        open(rings, 2 * ringBytes, IoTable.READ | IoTable.WRITE);
        long pool = spec.bufferKind() == BufferKind.POOL
                ? pages(Purpose.BUFFER, (long) spec.buffers() * spec.bufferBytes())
                : 0;
        if (pool != 0) {
            open(pool, (long) spec.buffers() * spec.bufferBytes(), IoTable.READ | IoTable.WRITE);
        }
        for (int i = 0; i < spec.buffers(); i++) {
            post(pool == 0 ? newBuffer() : pool + (long) i * spec.bufferBytes());
        }
        long ring = host.mailbox().capacityBytes();
        host.moveMailbox(pages(Purpose.MAILBOX, Mailbox.HEADER_BYTES + ring));
        openMailbox();
    }

    /** Whole pages that nobody else has anything on. */
    private long pages(Purpose purpose, long bytes) {
        long room = (bytes + OWN_PAGE - 1) / OWN_PAGE * OWN_PAGE + OWN_PAGE;
        long block = memory.allocate(purpose, name, room, null);
        if (block == 0) {
            throw RuntimePanic.exhausted("rings and buffers of " + name, room);
        }
        return block + OWN_PAGE - 1 & -OWN_PAGE;
    }

    private void open(long address, long bytes, int rights) {
        if (unit.iommu() != null) {
            unit.iommu().map(number, name, address, bytes, rights);
        }
    }

    /** The device may read its mailbox. Once that has grown it lies on pages where other things lie, too. */
    private void openMailbox() {
        mailboxAt = host.mailbox().address();
        open(mailboxAt, Mailbox.HEADER_BYTES + host.mailbox().capacityBytes(), IoTable.READ);
    }

    // ---- for who stands around ---------------------------------------------------------------------------------

    @Override
    public String name() {
        return name;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public Orders orders() {
        return orders;
    }

    /** The driver will say of the next buffer that it posts that it is at this address. */
    public void mislead(long address) {
        misled = address;
    }

    /** Where the driver writes when it posts what is sent to the device. */
    public long nextDescriptor() {
        return toDevice.nextAddress();
    }

    /** A record has been put into the mailbox of the device. */
    public void doorbell(long cycle) {
        try {
            postRecords();
        } catch (MailboxCorrupted corrupted) {
            return; // what its bytes no longer say cannot be sent
        }
        fetch(cycle);
    }

    /** The device wants to send; false if it has to wait, and then {@link Host#mayLeave} is called. */
    public boolean send(long cycle, Message message, long sentCycle) {
        if (outside.size() >= spec.messages()) {
            return false;
        }
        outside.add(new MessageRecord(message, sentCycle).encode());
        leave(cycle);
        return true;
    }

    /** There may be room for what waits for it. */
    public void retry(long cycle) {
        if (waitsForRoom != null) {
            hear(cycle);
        }
    }

    /** The message that waits for room in the mailbox of whom it is for, or null. */
    public Message waitsForRoom() {
        return waitsForRoom == null ? null : waitsForRoom.message();
    }

    /** Messages that made no sense, or never came. */
    long lost() {
        return lost;
    }

    // ---- to the device -----------------------------------------------------------------------------------------

    private void postRecords() {
        Mailbox mailbox = host.mailbox();
        if (mailbox.address() != mailboxAt) {
            openMailbox(); // it has grown; descriptors under way still say where its records were
        }
        for (int bytes = mailbox.bytesAt(postedBytes);
                bytes > 0 && toDevice.hasRoom();
                bytes = mailbox.bytesAt(postedBytes)) {
            long address = mailbox.addressAt(postedBytes);
            int first = (int) Math.min(bytes, mailbox.endAddress() - address);
            long ring = mailbox.address() + Mailbox.HEADER_BYTES;
            toDevice.post(new Descriptor(address, first, first < bytes ? ring : 0, bytes - first));
            posted.add(bytes);
            postedBytes += bytes;
        }
    }

    private void fetch(long cycle) {
        while (fetching.size() < spec.messages() && toDevice.waiting() > 0) {
            Job job = new Job(freeChannel(1), new int[] {toDevice.begin()}, new byte[0]);
            fetching.add(job);
            begin(cycle, job);
        }
    }

    private int freeChannel(int first) {
        for (int channel = first; ; channel++) {
            if (jobs[channel] == null) {
                return channel;
            }
        }
    }

    /** The device has all of the messages at the head. */
    private void arrive(long cycle) {
        while (!fetching.isEmpty() && fetching.peek().step == Job.Step.MOVED) {
            Job job = fetching.remove();
            jobs[job.channel] = null;
            toDevice.end();
            postedBytes -= posted.remove();
            MessageRecord record = job.failed ? null : MessageRecord.decode(job.bytes);
            host.freeRecord(cycle);
            if (record == null) {
                lost++;
            } else {
                host.fetched(cycle, record.message());
            }
        }
        doorbell(cycle);
    }

    // ---- from the device ---------------------------------------------------------------------------------------

    private void post(long buffer) {
        space.store(buffer, Long.BYTES, 0); // no record begins here yet
        int slot = fromDevice.post(new Descriptor(misled == 0 ? buffer : misled, spec.bufferBytes(), 0, 0));
        buffers[slot] = buffer;
        misled = 0;
    }

    private long newBuffer() {
        long buffer = pages(Purpose.BUFFER, spec.bufferBytes());
        open(buffer, spec.bufferBytes(), IoTable.READ | IoTable.WRITE);
        return buffer;
    }

    private void leave(long cycle) {
        while (!outside.isEmpty() && sending.size() < spec.messages()) {
            int needs = (outside.peek().length + spec.bufferBytes() - 1) / spec.bufferBytes();
            if (fromDevice.waiting() < needs) {
                return;
            }
            int[] slots = new int[needs];
            for (int i = 0; i < needs; i++) {
                slots[i] = fromDevice.begin();
            }
            Job job = new Job(freeChannel(1 + spec.messages()), slots, outside.remove());
            sending.add(job);
            begin(cycle, job);
            host.mayLeave(cycle);
        }
    }

    /** The driver hears of messages at the head whose bytes are in their buffers. */
    private void hear(long cycle) {
        while (!sending.isEmpty() && sending.peek().step.ordinal() >= Job.Step.MOVED.ordinal()) {
            Job job = sending.peek();
            if (job.step == Job.Step.MOVED) {
                job.step = Job.Step.HEARD;
                job.heardAt = cycle + unmap(cycle, job);
                if (job.heardAt > cycle) {
                    unit.wakeAt(job.heardAt, this, HEARD);
                }
            }
            if (job.heardAt > cycle) {
                return;
            }
            if (waitsForRoom == null) {
                MessageRecord record = job.failed ? null : MessageRecord.decode(taken(job));
                waitsForRoom = record;
            }
            if (waitsForRoom == null) {
                lost++;
            } else if (!host.deliver(cycle, waitsForRoom, buffersOf(job), job.bytes.length)) {
                return;
            }
            waitsForRoom = null;
            sending.remove();
            jobs[job.channel] = null;
            giveBack(job);
            leave(cycle);
        }
    }

    private long unmap(long cycle, Job job) {
        long waits = 0;
        if (spec.bufferKind() == BufferKind.HEAP && unit.iommu() != null) {
            for (long buffer : buffersOf(job)) {
                waits += unit.iommu().unmap(cycle, number, name, buffer, spec.bufferBytes());
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
            fromDevice.end();
            long next = buffer;
            if (spec.bufferKind() == BufferKind.HEAP) {
                next = newBuffer(); // a driver fills its ring before whoever has the message lets go of its buffer
                memory.free(blockOf(buffer));
            }
            post(next);
        }
    }

    /** The block that {@link #pages} took for a buffer. */
    private long blockOf(long buffer) {
        return memory.blockAt(buffer);
    }

    // ---- the steps of a message --------------------------------------------------------------------------------

    private void begin(long cycle, Job job) {
        jobs[job.channel] = job;
        job.step = Job.Step.DESCRIPTOR;
        read(cycle, job, ring(job).addressOf(job.slots[job.slot]), DescriptorRing.BYTES);
    }

    private boolean isFetch(Job job) {
        return job.channel <= spec.messages();
    }

    private DescriptorRing ring(Job job) {
        return isFetch(job) ? toDevice : fromDevice;
    }

    private void read(long cycle, Job job, long address, int bytes) {
        job.transfer = new Transfer(address, false, new byte[bytes], unit.lineBytes());
        unit.pump(cycle, this, job.channel);
    }

    private void write(long cycle, Job job, long address, byte[] bytes) {
        job.transfer = new Transfer(address, true, bytes, unit.lineBytes());
        unit.pump(cycle, this, job.channel);
    }

    @Override
    public Transfer transfer(int channel) {
        return channel == ORDERS ? orders.transfer() : jobs[channel].transfer;
    }

    @Override
    public void over(long cycle, int channel) {
        if (channel == ORDERS) {
            orders.over(cycle);
            return;
        }
        Job job = jobs[channel];
        job.failed |= job.transfer.failed;
        switch (job.step) {
            case DESCRIPTOR -> {
                job.descriptor = Descriptor.of(job.transfer.data);
                if (job.transfer.failed || !job.descriptor.sane(MessageRecord.MAX_BYTES + spec.bufferBytes())) {
                    job.failed = true;
                    complete(cycle, job);
                } else {
                    job.step = Job.Step.BYTES;
                    move(cycle, job, job.descriptor.address(), job.descriptor.bytes());
                }
            }
            case BYTES -> {
                moved(job);
                if (isFetch(job) && job.descriptor.moreBytes() > 0) {
                    job.step = Job.Step.MORE_BYTES;
                    move(cycle, job, job.descriptor.more(), job.descriptor.moreBytes());
                } else {
                    complete(cycle, job);
                }
            }
            case MORE_BYTES -> {
                moved(job);
                complete(cycle, job);
            }
            default -> ended(cycle, job);
        }
    }

    private void move(long cycle, Job job, long address, int bytes) {
        if (isFetch(job)) {
            read(cycle, job, address, bytes);
        } else {
            int part = Math.min(bytes, job.bytes.length - job.moved);
            write(cycle, job, address, Arrays.copyOfRange(job.bytes, job.moved, job.moved + part));
        }
    }

    private void moved(Job job) {
        int bytes = job.transfer.data.length;
        if (isFetch(job)) {
            job.bytes = Arrays.copyOf(job.bytes, job.moved + bytes);
            System.arraycopy(job.transfer.data, 0, job.bytes, job.moved, bytes);
        }
        job.moved += bytes;
    }

    private void complete(long cycle, Job job) {
        job.step = Job.Step.COMPLETION;
        long state = ring(job).addressOf(job.slots[job.slot]) + DescriptorRing.STATE;
        write(cycle, job, state, new byte[] {DescriptorRing.DONE, 0, 0, 0});
    }

    private void ended(long cycle, Job job) {
        if (++job.slot < job.slots.length) {
            begin(cycle, job);
            return;
        }
        job.step = Job.Step.MOVED;
        if (isFetch(job)) {
            arrive(cycle);
        } else {
            hear(cycle);
        }
    }

    @Override
    public void due(long cycle, int what) {
        hear(cycle);
    }

    // ---- state -------------------------------------------------------------------------------------------------

    @Override
    public void save(StateWriter out) {
        orders.save(out);
        toDevice.save(out);
        fromDevice.save(out);
        out.writeLongs(buffers);
        for (ArrayDeque<Job> some : List.of(fetching, sending)) {
            out.writeInt(some.size());
            some.forEach(job -> job.save(out));
        }
        out.writeInt(outside.size());
        outside.forEach(out::writeBytes);
        out.writeLongs(posted.stream().mapToLong(Integer::longValue).toArray());
        out.writeLongs(new long[] {postedBytes, mailboxAt, misled, lost});
        out.writeBoolean(waitsForRoom != null);
        if (waitsForRoom != null) {
            out.writeBytes(waitsForRoom.encode());
        }
    }

    @Override
    public void load(StateReader in) {
        orders.load(in);
        toDevice.load(in);
        fromDevice.load(in);
        in.readLongs(buffers);
        Arrays.fill(jobs, null);
        for (ArrayDeque<Job> some : List.of(fetching, sending)) {
            some.clear();
            for (int left = in.readCount(1); left > 0; left--) {
                Job job = Job.load(in, unit.lineBytes());
                some.add(job);
                jobs[job.channel] = job;
            }
        }
        outside.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            outside.add(in.readBytes());
        }
        posted.clear();
        for (long bytes : in.readLongs()) {
            posted.add((int) bytes);
        }
        long[] saved = new long[4];
        in.readLongs(saved);
        postedBytes = saved[0];
        mailboxAt = saved[1];
        misled = saved[2];
        lost = saved[3];
        waitsForRoom = in.readBoolean() ? MessageRecord.decode(in.readBytes()) : null;
    }
}
