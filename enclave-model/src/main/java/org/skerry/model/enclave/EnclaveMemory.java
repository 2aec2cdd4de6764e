package org.skerry.model.enclave;

import java.util.Arrays;
import java.util.List;
import org.skerry.model.memory.AddressSpace;
import org.skerry.model.memory.ByteSegment;
import org.skerry.model.memory.CheckChain;
import org.skerry.model.memory.MappedMemory;
import org.skerry.model.memory.ReachLog;
import org.skerry.model.memory.RuntimeBoundsCheck;
import org.skerry.sim.actor.GuestException;
import org.skerry.sim.actor.Limits;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.memory.SparseBytes;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;
import org.skerry.sim.trace.MemoryRegion;

/** The private memory of an enclave while an actor lives in it, laid out as {@link MemoryLayout} says. */
final class EnclaveMemory implements Stateful {
    private static final byte[] EMPTY_FRAME = new byte[MemoryLayout.FRAME_BYTES];

    private final SparseBytes bytes = new SparseBytes(); // all but code and linear memory, at their own addresses
    private final AddressSpace space;
    private final MappedMemory linear;
    private final ImageSegment code;
    private final FetchCache fetch; // null: instructions are at hand
    private final long replyBase;
    private final long codeBase;
    private final long linearBase;
    private final String actor;
    private final int mailboxBytes;
    private byte[] scratch = {};
    private final MessageRing ring;

    /**
     * A cleared memory with the image in it.
     *
     * @param reach   hears where accesses of the actor land that have left its linear memory
     * @param fetches counts what a cache of instructions meets, if there is one
     * @throws GuestException when the program needs more than there is; the message says how much
     */
    EnclaveMemory(ChipSpec spec, int enclave, String actor, Program program, ReachLog reach, FetchCounters fetches) {
        this(spec, enclave, actor, program, new ImageSegment(actor, program.image()), reach, fetches);
    }

    /** A cleared memory with code that image management has written. */
    EnclaveMemory(
            ChipSpec spec,
            int enclave,
            String actor,
            Program program,
            ImageSegment code,
            ReachLog reach,
            FetchCounters fetches) {
        EnclaveSpec sizes = spec.enclave();
        this.actor = actor;
        this.mailboxBytes = sizes.mailboxBytes();
        this.code = code;
        ring = new MessageRing(bytes, mailboxBytes);
        String name = "enclave " + enclave;
        Limits limits = program.limits();
        int imageBytes = program.image().length;
        replyBase = MemoryLayout.replyBase(sizes.mailboxBytes());
        codeBase = MemoryLayout.codeBase(sizes.mailboxBytes());
        linearBase = MemoryLayout.linearBase(sizes.mailboxBytes(), imageBytes);
        long pagesThatFit = Math.max(0, (sizes.memoryBytes() - linearBase) / Limits.PAGE_BYTES);
        if (!fits(sizes, program)) {
            throw new GuestException(refusal(sizes, actor, program));
        }
        space = new AddressSpace(name, sizes.memoryBytes(), new ByteSegment("unused memory of " + name, bytes, 0));
        space.map(
                0,
                MemoryLayout.RUNTIME_BYTES,
                new ByteSegment("runtime of " + name, actor, bytes, 0, (offset, count) -> runtimeWritten()));
        space.map(
                MemoryLayout.MAILBOX_BASE,
                sizes.mailboxBytes(),
                new ByteSegment("mailbox of " + actor, actor, bytes, MemoryLayout.MAILBOX_BASE, null));
        space.map(
                replyBase,
                MemoryLayout.REPLY_BYTES,
                new ByteSegment("reply buffer of " + actor, actor, bytes, replyBase, null));
        space.map(codeBase, linearBase - codeBase, code);
        RuntimeBoundsCheck bounds = new RuntimeBoundsCheck(space, MemoryLayout.LIMIT_WORD);
        fetch = FetchCache.of(spec, codeBase, fetches);
        linear = new MappedMemory(
                actor,
                limits.minPages(),
                (int) Math.min(limits.maxPages(), pagesThatFit),
                space,
                linearBase,
                bounds,
                new CheckChain(List.of(bounds), spec.bugs()),
                fetch,
                reach);
    }

    /** Why a program does not fit, with both numbers. */
    static String refusal(EnclaveSpec sizes, String actor, Program program) {
        int imageBytes = program.image().length;
        return "actor '" + actor + "' needs " + program.limits().minPages()
                + " pages of linear memory, and beside its image of " + imageBytes + " bytes a private memory of "
                + sizes.memoryBytes() + " bytes has room for " + sizes.linearBytes(imageBytes) / Limits.PAGE_BYTES
                + ". Raise enclave.memoryBytes, or lower the memory the module declares.";
    }

    /** Whether the linear memory that a program begins with fits beside everything else. */
    static boolean fits(EnclaveSpec sizes, Program program) {
        return program.limits().minPages() <= sizes.linearBytes(program.image().length) / Limits.PAGE_BYTES;
    }

    private void runtimeWritten() {
        if (linear != null) {
            linear.limitMoved();
        }
    }

    /** The actor of this turn lives here now. */
    void attach(Turn turn) {
        if (fetch != null) {
            fetch.attach(turn);
        }
    }

    LinearMemory linear() {
        return linear;
    }

    AddressSpace space() {
        return space;
    }

    /** Whose bytes lie where. Only the runtime's own words are not the actor's. */
    List<MemoryRegion> map() {
        return space.segments().stream()
                .map(region -> new MemoryRegion(
                        space.name(),
                        space.sizeBytes(),
                        region.base(),
                        region.length(),
                        region.base() == 0 ? "" : actor,
                        region.owner()))
                .toList();
    }

    /** A copy of the linear memory up to its last byte that is not zero. */
    byte[] linearBytes() {
        return linear.bytes();
    }

    /** Makes every byte zero but the limit's, which is no byte of the actor. */
    void clear() {
        bytes.clear(0, space.sizeBytes());
        linear.clear();
        code.clear();
    }

    /**
     * What was left in this memory by the one who lived here before is still there, at the same addresses: nothing, after a load whose
     * steps were all taken. Code is written by the load.
     */
    void inherit(EnclaveMemory last) {
        if (last.bytes.end() <= Long.BYTES && last.linear.bytes().length == 0) {
            return; // but the limit
        }
        for (long at = Long.BYTES; at < space.sizeBytes(); at += Long.BYTES) {
            long left = last.isCode(at) ? 0 : last.space.load(at, Long.BYTES);
            if (left != 0 && !isCode(at)) {
                space.store(at, Long.BYTES, left);
            }
        }
    }

    /** Address of guest address 0. */
    long linearBase() {
        return linearBase;
    }

    /** Bytes of the ring of messages. */
    int mailboxSize() {
        return mailboxBytes;
    }

    /** Whether code lies there. */
    boolean isCode(long address) {
        return address >= codeBase && address < linearBase;
    }

    /** The code, for image management. */
    ImageSegment code() {
        return code;
    }

    /** Writes everything but what lies in the mailbox, which is not the actor's alone. */
    void saveButMailbox(StateWriter out) {
        byte[] ring = mailboxBytes();
        bytes.clear(MemoryLayout.MAILBOX_BASE, ring.length);
        saveBytes(out);
        putBack(ring);
    }

    /** Reads what {@link #saveButMailbox} wrote; what lies in the mailbox stays. */
    void loadButMailbox(StateReader in) {
        byte[] ring = mailboxBytes();
        loadBytes(in);
        if (fetch != null) {
            fetch.clear();
        }
        putBack(ring);
    }

    /** As {@link #clear}, but what lies in the mailbox stays. */
    void clearButMailbox() {
        byte[] ring = mailboxBytes();
        clear();
        putBack(ring);
    }

    /** Takes over what lies in the mailbox of the memory that was here before. */
    void takeMailboxOf(EnclaveMemory before) {
        putBack(before.mailboxBytes());
    }

    /** A copy of the ring of messages. */
    byte[] mailboxBytes() {
        byte[] ring = new byte[mailboxBytes];
        bytes.read(MemoryLayout.MAILBOX_BASE, ring, 0, ring.length);
        return ring;
    }

    /** Only where something is, so that empty frames stay no bytes of the host. */
    private void putBack(byte[] ring) {
        for (int at = 0; at < ring.length; at += MemoryLayout.FRAME_BYTES) {
            int end = Math.min(ring.length, at + MemoryLayout.FRAME_BYTES);
            if (!Arrays.equals(ring, at, end, EMPTY_FRAME, 0, end - at)) {
                bytes.write(MemoryLayout.MAILBOX_BASE + at, ring, at, end - at);
            }
        }
    }

    /** Bytes of host memory held for the actor. */
    long hostBytes() {
        return linear.hostBytes() + bytes.hostBytes();
    }

    /** Where messages lie that wait. */
    MessageRing ring() {
        return ring;
    }

    /** Writes the payload of a reply to the reply buffer. */
    void writeReply(Message reply) {
        bytes.write(replyBase, reply.payload(), 0, reply.payload().length);
    }

    /** The reply as its bytes in the reply buffer say now. */
    Message readReply(Message reply) {
        byte[] payload = reply.payload();
        int length = payload.length;
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        bytes.read(replyBase, scratch, 0, length);
        return Arrays.equals(payload, 0, length, scratch, 0, length)
                ? reply
                : reply.withPayload(Arrays.copyOf(scratch, length));
    }

    void digest(DigestCombiner digest) {
        bytes.digest(digest);
        linear.digest(digest);
    }

    @Override
    public void save(StateWriter out) {
        saveBytes(out);
        if (fetch != null) {
            fetch.save(out);
        }
    }

    private void saveBytes(StateWriter out) {
        bytes.save(out);
        linear.save(out);
        out.writeBoolean(code.isClear());
    }

    @Override
    public void load(StateReader in) {
        loadBytes(in);
        if (fetch != null) {
            fetch.load(in);
        }
    }

    private void loadBytes(StateReader in) {
        ring.forget();
        bytes.load(in);
        linear.load(in);
        if (in.readBoolean()) {
            code.clear();
        }
    }
}
