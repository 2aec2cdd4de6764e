package org.skerry.model.sharedmem.dma;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What an agent does by order of who programs it and for no message: reads or writes a range, one order after another, a few pages at
 * a time.
 */
final class Orders {
    private static final int PART_BYTES = 4096;

    /** An agent that can be programmed. */
    interface Holder {
        Orders orders();
    }

    private final DmaUnit unit;
    private final Agent agent;
    private final int channel;
    private final ArrayDeque<Sweep> waiting = new ArrayDeque<>(); // the first one is being done
    private Transfer transfer; // null: none
    private long at; // bytes of the range that are done or under way
    private long found;

    Orders(DmaUnit unit, Agent agent, int channel) {
        this.unit = unit;
        this.agent = agent;
        this.channel = channel;
    }

    void give(long cycle, Sweep sweep) {
        waiting.add(sweep);
        if (waiting.size() == 1) {
            next(cycle);
        }
    }

    Transfer transfer() {
        return transfer;
    }

    private void next(long cycle) {
        Sweep sweep = waiting.peek();
        int stride = sweep.stride() == Long.BYTES ? 0 : sweep.stride();
        int pieceBytes = Math.max(Long.BYTES, stride);
        long left = (sweep.bytes() - at + sweep.stride() - 1) / sweep.stride(); // words
        int words = (int) Math.min(left, PART_BYTES / Long.BYTES);
        ByteBuffer data = ByteBuffer.allocate(words * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (sweep.write() && data.hasRemaining()) {
            data.putLong(sweep.word());
        }
        transfer = new Transfer(sweep.from() + at, sweep.write(), data.array(), stride, unit.lineBytes());
        at += (long) words * pieceBytes;
        unit.pump(cycle, agent, channel);
    }

    void over(long cycle) {
        Sweep sweep = waiting.peek();
        ByteBuffer data = ByteBuffer.wrap(transfer.data).order(ByteOrder.LITTLE_ENDIAN);
        while (!sweep.write() && sweep.word() != 0 && data.hasRemaining()) {
            found += data.getLong() == sweep.word() ? 1 : 0;
        }
        if (at < sweep.bytes()) {
            next(cycle);
            return;
        }
        waiting.remove();
        unit.ended(cycle, sweep.number(), found);
        transfer = null;
        at = 0;
        found = 0;
        if (!waiting.isEmpty()) {
            next(cycle);
        }
    }

    void save(StateWriter out) {
        Transfer.save(transfer, out);
        out.writeLong(at);
        out.writeLong(found);
        out.writeInt(waiting.size());
        for (Sweep sweep : waiting) {
            out.writeInt(sweep.number());
            out.writeBoolean(sweep.write());
            out.writeLong(sweep.from());
            out.writeLong(sweep.bytes());
            out.writeInt(sweep.stride());
            out.writeLong(sweep.word());
        }
    }

    void load(StateReader in) {
        transfer = Transfer.load(in, unit.lineBytes());
        at = in.readLong();
        found = in.readLong();
        waiting.clear();
        for (int left = in.readCount(1); left > 0; left--) {
            waiting.add(new Sweep(
                    in.readInt(), in.readBoolean(), in.readLong(), in.readLong(), in.readInt(), in.readLong()));
        }
    }
}
