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
 * turn ({@link #clearEntries}); totals go on. Arrays grow to the largest turn seen and are reused.
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

    private long instructions;
    private long loads;
    private long stores;

    /** Words of an entry, side by side as they are needed together. */
    private static final int WORDS = 5;

    private static final int KIND = 0; // as a set of one
    private static final int INSTRUCTIONS = 1;
    private static final int LOADS = 2;
    private static final int STORES = 3;
    private static final int OPERAND = 4;

    /** Room for so many entries at first: most turns send one message. */
    private static final int FIRST_ENTRIES = 2;

    private int size;
    private long[] entries = new long[FIRST_ENTRIES * WORDS];
    private Object[] objects = new Object[FIRST_ENTRIES];

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
        if (size == objects.length) {
            grow();
        }
        int at = size * WORDS;
        entries[at + KIND] = kind.bit;
        entries[at + INSTRUCTIONS] = instructions;
        entries[at + LOADS] = loads;
        entries[at + STORES] = stores;
        entries[at + OPERAND] = operand;
        objects[size] = object;
        size++;
    }

    /** Reads of itself what the next use will need; the number means nothing. */
    public long foresee() {
        return size;
    }

    /** The same of its entries. */
    public long foreseeEntries() {
        Object first = objects[0];
        return entries[0]
                + (first instanceof Message message
                        ? message.foresee() + message.to().target()
                        : 0);
    }

    /** Number of entries since they were last cleared. */
    public int size() {
        return size;
    }

    /** Kind of entry {@code i}. */
    public Kind kind(int i) {
        return KINDS[Long.numberOfTrailingZeros(entries[i * WORDS + KIND])];
    }

    /** Whether the kind of entry {@code i} is one of a {@link Kind#set}. */
    public boolean isOneOf(long kinds, int i) {
        return (entries[i * WORDS + KIND] & kinds) != 0;
    }

    /** Instructions executed in the turn when entry {@code i} was made. */
    public long instructionsAt(int i) {
        return entries[i * WORDS + INSTRUCTIONS];
    }

    /** Loads executed in the turn when entry {@code i} was made. */
    public long loadsAt(int i) {
        return entries[i * WORDS + LOADS];
    }

    /** Stores executed in the turn when entry {@code i} was made. */
    public long storesAt(int i) {
        return entries[i * WORDS + STORES];
    }

    /** Operand of entry {@code i}. */
    public long operand(int i) {
        return entries[i * WORDS + OPERAND];
    }

    /** Object of entry {@code i}. */
    public Object object(int i) {
        return objects[i];
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
        if (size == 1) { // as in most turns
            objects[0] = null;
        } else if (size != 0) {
            Arrays.fill(objects, 0, size, null);
        }
        size = 0;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(instructions);
        out.writeLong(loads);
        out.writeLong(stores);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeInt(kind(i).ordinal());
            out.writeLong(instructionsAt(i));
            out.writeLong(loadsAt(i));
            out.writeLong(storesAt(i));
            out.writeLong(operand(i));
            switch (kind(i)) {
                case SEND -> ((Message) objects[i]).write(out);
                case SPAWN -> ((SpawnRequest) objects[i]).write(out);
                case REVOKE -> ((Capability) objects[i]).write(out);
                case LOG -> out.writeBytes((byte[]) objects[i]);
                case OVERSEE -> ((Oversight) objects[i]).write(out);
                case TIMER -> ((TimerWish) objects[i]).write(out);
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

    private void grow() {
        objects = Arrays.copyOf(objects, 2 * objects.length);
        entries = Arrays.copyOf(entries, objects.length * WORDS);
    }
}
