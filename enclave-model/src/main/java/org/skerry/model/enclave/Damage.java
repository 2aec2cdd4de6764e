package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.List;
import org.skerry.model.fault.Fault;
import org.skerry.model.fault.FlipRegion;
import org.skerry.model.fault.WordGuard;
import org.skerry.model.memory.AddressSpace;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * What has broken of an enclave, and what comes of it. There is one only where something may break.
 *
 * <pre>
 *   lost      the tile is dead: the core stops where it is, nothing enters, nothing leaves; registers and memory are gone
 *   hung      the core stands still until a reset; memory and network interface live
 *   stopped   two bits of a word are wrong: the actor ends with a fault, as if whoever reads the word next had trapped
 * </pre>
 *
 * <p>A guest that is about to run at the cycle of a fault has run first: the fault comes with the end of its step.
 */
final class Damage implements Stateful {
    /** Bytes of the runtime's words: the limit. */
    private static final int RUNTIME_WORDS = Long.BYTES;

    private final Enclave enclave;
    private final Journal journal;
    private final WordGuard guard;
    private boolean lost;
    private boolean hung;
    private boolean stopping; // because of a word

    Damage(Enclave enclave, ChipPlan plan, Journal journal) {
        this.enclave = enclave;
        this.journal = journal;
        this.guard = new WordGuard(plan.faults().guard());
    }

    /** Whether the tile is dead. */
    boolean lost() {
        return lost;
    }

    /** Whether the core stands still. */
    boolean hung() {
        return hung;
    }

    /** Whether a guest that has just run comes to nothing. */
    boolean stopsCore() {
        return lost || hung || stopping;
    }

    /** The guest has run after all, in the cycle in which its core broke. */
    void stepped(long cycle) {
        if (lost) {
            endOfAll(cycle);
        } else if (stopping) {
            endOfActor(cycle);
        }
    }

    /** The core was reset. */
    void reset() {
        hung = false;
    }

    // ---- the tile ------------------------------------------------------------------------------------------------

    /** The tile dies. Returns what came of it. */
    String lose(long cycle) {
        boolean lives = lives();
        lost = true;
        hung = false;
        if (enclave.core().reset(cycle)) {
            endOfAll(cycle);
        }
        return lives ? "lost '" + enclave.resident().name + "'" : "nobody lived there";
    }

    private boolean lives() {
        return enclave.resident() != null && enclave.resident().alive();
    }

    private void endOfAll(long cycle) {
        enclave.core().reset(cycle);
        Resident resident = enclave.resident();
        if (lives()) {
            resident.admission.close();
            enclave.doorChanged();
            resident.turn.table().clear();
            enclave.timers().forget(resident.id);
            journal.ended(cycle, enclave.number(), resident, "lost with its tile", null);
            journal.lifeEnded(cycle, resident.id, EndReason.LOST, 0);
        }
        enclave.network().lose(cycle);
        enclave.departure().abandon();
        guard.clear();
        if (resident != null) {
            resident.memory.clear();
        }
    }

    // ---- the core ------------------------------------------------------------------------------------------------

    /** The core stands still from now on. Returns what came of it. */
    String hang(long cycle) {
        if (lost || hung) {
            return "it was broken already";
        }
        hung = true;
        enclave.core().hang(cycle);
        return lives() ? "'" + enclave.resident().name + "' stands still" : "nobody lived there";
    }

    // ---- the memory ----------------------------------------------------------------------------------------------

    /** Bits of the memory are turned over. Returns what came of it. */
    String flip(long cycle, Fault fault) {
        Resident resident = enclave.resident();
        if (lost || resident == null) {
            journal.breakages().nowhere();
            return "nobody lived there";
        }
        long bit = bit(resident.memory, fault);
        if (bit < 0) {
            journal.breakages().nowhere();
            return "no byte of it was in use";
        }
        long word = bit / Long.SIZE;
        int first = (int) Math.min(bit % Long.SIZE, Long.SIZE - fault.bits());
        long mask = (1L << fault.bits()) - 1 << first;
        String where = " at 0x" + Long.toHexString(word * Long.BYTES) + " ("
                + resident.memory.space().owner(bit / 8) + ")";
        if (resident.memory.isCode(word * Long.BYTES)) {
            journal.breakages().code();
            return "code" + where + ", which is not executed from memory here";
        }
        WordGuard.Verdict verdict = guard.flip(cycle, word, mask);
        journal.breakages().flipped(verdict);
        if (verdict == WordGuard.Verdict.SILENT) {
            AddressSpace space = resident.memory.space();
            long address = word * Long.BYTES;
            space.store(address, Long.BYTES, space.load(address, Long.BYTES) ^ mask);
            journal.flipped(cycle, enclave.number(), address, mask);
            return "silent" + where;
        }
        if (verdict == WordGuard.Verdict.CORRECTED) {
            return "corrected" + where;
        }
        if (!lives() || enclave.management().inReset()) {
            return "detected" + where + ", and nobody lived there";
        }
        stopping = true;
        if (enclave.core().reset(cycle)) {
            endOfActor(cycle);
        }
        return "detected" + where + ", which stopped '" + resident.name + "'";
    }

    private void endOfActor(long cycle) {
        stopping = false;
        enclave.core().reset(cycle);
        guard.clear();
        GuestFault fault = new GuestFault(
                GuestFault.Kind.MEMORY,
                "?",
                "two bits of a word of its memory were wrong, which the check of words noticed",
                0);
        enclave.departure()
                .end(cycle, "fault", fault, EndReason.TRAPPED, fault.kind().ordinal());
    }

    /** The address of the first bit that a flip turns over, in the private memory; -1 if there is none. */
    private static long bit(EnclaveMemory memory, Fault fault) {
        FlipRegion region = fault.region();
        if (region == FlipRegion.ANYWHERE) {
            long bytes = memory.space().sizeBytes();
            return fault.exact() ? inside(fault.draw(), bytes) : fault.draw() % (8 * bytes);
        }
        if (fault.exact()) {
            return switch (region) {
                case MAILBOX -> 8 * MemoryLayout.MAILBOX_BASE + inside(fault.draw(), memory.mailboxSize());
                case RUNTIME -> inside(fault.draw(), RUNTIME_WORDS);
                default ->
                    8 * memory.linearBase()
                            + inside(fault.draw(), memory.linear().sizeBytes());
            };
        }
        List<Long> words = new ArrayList<>();
        if (region == FlipRegion.USED || region == FlipRegion.RUNTIME) {
            words.add((long) MemoryLayout.LIMIT_WORD);
        }
        if (region == FlipRegion.USED || region == FlipRegion.MAILBOX) {
            FlipRegion.wordsInUse(memory.mailboxBytes(), MemoryLayout.MAILBOX_BASE, words);
        }
        if (region == FlipRegion.USED || region == FlipRegion.LINEAR) {
            FlipRegion.wordsInUse(memory.linearBytes(), memory.linearBase(), words);
        }
        if (words.isEmpty()) {
            return -1;
        }
        long at = fault.draw() % ((long) Long.SIZE * words.size());
        return 8 * words.get((int) (at / Long.SIZE)) + at % Long.SIZE;
    }

    private static long inside(long bit, long bytes) {
        return bit < 8 * bytes ? bit : Long.MIN_VALUE / 2; // nothing is there
    }

    @Override
    public void save(StateWriter out) {
        out.writeBoolean(lost);
        out.writeBoolean(hung);
        out.writeBoolean(stopping);
        guard.save(out);
    }

    @Override
    public void load(StateReader in) {
        lost = in.readBoolean();
        hung = in.readBoolean();
        stopping = in.readBoolean();
        guard.load(in);
    }
}
