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
        TIMER
    }

    private static final Kind[] KINDS = Kind.values();

    private long instructions;
    private long loads;
    private long stores;

    private int size;
    private byte[] kinds = new byte[8];
    private long[] instructionsAt = new long[8];
    private long[] loadsAt = new long[8];
    private long[] storesAt = new long[8];
    private long[] operands = new long[8];
    private Object[] objects = new Object[8];

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
        if (size == kinds.length) {
            grow();
        }
        kinds[size] = (byte) kind.ordinal();
        instructionsAt[size] = instructions;
        loadsAt[size] = loads;
        storesAt[size] = stores;
        operands[size] = operand;
        objects[size] = object;
        size++;
    }

    /** Number of entries since they were last cleared. */
    public int size() {
        return size;
    }

    /** Kind of entry {@code i}. */
    public Kind kind(int i) {
        return KINDS[kinds[i]];
    }

    /** Instructions executed in the turn when entry {@code i} was made. */
    public long instructionsAt(int i) {
        return instructionsAt[i];
    }

    /** Loads executed in the turn when entry {@code i} was made. */
    public long loadsAt(int i) {
        return loadsAt[i];
    }

    /** Stores executed in the turn when entry {@code i} was made. */
    public long storesAt(int i) {
        return storesAt[i];
    }

    /** Operand of entry {@code i}. */
    public long operand(int i) {
        return operands[i];
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
        Arrays.fill(objects, 0, size, null);
        size = 0;
    }

    @Override
    public void save(StateWriter out) {
        out.writeLong(instructions);
        out.writeLong(loads);
        out.writeLong(stores);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeInt(kinds[i]);
            out.writeLong(instructionsAt[i]);
            out.writeLong(loadsAt[i]);
            out.writeLong(storesAt[i]);
            out.writeLong(operands[i]);
            switch (kind(i)) {
                case SEND -> ((Message) objects[i]).write(out);
                case SPAWN -> ((SpawnRequest) objects[i]).write(out);
                case REVOKE -> ((Capability) objects[i]).write(out);
                case LOG -> out.writeBytes((byte[]) objects[i]);
                case OVERSEE -> ((Oversight) objects[i]).write(out);
                case TIMER -> ((TimerWish) objects[i]).write(out);
                case FETCH, WRITE_BACK -> {}
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
            case FETCH, WRITE_BACK -> null;
        };
    }

    private void grow() {
        int capacity = 2 * kinds.length;
        kinds = Arrays.copyOf(kinds, capacity);
        instructionsAt = Arrays.copyOf(instructionsAt, capacity);
        loadsAt = Arrays.copyOf(loadsAt, capacity);
        storesAt = Arrays.copyOf(storesAt, capacity);
        operands = Arrays.copyOf(operands, capacity);
        objects = Arrays.copyOf(objects, capacity);
    }
}
