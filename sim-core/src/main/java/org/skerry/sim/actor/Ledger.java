package org.skerry.sim.actor;

import java.util.Arrays;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What one turn did, in program order, for the machine to replay in simulated time: running totals of instructions, loads and
 * stores, and entries stamped with the totals at which they happened.
 *
 * <p>Totals run from the beginning of the turn. The machine takes the entries at each synchronisation point and at the end of the
 * turn ({@link #clearEntries}); totals go on. There are as many {@link Entry} objects as the largest turn seen had; they are reused.
 * The first one, which is the only one of most turns, is found without an array.
 */
public final class Ledger implements Stateful {
    /** Kinds of entries. */
    public enum Kind {
        /** A message leaves; the object is the {@link Message}. */
        SEND,
        /** An actor is asked for; the object is the {@link SpawnRequest}. */
        SPAWN,
        /** A capability is revoked; the object is the {@link Capability}, the operand the handle. */
        REVOKE,
        /** A line for the log; the object is its bytes. */
        LOG,
        /** An access that left the private first-level cache; what the operand says is the machine's affair. */
        FETCH,
        /** A written line on its way out of the private caches; what the operand says is the machine's affair. */
        WRITE_BACK,
        /** Something is asked about another actor; the object is the {@link Oversight}. */
        OVERSEE,
        /** A timer is set or taken back; the object is the {@link TimerWish}. */
        TIMER,
        /** The actor is to be told of ends along its links from now on, or no longer; the operand is 1 or 0. */
        TRAP_EXITS;

        private final long bit = 1L << ordinal();

        /** A set of kinds, for {@link Ledger#isOneOf}. */
        public static long set(Kind... kinds) {
            long set = 0;
            for (Kind kind : kinds) {
                set |= kind.bit;
            }
            return set;
        }
    }

    private static final Kind[] KINDS = Kind.values();

    /** One thing that others can see, and the totals of the turn when it was made. Valid until entries are cleared. */
    public static final class Entry {
        private long kind; // as a set of one
        private long instructions;
        private long loads;
        private long stores;
        private long operand;
        private Object object;

        /** What it is. */
        public Kind kind() {
            return KINDS[Long.numberOfTrailingZeros(kind)];
        }

        /** Whether its kind is one of a {@link Kind#set}. */
        public boolean isOneOf(long kinds) {
            return (kind & kinds) != 0;
        }

        /** Instructions executed in the turn until then. */
        public long instructions() {
            return instructions;
        }

        /** Loads executed in the turn until then. */
        public long loads() {
            return loads;
        }

        /** Stores executed in the turn until then. */
        public long stores() {
            return stores;
        }

        /** A number that goes with it. */
        public long operand() {
            return operand;
        }

        /** What goes with it, or null. */
        public Object object() {
            return object;
        }
    }

    private long instructions;
    private long loads;
    private long stores;
    private int size;
    private final Entry first = new Entry(); // most turns send one message
    private Entry[] more = {}; // the second and those after it

    /** Begins a new turn: no entries, totals zero. */
    public void begin() {
        clearEntries();
        instructions = 0;
        loads = 0;
        stores = 0;
    }

    /** Brings the totals up to date. They never decrease within a turn. */
    public void charge(long totalInstructions, long totalLoads, long totalStores) {
        instructions = totalInstructions;
        loads = totalLoads;
        stores = totalStores;
    }

    /** Adds an entry at the present totals. */
    public void add(Kind kind, long operand, Object object) {
        Entry entry = size == 0 ? first : oneMore();
        entry.kind = kind.bit;
        entry.instructions = instructions;
        entry.loads = loads;
        entry.stores = stores;
        entry.operand = operand;
        entry.object = object;
        size++;
    }

    /** Reads of itself what the next use will need; the number means nothing. */
    public long foresee() {
        return size;
    }

    /** The same of its entries. */
    public long foreseeEntries() {
        return first.kind + (first.object instanceof Message message ? message.foresee() : 0);
    }

    /** Number of entries since they were last cleared. */
    public int size() {
        return size;
    }

    /** Entry {@code i}. */
    public Entry entry(int i) {
        return i == 0 ? first : more[i - 1];
    }

    /** Instructions executed since the turn began. */
    public long instructions() {
        return instructions;
    }

    /** Loads executed since the turn began. */
    public long loads() {
        return loads;
    }

    /** Stores executed since the turn began. */
    public long stores() {
        return stores;
    }

    /** Forgets the entries; totals stay. */
    public void clearEntries() {
        if (size > 0) {
            first.object = null;
            for (int i = 1; i < size; i++) {
                more[i - 1].object = null;
            }
            size = 0;
        }
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(instructions);
        out.writeLong(loads);
        out.writeLong(stores);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            Entry entry = entry(i);
            out.writeInt(entry.kind().ordinal());
            out.writeLong(entry.instructions);
            out.writeLong(entry.loads);
            out.writeLong(entry.stores);
            out.writeLong(entry.operand);
            switch (entry.kind()) {
                case SEND -> ((Message) entry.object).write(out);
                case SPAWN -> ((SpawnRequest) entry.object).write(out);
                case REVOKE -> ((Capability) entry.object).write(out);
                case LOG -> out.writeBytes((byte[]) entry.object);
                case OVERSEE -> ((Oversight) entry.object).write(out);
                case TIMER -> ((TimerWish) entry.object).write(out);
                case FETCH, WRITE_BACK, TRAP_EXITS -> {}
            }
        }
    }

    @Override
    public void load(StateReader in) {
        clearEntries();
        long endInstructions = in.readLong();
        long endLoads = in.readLong();
        long endStores = in.readLong();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            Kind kind = KINDS[in.readIndex(KINDS.length, "kinds of entries")];
            charge(in.readLong(), in.readLong(), in.readLong());
            long operand = in.readLong();
            add(kind, operand, readObject(kind, in));
        }
        charge(endInstructions, endLoads, endStores);
    }

    private static Object readObject(Kind kind, StateReader in) {
        return switch (kind) {
            case SEND -> Message.read(in);
            case SPAWN -> SpawnRequest.read(in);
            case REVOKE -> Capability.read(in);
            case LOG -> in.readBytes();
            case OVERSEE -> Oversight.read(in);
            case TIMER -> TimerWish.read(in);
            case FETCH, WRITE_BACK, TRAP_EXITS -> null;
        };
    }

    private Entry oneMore() {
        if (size > more.length) {
            more = Arrays.copyOf(more, 2 * size - 1);
            for (int i = size - 1; i < more.length; i++) {
                more[i] = new Entry();
            }
        }
        return more[size - 1];
    }
}
