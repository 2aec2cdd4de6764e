package org.skerry.model.sharedmem.dma;

import java.util.ArrayDeque;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.sharedmem.dma.DescriptorRing.Descriptor;
import org.skerry.model.sharedmem.runtime.Mailbox;
import org.skerry.model.sharedmem.runtime.MailboxCorrupted;
import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.model.sharedmem.runtime.Purpose;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Messages to a device: the driver points descriptors to records in the device's mailbox, and the device fetches them. */
final class ToDevice implements Stateful {
    private final DriverPages pages;
    private final DeviceQueues.Host host;
    private final DescriptorRing ring;
    private final Passage passage;
    private final ArrayDeque<Integer> posted =
            new ArrayDeque<>(); // bytes of records in the mailbox that descriptors point to
    private long postedBytes;
    private long mailboxAt; // where the mailbox was when descriptors were written
    private long lost;

    ToDevice(
            DmaUnit unit,
            Agent agent,
            AddressSpace space,
            DriverPages pages,
            int firstChannel,
            DeviceQueues.Host host) {
        this.pages = pages;
        this.host = host;
        ring = new DescriptorRing(space, unit.spec().descriptors());
        passage = new Passage(unit, agent, ring, firstChannel, true, this::arrive);
    }

    /** The driver's ring is there. */
    void at(long address) {
        ring.at(address);
    }

    /** Moves the mailbox to pages of its own. */
    void begin() {
        long bytes = host.mailbox().capacityBytes();
        host.moveMailbox(pages.take(Purpose.MAILBOX, Mailbox.HEADER_BYTES + bytes));
        openMailbox();
    }

    /** The device may read its mailbox. Once that has grown it lies on pages where other things lie, too. */
    private void openMailbox() {
        mailboxAt = host.mailbox().address();
        pages.open(mailboxAt, Mailbox.HEADER_BYTES + host.mailbox().capacityBytes(), IoTable.READ);
    }

    /** Where the driver writes when it posts the next descriptor. */
    long nextDescriptor() {
        return ring.nextAddress();
    }

    Passage passage() {
        return passage;
    }

    /** Messages that made no sense, or never came. */
    long lost() {
        return lost;
    }

    /** A record has been put into the mailbox of the device. */
    void doorbell(long cycle) {
        try {
            postRecords();
        } catch (MailboxCorrupted corrupted) {
            return; // what its bytes no longer say cannot be sent
        }
        while (passage.hasRoom() && ring.waiting() > 0) {
            passage.start(cycle, new int[] {ring.begin()}, new byte[0]);
        }
    }

    private void postRecords() {
        Mailbox mailbox = host.mailbox();
        if (mailbox.address() != mailboxAt) {
            openMailbox(); // it has grown; descriptors under way still say where its records were
        }
        for (int bytes = mailbox.bytesAt(postedBytes);
                bytes > 0 && ring.hasRoom();
                bytes = mailbox.bytesAt(postedBytes)) {
            long address = mailbox.addressAt(postedBytes);
            int first = (int) Math.min(bytes, mailbox.endAddress() - address);
            long records = mailbox.address() + Mailbox.HEADER_BYTES;
            ring.post(new Descriptor(address, first, first < bytes ? records : 0, bytes - first));
            posted.add(bytes);
            postedBytes += bytes;
        }
    }

    /** The device has all of the messages at the head. */
    private void arrive(long cycle) {
        for (Job job = passage.head(); job != null && job.step == Job.Step.MOVED; job = passage.head()) {
            passage.removeHead();
            ring.end();
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

    @Override
    public void save(StateWriter out) {
        ring.save(out);
        passage.save(out);
        out.writeLongs(posted.stream().mapToLong(Integer::longValue).toArray());
        out.writeLongs(new long[] {postedBytes, mailboxAt, lost});
    }

    @Override
    public void load(StateReader in) {
        ring.load(in);
        passage.load(in);
        posted.clear();
        for (long bytes : in.readLongs()) {
            posted.add((int) bytes);
        }
        long[] saved = new long[3];
        in.readLongs(saved);
        postedBytes = saved[0];
        mailboxAt = saved[1];
        lost = saved[2];
    }
}
