package org.skerry.model.enclave;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * The registers that count {@link StandingCredits}, for the enclaves of a slice: two a peer, bytes of an enclave's room at it that
 * are used, and bytes of its room here that are free again and have not been given back. Nothing of one peer's depends on another's.
 */
final class PairCredits {
    /** Bytes of both of a peer. */
    static final int REGISTER_BYTES = Integer.BYTES;

    private static final int USED = 16; // bits below those of the bytes that are used
    private static final int KEPT = (1 << USED) - 1;

    private final StandingCredits credits;
    private final int first; // number of the first enclave
    private final int eagerBytes;
    private final int bytes;
    private final int mayKeepBytes;
    private final int rows;
    private final int[] registers; // by enclave and peer: used, and kept below

    /** All credits of {@code enclaves} enclaves from {@code first} on are at home. */
    PairCredits(StandingCredits credits, int first, int enclaves) {
        this.credits = credits;
        this.first = first;
        eagerBytes = credits.eagerBytes();
        bytes = credits.bytes();
        mayKeepBytes = credits.mayKeepBytes();
        rows = credits.rows();
        registers = new int[enclaves * rows];
    }

    /** Reads what the next message to or from {@code peer} will need; the number means nothing. */
    long foresee(int enclave, int peer) {
        int place = place(enclave, peer);
        return place < 0 ? 0 : registers[place];
    }

    private int place(int enclave, int peer) {
        int number = credits.peer(enclave, peer);
        return number < 0 ? -1 : (enclave - first) * rows + number;
    }

    // ---- of the sender -----------------------------------------------------------------------------------------

    /** A message of so many bytes leaves for a destination, if it may without asking; returns whether it does. */
    boolean leaves(int enclave, int destination, int messageBytes) {
        if (messageBytes > eagerBytes) {
            return false;
        }
        int place = place(enclave, destination);
        if (place < 0 || (registers[place] >>> USED) + messageBytes > bytes) {
            return false;
        }
        registers[place] += messageBytes << USED;
        return true;
    }

    /** A destination gives room back. */
    void returned(int enclave, int destination, int roomBytes) {
        registers[place(enclave, destination)] -= roomBytes << USED;
    }

    /** Bytes of an enclave's room at a destination that are at home; 0 where it has none. */
    int atHome(int enclave, int destination) {
        int place = place(enclave, destination);
        return place < 0 ? 0 : bytes - (registers[place] >>> USED);
    }

    // ---- of the receiver ---------------------------------------------------------------------------------------

    /** A message of a source takes no room here any more. Returns how many bytes are given back to it now, or 0. */
    int free(int enclave, int source, int messageBytes) {
        int place = place(enclave, source);
        registers[place] += messageBytes;
        return (registers[place] & KEPT) > mayKeepBytes ? giveAll(place) : 0;
    }

    /** The same where something goes to the source anyway, with which everything is given back. */
    int freeAll(int enclave, int source, int messageBytes) {
        int place = place(enclave, source);
        registers[place] += messageBytes;
        return giveAll(place);
    }

    private int giveAll(int place) {
        int kept = registers[place] & KEPT;
        registers[place] -= kept;
        return kept;
    }

    /** Bytes of a source's room here that are free and have not been given back to it. */
    int kept(int enclave, int source) {
        int place = place(enclave, source);
        return place < 0 ? 0 : registers[place] & KEPT;
    }

    /** Peers of whose room here an enclave keeps some. */
    int[] keptOf(int enclave) {
        int from = (enclave - first) * rows;
        return IntStream.range(0, rows)
                .filter(row -> (registers[from + row] & KEPT) != 0)
                .map(row -> credits.endpoint(enclave, row))
                .toArray();
    }

    // ---- all of them -------------------------------------------------------------------------------------------

    /** Writes the registers of an enclave that are not 0. */
    void save(int enclave, StateWriter out) {
        int from = (enclave - first) * rows;
        int[] saved = IntStream.range(0, rows)
                .filter(row -> registers[from + row] != 0)
                .toArray();
        out.writeInt(saved.length);
        for (int row : saved) {
            out.writeInt(row);
            out.writeInt(registers[from + row]);
        }
    }

    /** Reads what {@link #save} wrote. */
    void load(int enclave, StateReader in) {
        int from = (enclave - first) * rows;
        Arrays.fill(registers, from, from + rows, 0);
        for (int left = in.readCount(2 * Integer.BYTES); left > 0; left--) {
            registers[from + in.readIndex(rows, "peers of an enclave")] = in.readInt();
        }
    }
}
