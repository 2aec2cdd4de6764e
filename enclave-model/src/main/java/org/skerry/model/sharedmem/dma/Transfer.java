package org.skerry.model.sharedmem.dma;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/** Bytes that a device moves, one line after another, so many under way at a time. */
final class Transfer {
    final long address; // of the device
    final boolean write;
    final byte[] data; // to write, or read so far
    final int stride; // from one piece to the next; 0 for all bytes
    private final int lineBytes;
    private final int pieces;
    private int next;
    private int underWay;
    private int done;
    boolean failed; // a piece led nowhere

    /** Moves all of {@code data}. */
    Transfer(long address, boolean write, byte[] data, int lineBytes) {
        this(address, write, data, 0, lineBytes);
    }

    /** Moves words of 8 bytes, so far apart, one after another in {@code data}; or all bytes if it is 0. */
    Transfer(long address, boolean write, byte[] data, int stride, int lineBytes) {
        this.address = address;
        this.write = write;
        this.data = data;
        this.stride = stride;
        this.lineBytes = lineBytes;
        long lines = data.length == 0 ? 0 : (address + data.length - 1) / lineBytes - address / lineBytes + 1;
        pieces = stride == 0 ? (int) lines : data.length / Long.BYTES;
    }

    /** The next piece to leave while fewer than so many are under way, or -1. */
    int leave(int most) {
        if (next == pieces || underWay == most) {
            return -1;
        }
        underWay++;
        return next++;
    }

    /** A piece has come to an end. */
    void arrived(boolean well) {
        underWay--;
        done++;
        failed |= !well;
    }

    boolean over() {
        return done == pieces;
    }

    /** Where a piece begins in {@link #data}. */
    int from(int piece) {
        if (stride > 0) {
            return piece * Long.BYTES;
        }
        return piece == 0 ? 0 : (int) ((address / lineBytes + piece) * lineBytes - address);
    }

    /** Where it ends. */
    int to(int piece) {
        if (stride > 0) {
            return (piece + 1) * Long.BYTES;
        }
        return (int) Math.min(data.length, (address / lineBytes + piece + 1) * lineBytes - address);
    }

    /** Address of a piece. */
    long addressOf(int piece) {
        return stride > 0 ? address + (long) piece * stride : address + from(piece);
    }

    static void save(Transfer transfer, StateWriter out) {
        out.writeBoolean(transfer != null);
        if (transfer != null) {
            out.writeLong(transfer.address);
            out.writeBoolean(transfer.write);
            out.writeBytes(transfer.data);
            out.writeInt(transfer.stride);
            out.writeInt(transfer.next);
            out.writeInt(transfer.underWay);
            out.writeInt(transfer.done);
            out.writeBoolean(transfer.failed);
        }
    }

    static Transfer load(StateReader in, int lineBytes) {
        if (!in.readBoolean()) {
            return null;
        }
        Transfer transfer = new Transfer(in.readLong(), in.readBoolean(), in.readBytes(), in.readInt(), lineBytes);
        transfer.next = in.readInt();
        transfer.underWay = in.readInt();
        transfer.done = in.readInt();
        transfer.failed = in.readBoolean();
        return transfer;
    }
}
