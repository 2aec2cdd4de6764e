package org.skerry.model.sharedmem;

import org.skerry.model.sharedmem.runtime.MessageRecord;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.config.Check;

/**
 * The actor runtime of the shared-memory machine: what its software costs beyond what every core pays for a message, and the sizes of
 * what it keeps in memory. Cycles are the core's; traffic of cache lines comes on top, as it happens.
 *
 * @param sendCycles       software that puts a message into a mailbox or frees a caller; 0 to 1 000 000
 * @param receiveCycles    software that takes a message out of a mailbox; 0 to 1 000 000
 * @param switchCycles     software by which a core passes from one actor to another; 0 to 1 000 000
 * @param spawnCycles      software that makes an actor, its memory included; 0 to 1 000 000 000
 * @param revokeCycles     software that revokes a capability; 0 to 1 000 000
 * @param turnsPerDispatch messages an actor may handle before it goes to the end of the run queue; 1 to 1000
 * @param mailboxBytes     room for waiting messages of one actor; a multiple of 64
 * @param handleSlots      slots of a handle table; 8 to 4096
 */
public record RuntimeSpec(
        int sendCycles,
        int receiveCycles,
        int switchCycles,
        int spawnCycles,
        int revokeCycles,
        int turnsPerDispatch,
        int mailboxBytes,
        int handleSlots) {

    /**
     * With the receiver's part and a share of the switch some 300 cycles a message. Published runtimes differ tenfold: Proto.Actor
     * moves 120 to 160 million messages a second on one machine (proto.actor/docs/performance), Akka 2.0 spends some 2000 cycles on
     * one (letitcrash.com, 2012). Assumption; sweep it.
     */
    public static final int DEFAULT_SEND_CYCLES = 120;

    /** See {@link #DEFAULT_SEND_CYCLES}. */
    public static final int DEFAULT_RECEIVE_CYCLES = 120;

    /** See {@link #DEFAULT_SEND_CYCLES}. */
    public static final int DEFAULT_SWITCH_CYCLES = 100;

    /** Erlang took 1 us for a spawn on hardware of 2003 (Armstrong); at 3 GHz today. Assumption. */
    public static final int DEFAULT_SPAWN_CYCLES = 3000;

    /** Some hundred instructions under a lock. Assumption. */
    public static final int DEFAULT_REVOKE_CYCLES = 200;

    /** Akka's default throughput (letitcrash.com, 2012). */
    public static final int DEFAULT_TURNS_PER_DISPATCH = 5;

    /** Three of the largest messages; the same as an enclave's. Assumption. */
    public static final int DEFAULT_MAILBOX_BYTES = 256 << 10;

    /** The defaults. */
    public static final RuntimeSpec DEFAULT = new RuntimeSpec(
            DEFAULT_SEND_CYCLES,
            DEFAULT_RECEIVE_CYCLES,
            DEFAULT_SWITCH_CYCLES,
            DEFAULT_SPAWN_CYCLES,
            DEFAULT_REVOKE_CYCLES,
            DEFAULT_TURNS_PER_DISPATCH,
            DEFAULT_MAILBOX_BYTES,
            HandleTable.DEFAULT_SLOTS);

    public RuntimeSpec {
        Check.inRange(sendCycles, 0, 1_000_000, "runtime.sendCycles");
        Check.inRange(receiveCycles, 0, 1_000_000, "runtime.receiveCycles");
        Check.inRange(switchCycles, 0, 1_000_000, "runtime.switchCycles");
        Check.inRange(spawnCycles, 0, 1_000_000_000, "runtime.spawnCycles");
        Check.inRange(revokeCycles, 0, 1_000_000, "runtime.revokeCycles");
        Check.inRange(turnsPerDispatch, 1, 1000, "runtime.turnsPerDispatch");
        Check.multipleOf(
                Check.inRange(mailboxBytes, MessageRecord.MAX_BYTES, 1 << 30, "runtime.mailboxBytes"),
                64,
                "runtime.mailboxBytes");
        Check.inRange(handleSlots, 8, 4096, "runtime.handleSlots");
    }

    /** Cycles of software for a message after which the core turns to another actor. */
    public int cycles() {
        return sendCycles + receiveCycles + switchCycles;
    }

    /** This runtime with so many {@link #cycles} for a message, divided as the default's are. */
    public RuntimeSpec withCycles(int cycles) {
        int change = (int) ((long) cycles * DEFAULT_SWITCH_CYCLES / DEFAULT.cycles());
        int send = (cycles - change) / 2;
        return new RuntimeSpec(
                send,
                cycles - change - send,
                change,
                spawnCycles,
                revokeCycles,
                turnsPerDispatch,
                mailboxBytes,
                handleSlots);
    }

    /** This runtime with other mailboxes. */
    public RuntimeSpec withMailboxBytes(int bytes) {
        return new RuntimeSpec(
                sendCycles,
                receiveCycles,
                switchCycles,
                spawnCycles,
                revokeCycles,
                turnsPerDispatch,
                bytes,
                handleSlots);
    }
}
