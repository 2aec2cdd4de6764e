package org.skerry.model.attest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What the control plane has done to an enclave since it was loaded: each write extends a hash chain, so that no entry can be taken
 * back, changed or moved.
 *
 * <pre>
 *   head 0 = 32 zeros        head n+1 = SHA-256(head n, entry n+1)
 * </pre>
 */
public final class EventLog implements Stateful {
    /** What was done. The ordinal is hashed: append only. */
    public enum Kind {
        /** Registers that led to actor {@code a} lead to actor {@code b}. */
        REWIRED,
        /** A register that waited for actor {@code a} to be placed has its place {@code b}. */
        PLACED,
        /** The core takes no further turn. */
        HALTED,
        /** Another image was loaded: the first 8 bytes of the digests of the old and the new one. */
        RELOADED
    }

    /**
     * One write.
     *
     * @param kind what was done
     * @param a    see {@link Kind}
     * @param b    see {@link Kind}
     */
    public record Entry(Kind kind, long a, long b) {
        static final int BYTES = 4 + 8 + 8;

        private byte[] encode() {
            ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
            write(out);
            return out.array();
        }

        void write(ByteBuffer out) {
            out.putInt(kind.ordinal()).putLong(a).putLong(b);
        }

        static Entry read(ByteBuffer in) throws FormatException {
            return new Entry(
                    Evidence.constant(Kind.values(), in.getInt(), "kind of an event"), in.getLong(), in.getLong());
        }
    }

    /** Entries that are kept, and travel with evidence; of more only the head tells. Assumption. */
    static final int MOST_ENTRIES = 64;

    private final List<Entry> entries = new ArrayList<>();
    private byte[] head = new byte[Sha256.BYTES];
    private int count;

    /** Writes down what was done. */
    public void extend(Kind kind, long a, long b) {
        Entry entry = new Entry(kind, a, b);
        head = Sha256.of(head, entry.encode());
        count++;
        if (entries.size() < MOST_ENTRIES) {
            entries.add(entry);
        }
    }

    /** Begins again: another actor lives in the enclave. */
    public void clear() {
        entries.clear();
        head = new byte[Sha256.BYTES];
        count = 0;
    }

    /** The last hash of the chain. */
    byte[] head() {
        return head.clone();
    }

    /** Entries that were ever written. */
    int count() {
        return count;
    }

    /** The first entries, as many as are kept. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The head that these entries lead to. */
    static byte[] replay(List<Entry> entries) {
        EventLog log = new EventLog();
        entries.forEach(entry -> log.extend(entry.kind, entry.a, entry.b));
        return log.head;
    }

    @Override
    public void save(StateWriter out) {
        out.writeBytes(head);
        out.writeInt(count);
        out.writeInt(entries.size());
        for (Entry entry : entries) {
            out.writeInt(entry.kind.ordinal());
            out.writeLong(entry.a);
            out.writeLong(entry.b);
        }
    }

    @Override
    public void load(StateReader in) {
        head = in.readBytes();
        count = in.readInt();
        entries.clear();
        Kind[] kinds = Kind.values();
        for (int left = in.readCount(Entry.BYTES); left > 0; left--) {
            entries.add(new Entry(kinds[in.readIndex(kinds.length, "kinds of events")], in.readLong(), in.readLong()));
        }
    }
}
