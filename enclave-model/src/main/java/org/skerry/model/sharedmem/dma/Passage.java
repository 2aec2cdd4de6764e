package org.skerry.model.sharedmem.dma;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.skerry.model.sharedmem.dma.DescriptorRing.Descriptor;
import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Messages on one way between memory and a device, several at a time, each on a channel of its own: the device reads a descriptor, moves
 * the bytes that it names, and writes that it is done with it. They leave in the order in which they came.
 */
final class Passage implements Stateful {
    private final DmaUnit unit;
    private final Agent agent;
    private final DescriptorRing ring;
    private final int firstChannel;
    private final boolean fetches; // from memory to the device
    private final int mostBytes; // of a descriptor that makes sense
    private final End end;
    private final ArrayDeque<Job> jobs = new ArrayDeque<>();
    private final Job[] byChannel;

    /** Where the way leads. */
    interface End {
        /** Every byte of a message is where it should be. */
        void moved(long cycle);
    }

    Passage(DmaUnit unit, Agent agent, DescriptorRing ring, int firstChannel, boolean fetches, End end) {
        this.unit = unit;
        this.agent = agent;
        this.ring = ring;
        this.firstChannel = firstChannel;
        this.fetches = fetches;
        this.end = end;
        mostBytes = MessageRecord.MAX_BYTES + unit.spec().bufferBytes();
        byChannel = new Job[unit.spec().messages()];
    }

    /** Whether one more may be under way. */
    boolean hasRoom() {
        return jobs.size() < byChannel.length;
    }

    /** A message begins: the bytes of a record to write, or none yet of one to read, by the descriptors in these slots. */
    void start(long cycle, int[] slots, byte[] bytes) {
        Job job = new Job(freeChannel(), slots, bytes);
        jobs.add(job);
        byChannel[job.channel - firstChannel] = job;
        begin(cycle, job);
    }

    private int freeChannel() {
        for (int i = 0; ; i++) {
            if (byChannel[i] == null) {
                return firstChannel + i;
            }
        }
    }

    /** The message that came first, or null. */
    Job head() {
        return jobs.peek();
    }

    /** The message that came first is over. */
    void removeHead() {
        byChannel[jobs.remove().channel - firstChannel] = null;
    }

    // ---- the steps of a message --------------------------------------------------------------------------------

    Transfer transfer(int channel) {
        return byChannel[channel - firstChannel].transfer;
    }

    /** The transfer on a channel is over. */
    void over(long cycle, int channel) {
        Job job = byChannel[channel - firstChannel];
        job.failed |= job.transfer.failed;
        switch (job.step) {
            case DESCRIPTOR -> {
                job.descriptor = Descriptor.of(job.transfer.data);
                if (job.transfer.failed || !job.descriptor.sane(mostBytes)) {
                    job.failed = true;
                    complete(cycle, job);
                } else {
                    job.step = Job.Step.BYTES;
                    move(cycle, job, job.descriptor.address(), job.descriptor.bytes());
                }
            }
            case BYTES -> {
                moved(job);
                if (fetches && job.descriptor.moreBytes() > 0) {
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

    private void begin(long cycle, Job job) {
        job.step = Job.Step.DESCRIPTOR;
        read(cycle, job, ring.addressOf(job.slots[job.slot]), DescriptorRing.BYTES);
    }

    private void move(long cycle, Job job, long address, int bytes) {
        if (fetches) {
            read(cycle, job, address, bytes);
        } else {
            int part = Math.min(bytes, job.bytes.length - job.moved);
            write(cycle, job, address, Arrays.copyOfRange(job.bytes, job.moved, job.moved + part));
        }
    }

    private void moved(Job job) {
        int bytes = job.transfer.data.length;
        if (fetches) {
            job.bytes = Arrays.copyOf(job.bytes, job.moved + bytes);
            System.arraycopy(job.transfer.data, 0, job.bytes, job.moved, bytes);
        }
        job.moved += bytes;
    }

    private void complete(long cycle, Job job) {
        job.step = Job.Step.COMPLETION;
        long state = ring.addressOf(job.slots[job.slot]) + DescriptorRing.STATE;
        write(cycle, job, state, new byte[] {DescriptorRing.DONE, 0, 0, 0});
    }

    private void ended(long cycle, Job job) {
        if (++job.slot < job.slots.length) {
            begin(cycle, job);
            return;
        }
        job.step = Job.Step.MOVED;
        end.moved(cycle);
    }

    private void read(long cycle, Job job, long address, int bytes) {
        job.transfer = new Transfer(address, false, new byte[bytes], unit.lineBytes());
        unit.pump(cycle, agent, job.channel);
    }

    private void write(long cycle, Job job, long address, byte[] bytes) {
        job.transfer = new Transfer(address, true, bytes, unit.lineBytes());
        unit.pump(cycle, agent, job.channel);
    }

    @Override
    public void save(StateWriter out) {
        out.writeInt(jobs.size());
        jobs.forEach(job -> job.save(out));
    }

    @Override
    public void load(StateReader in) {
        Arrays.fill(byChannel, null);
        jobs.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            Job job = Job.load(in, unit.lineBytes());
            jobs.add(job);
            byChannel[job.channel - firstChannel] = job;
        }
    }
}
