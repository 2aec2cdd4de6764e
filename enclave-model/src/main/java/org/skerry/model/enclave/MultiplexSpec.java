package org.skerry.model.enclave;

import org.skerry.model.edge.StorageFormat;
import org.skerry.model.edge.StorageSpec;
import org.skerry.model.protocol.MessageSpec;
import org.skerry.model.protocol.Parcel;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.config.Check;
import org.skerry.sim.device.Service;

/**
 * More actors than enclaves: up to {@code actorsPerEnclave} take turns in one. The enclave's own hardware seals the state of the one that
 * makes way, moves it to an external store of the chip's own and clears the memory; then it does the same backwards for the next one. With
 * nothing else under way, for a sealed state of S bytes in pieces of n bytes each,
 *
 * <pre>
 *   leave  = seal(S) + sum over pieces of [trip(request with n) + store(write n) + trip(answer)] + zeroise(memory)
 *   return = sum over pieces of [trip(request) + store(read n) + trip(answer with n)] + seal(S)
 *   seal(S) = S / sealBytesPerCycle, rounded up
 *   trip(m) = as for any message of m bytes; one that needs room in the store's mailbox asks for it first, there and back
 * </pre>
 *
 * @param actorsPerEnclave  actors that an enclave takes at most; 1: each has its own, and a plan with more is refused; 1 to 1024
 * @param sealBytesPerCycle bytes that the cipher takes in a mesh cycle; 1 to 1024
 * @param turnsPerStay      turns after which an actor makes way although it has messages, if others have too; at least 1
 * @param store             where sealed states lie
 */
public record MultiplexSpec(int actorsPerEnclave, int sealBytesPerCycle, int turnsPerStay, StorageSpec store) {
    /** One block of AES a cycle. Assumption: a pipelined unit beside the memory; AES-GCM in software takes about a byte a cycle. */
    public static final int DEFAULT_SEAL_BYTES_PER_CYCLE = 16;

    /** Assumption. */
    public static final int DEFAULT_TURNS_PER_STAY = 64;

    /** Every actor has an enclave of its own. */
    public static final MultiplexSpec OFF = new MultiplexSpec(
            1,
            DEFAULT_SEAL_BYTES_PER_CYCLE,
            DEFAULT_TURNS_PER_STAY,
            StorageSpec.DEFAULT.withCapacity(1L << 30, 1 << 16, 1 << 16));

    /** Checks ranges. */
    public MultiplexSpec {
        Check.inRange(actorsPerEnclave, 1, 1024, "multiplex.actorsPerEnclave");
        Check.inRange(sealBytesPerCycle, 1, 1024, "multiplex.sealBytesPerCycle");
        Check.inRange(turnsPerStay, 1, Integer.MAX_VALUE, "multiplex.turnsPerStay");
        Check.notNull(store, "multiplex.store");
    }

    /** So many actors take turns in an enclave. */
    public static MultiplexSpec of(int actorsPerEnclave) {
        return new MultiplexSpec(actorsPerEnclave, DEFAULT_SEAL_BYTES_PER_CYCLE, DEFAULT_TURNS_PER_STAY, OFF.store);
    }

    /** Whether actors take turns at all. */
    public boolean on() {
        return actorsPerEnclave > 1;
    }

    /** Cycles to seal or to open so many bytes. */
    public long sealCycles(long bytes) {
        return (bytes + sealBytesPerCycle - 1) / sealBytesPerCycle;
    }

    /** From a request's reaching an idle store to its answer's leaving. */
    private static long cycles(Service service, ChipSpec chip) {
        return chip.cycleAt(service.occupiedNanoseconds() + service.latencyNanoseconds());
    }

    /** Cycles from the begin of sealing to the memory's being clear, as the head of this page says. */
    public static long leaveCycles(ChipSpec chip, int enclave, int port, int sealedBytes, int nameBytes) {
        MultiplexSpec spec = chip.multiplex();
        int most = SwapTransfer.pieceBytes(chip, nameBytes);
        long sum = spec.sealCycles(sealedBytes)
                + chip.load().zeroiseCycles(chip.enclave().clearedBytes());
        for (int at = 0; at < sealedBytes; at += most) {
            int bytes = Math.min(most, sealedBytes - at);
            sum += trip(chip, enclave, port, SwapTransfer.requestBytes(nameBytes + bytes))
                    + cycles(spec.store.write(bytes), chip)
                    + reply(chip, port, enclave, StorageFormat.HEADER_BYTES);
        }
        return sum;
    }

    /** Cycles from asking for the first piece to the state's being open, as the head of this page says. */
    public static long returnCycles(ChipSpec chip, int enclave, int port, int sealedBytes, int nameBytes) {
        MultiplexSpec spec = chip.multiplex();
        int most = SwapTransfer.pieceBytes(chip, nameBytes);
        long sum = spec.sealCycles(sealedBytes);
        for (int at = 0; at < sealedBytes; at += most) {
            int bytes = Math.min(most, sealedBytes - at);
            sum += trip(chip, enclave, port, SwapTransfer.requestBytes(nameBytes))
                    + cycles(spec.store.read(bytes), chip)
                    + reply(chip, port, enclave, StorageFormat.HEADER_BYTES + bytes);
        }
        return sum;
    }

    private static long trip(ChipSpec chip, int from, int to, int wireBytes) {
        MeshSpec mesh = chip.mesh();
        MessageSpec messages = chip.messages();
        boolean eager = wireBytes <= chip.enclave().eagerBytes()
                && chip.standingCredits().has(from, to);
        long asking = eager
                ? 0
                : messages.zeroLoadCycles(from, to, Parcel.HEADER_BYTES, mesh)
                        + messages.zeroLoadCycles(to, from, Parcel.HEADER_BYTES, mesh);
        return asking + messages.zeroLoadCycles(from, to, wireBytes, mesh);
    }

    private static long reply(ChipSpec chip, int from, int to, int payloadBytes) {
        return chip.messages().zeroLoadCycles(from, to, SwapTransfer.replyBytes(payloadBytes), chip.mesh());
    }
}
