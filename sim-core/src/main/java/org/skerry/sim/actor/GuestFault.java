package org.skerry.sim.actor;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * What a guest did wrong, in words for a person.
 *
 * @param kind        class of fault
 * @param function    function of the module it happened in, by name or index, or {@code ?} where unknown
 * @param reason      what happened, with numbers
 * @param instruction instructions the turn had executed, as far as they had been accounted for
 */
public record GuestFault(Kind kind, String function, String reason, long instruction) {
    /** Classes of guest faults. */
    public enum Kind {
        /** A WebAssembly trap: unreachable, division by zero, bad indirect call, ... */
        TRAP,
        /** An access that a check of the machine refused. */
        MEMORY,
        /** The turn used up its instruction budget. */
        BUDGET,
        /** Calls nested deeper than the limit. */
        DEPTH,
        /** A host operation was used against the contract. */
        CONTRACT,
        /** The machine has no room to hold another guest in mid-turn. */
        HOLD,
        /** A program ended itself with an exit code that says that it failed. */
        EXIT,
        /** The turn lasted longer than the watchdog of the machine allows. */
        HUNG
    }

    /** One line for a person. */
    public String explain() {
        return reason + " in function " + function + ", after " + instruction + " instructions of the turn";
    }

    /** Writes every field. */
    public void write(StateWriter out) {
        out.writeInt(kind.ordinal());
        out.writeString(function);
        out.writeString(reason);
        out.writeLong(instruction);
    }

    /** Reads what {@link #write} wrote. */
    public static GuestFault read(StateReader in) {
        Kind[] kinds = Kind.values();
        return new GuestFault(
                kinds[in.readIndex(kinds.length, "kinds of faults")], in.readString(), in.readString(), in.readLong());
    }
}
