package org.skerry.wasm.abi;

import java.util.Arrays;
import java.util.List;
import org.skerry.sim.actor.Grants;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Ledger;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.MemoryFault;
import org.skerry.sim.state.Stateful;
import org.skerry.wasm.meter.Meter;

/**
 * One actor as the host functions see it: its turn, its memory, its meter, the handler it chose. Used by the actor's own thread.
 */
public final class Guest {
    /** Sends, spawns, revocations and log lines of one turn; a turn is kept whole until the machine replays it. Assumption. */
    private static final int MAX_DEEDS = 65_536;
    /** Bytes that these may carry together. Assumption. */
    private static final long MAX_DEED_BYTES = 64L << 20;

    private static final int WORD = 8;
    private static final int WORD_SHIFT = 3;
    private static final int UNKNOWN = -1;
    private static final int[] NO_HANDLES = {};
    private static final Stateful[] NO_STATES = {};

    private final LinearMemory memory;
    private final Meter meter;
    private final HandlerNames names;
    private final long[] result = new long[1];
    private final Grants grants;
    private final Stateful[] states;
    private final boolean heldInCalls; // and nowhere else: nobody watches its accesses, which would hold it as well
    private byte[] window = {}; // that of the memory, through which every message goes
    private Turn turn;
    private Ledger ledger; // of the turn
    private int handler;
    private int cameAt; // where all bytes of the message in hand were put last
    private long cameStores; // what the meter had counted then; below 0 if that means nothing
    private int deeds;
    private long deedBytes;

    /** A guest in {@code memory}, counted by {@code meter}, born with {@code grants}, that may call {@code functions}. */
    public Guest(LinearMemory memory, Meter meter, Grants grants, HandlerNames names, HostFunctions functions) {
        this.memory = memory;
        this.meter = meter;
        this.grants = grants;
        this.names = names;
        heldInCalls = memory.accessModel() == null;
        states = functions.states(this).toArray(NO_STATES);
    }

    /** What an interface keeps for this guest, by its class. */
    public <T extends Stateful> T state(Class<T> type) {
        for (Stateful state : states) {
            if (type.isInstance(state)) {
                return type.cast(state);
            }
        }
        throw new IllegalStateException("no interface of this guest keeps a " + type.getSimpleName());
    }

    /** What the guest's interfaces keep for it, in order. */
    public List<Stateful> states() {
        return List.of(states);
    }

    /** What the guest was born with. */
    public Grants grants() {
        return grants;
    }

    /** Another array lies behind the first addresses of the memory. */
    public void windowReplaced(byte[] newWindow) {
        window = newWindow;
    }

    /** Begins a turn. */
    public void begin(Turn newTurn) {
        if (turn != newTurn) { // mostly the same, and to compare costs less than to write
            turn = newTurn;
            ledger = newTurn.ledger();
        }
        deeds = 0;
        deedBytes = 0;
        cameStores = UNKNOWN;
        for (Stateful state : states) {
            if (state instanceof TurnState each) {
                each.turnBegins(this);
            }
        }
    }

    /** Brings the ledger up to date at the end of guest code, which ended {@code well} or by a fault, and lets interfaces finish. */
    public void finish(boolean well) {
        settle();
        for (Stateful state : states) {
            if (state instanceof TurnState each) {
                each.turnEnds(this, well);
            }
        }
    }

    /** Reads of itself what the next turn will need; the number means nothing. */
    public long foresee() {
        return deedBytes;
    }

    /** Function index of the handler of the next message. */
    public int handler() {
        return handler;
    }

    /** Chooses a handler by function index. */
    public void handler(int function) {
        handler = function;
    }

    /** The turn; between turns the last one, null before the first. */
    public Turn turn() {
        return turn;
    }

    /** The guest's memory. */
    public LinearMemory memory() {
        return memory;
    }

    HandlerNames names() {
        return names;
    }

    /** The one result array of this guest; compiled code reads it at once. */
    public long[] answer(long value) {
        result[0] = value;
        return result;
    }

    /** Brings the ledger up to date with what the guest has executed. */
    public void settle() {
        meter.charge(ledger);
    }

    /**
     * Brings the ledger up to date, then stops a turn whose budget is used up. A call that holds the guest, so that
     * others may write to its memory, does this first.
     */
    public void enter() {
        cameStores = UNKNOWN;
        if (!meter.charge(ledger)) {
            throw usedUp();
        }
    }

    /** The same for a call that enters nothing into the ledger before somebody else brings it up to date. */
    void goOn() {
        if (meter.exhausted()) {
            throw usedUp();
        }
    }

    private static GuestTrap usedUp() {
        return new GuestTrap(GuestFault.Kind.BUDGET, "instruction budget used up");
    }

    /** Whether the turn may still send, spawn, revoke or write a line of so many bytes. */
    public boolean hasRoomFor(int bytes) {
        return deeds < MAX_DEEDS && deedBytes + bytes <= MAX_DEED_BYTES;
    }

    /** Counts something that the machine will have to carry out after the turn, before it is done. */
    public void deed(String call, int bytes) {
        boolean room = hasRoomFor(bytes);
        deeds++;
        deedBytes += bytes;
        if (!room) {
            throw tooMuch(call);
        }
    }

    private static GuestTrap tooMuch(String call) {
        return new GuestTrap(
                GuestFault.Kind.CONTRACT,
                call + ": more than " + MAX_DEEDS + " sends, spawns, revocations and log lines, or more than "
                        + MAX_DEED_BYTES + " bytes in them, in one turn");
    }

    /** The bytes of a message that the guest sends; counts as reads. Those of the message in hand if they are the same, of which no copy is made. */
    byte[] payload(String call, int pointer, int length) {
        byte[] came = turn.message().payload();
        if (length != came.length || !isInWindow(pointer, came)) {
            return copyOut(call, pointer, length);
        }
        traffic(length, 0);
        return came;
    }

    /** All bytes of the message in hand were just put there. */
    void messageLiesAt(int pointer) {
        if (heldInCalls) {
            cameAt = pointer;
            cameStores = meter.stores();
        }
    }

    /** A copy of guest memory that leaves the guest; counts as reads. */
    public byte[] copyOut(String call, int pointer, int length) {
        byte[] copy;
        if (isInWindow(pointer, length)) {
            copy = new byte[length];
            System.arraycopy(window, pointer, copy, 0, length);
        } else {
            copy = new byte[checked(call, pointer, length)];
            memory.read(pointer & 0xFFFF_FFFFL, copy, 0, copy.length);
        }
        traffic(copy.length, 0);
        return copy;
    }

    /** Puts bytes into guest memory; counts as writes. */
    public void copyIn(String call, int pointer, byte[] source, int offset, int length) {
        put(call, pointer, source, offset, length);
        enter();
    }

    /** The same for a call that enters nothing into the ledger afterwards. */
    void put(String call, int pointer, byte[] source, int offset, int length) {
        if (isInWindow(pointer, length)) {
            System.arraycopy(source, offset, window, pointer, length);
        } else {
            checked(call, pointer, length);
            memory.write(pointer & 0xFFFF_FFFFL, source, offset, length);
        }
        meter.addTraffic(0, words(length));
        goOn();
    }

    /** Whether the window, for which no check is needed, holds a range; both numbers are unsigned. */
    boolean isInWindow(int pointer, int length) {
        return (pointer | length) >= 0 && length <= window.length - pointer;
    }

    /**
     * Whether the window holds the bytes of the message in hand there. If they were put there, and no store was counted
     * since, they need not be compared.
     */
    private boolean isInWindow(int pointer, byte[] came) {
        return isInWindow(pointer, came.length)
                && (pointer == cameAt && cameStores == meter.stores()
                        || Arrays.equals(window, pointer, pointer + came.length, came, 0, came.length));
    }

    private static long words(long bytes) {
        return bytes + (WORD - 1) >> WORD_SHIFT;
    }

    /** {@code count} handles, 4 bytes each, from guest memory. */
    int[] handles(String call, int pointer, int count) {
        return count == 0 ? NO_HANDLES : copyOutHandles(call, pointer, count);
    }

    private int[] copyOutHandles(String call, int pointer, int count) {
        byte[] bytes = copyOut(call, pointer, 4 * count);
        int[] handles = new int[count];
        for (int i = 0; i < count; i++) {
            handles[i] = (int) LinearMemory.readWindow(bytes, 4 * i, 4);
        }
        return handles;
    }

    /** Writes one handle. */
    void writeHandle(int pointer, int index, int handle) {
        memory.store((pointer & 0xFFFF_FFFFL) + 4L * index, 4, handle);
    }

    /** Refuses a range outside the guest's memory; returns the length. */
    public int checked(String call, int pointer, long length) {
        long start = pointer & 0xFFFF_FFFFL;
        long unsigned = length & 0xFFFF_FFFFL;
        if (start + unsigned > memory.sizeBytes()) {
            throw new GuestTrap(
                    GuestFault.Kind.MEMORY,
                    call + ": pointer 0x" + Long.toHexString(start) + " and length " + unsigned
                            + " leave the memory of " + memory.sizeBytes() + " bytes");
        }
        try {
            memory.check(start, unsigned);
        } catch (MemoryFault e) {
            throw new GuestTrap(GuestFault.Kind.MEMORY, call + ": " + e.getMessage());
        }
        return (int) unsigned;
    }

    /** Counts work that is done for the guest outside of its memory, as so many instructions. */
    public void work(long instructions) {
        meter.addWork(instructions);
        enter();
    }

    /** Counts a copy as memory traffic and work in words of 8 bytes. */
    public void traffic(long bytesRead, long bytesWritten) {
        meter.addTraffic(words(bytesRead), words(bytesWritten));
        enter();
    }
}
