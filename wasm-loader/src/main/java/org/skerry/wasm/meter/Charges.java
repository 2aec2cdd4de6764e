package org.skerry.wasm.meter;

import org.skerry.wasm.load.Code;
import org.skerry.wasm.load.InstructionReader;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Opcode;
import org.skerry.wasm.load.ValueType;

/**
 * Writes the code that counts, for one function. Fuel lives in a local, traffic in a second one that counts from 0 and is added
 * to its global where it must be known ({@link Meter} has their layout):
 *
 * <pre>
 *   entry   fuel = global; fuel -= frame             in functions that may recurse, with the first charge
 *   stretch fuel -= sixteenths of instructions, traffic += loads and stores
 *   loop    if (fuel &lt; 0) stop                       after the charge of the loop's first stretch
 *   call    globals = locals; call; fuel = global    so the host always sees the true count; traffic stays where it is
 *                                                    if the call cannot lead to the host
 *   exit    globals = locals                         with fuel += frame
 * </pre>
 *
 * Loops that {@link RoundLoops} finds count rounds instead, down from what the fuel allows, and pay where they end:
 *
 * <pre>
 *   entry   granted = left = fuel / cost of a round
 *   loop    left -= 1; if (left &lt; 0) stop
 *   exit    fuel -= (granted - left) * cost, traffic += (granted - left) * loads and stores, granted = left
 * </pre>
 *
 * A stretch is charged before it runs. An exact rewrite cuts it into pieces that end with memory accesses and writes the globals
 * at the charge of each, so that whoever watches the accesses sees the true count. What is left of the stretch lies in a local:
 * budgets and traps then take the whole of it, as they do in an ordinary rewrite. A marked one charges as an ordinary one does, and
 * says in the same local before each access what of the stretch comes after it.
 */
final class Charges {
    /** Locals this code needs beyond those of the function: four of 64 bits, one of each float. */
    private static final int WIDE_LOCALS = 4;
    /** More where loops are counted by rounds: {@link #granted}, {@link #left}, {@link #perRound}. */
    private static final int ROUND_LOCALS = 6;

    private final MeterGlobals globals;
    private final FunctionShape shape;
    private final int frameUnits;
    private final boolean exact;
    private final CodePlaces places; // null: nobody watches the code
    private final boolean marked;

    private final int fuel;
    private final int traffic;
    private final int amount;
    private final int rest;

    /** Whether the fuel must be fetched from its global before the next charge: at the entry and after calls. */
    private boolean reload = true;
    /** Whether the next charge is followed by a test. */
    private boolean check;

    private boolean entry = true;

    /** The loop that counts by rounds where the code is now, or null. */
    private RoundLoops.Round round;

    /**
     * Charges for one function.
     *
     * @param frameUnits units of call depth of an activation; 0 where the function cannot be part of a deep recursion
     * @param rewriting  where the counters must be true
     * @param places     where the code lies, or null
     */
    Charges(
            ModuleImage module,
            MeterGlobals globals,
            ModuleImage.Function function,
            FunctionShape shape,
            int frameUnits,
            Rewriting rewriting,
            CodePlaces places) {
        this.places = places;
        this.globals = globals;
        this.shape = shape;
        this.frameUnits = frameUnits;
        this.exact = rewriting == Rewriting.EXACT;
        this.marked = rewriting == Rewriting.MARKED;
        fuel = module.types().get(function.type()).params().size()
                + function.locals().size();
        traffic = fuel + 1;
        amount = fuel + 2;
        rest = fuel + 3;
        check = frameUnits > 0;
    }

    /** A local to hold an f32 for a moment. */
    int tempF32() {
        return fuel + WIDE_LOCALS;
    }

    /** A local to hold an f64 for a moment. */
    int tempF64() {
        return fuel + WIDE_LOCALS + 1;
    }

    /** The first local that is not its own, where no loop counts rounds. */
    int end() {
        return fuel + ROUND_LOCALS;
    }

    /** Rounds that the budget allowed when the loop was entered. */
    private int granted() {
        return fuel + ROUND_LOCALS;
    }

    /** Rounds of them that are left; equal to {@link #granted} outside loops that count rounds. */
    private int left() {
        return fuel + ROUND_LOCALS + 1;
    }

    /** What one round costs, for whoever unwinds. The JIT keeps no code for it. */
    private int perRound() {
        return fuel + ROUND_LOCALS + 2;
    }

    /** Declares the locals; returns in how many groups. */
    static int declare(ByteSink groups, boolean rounds) {
        groups.u32(WIDE_LOCALS).u8(ValueType.I64.code());
        groups.u32(1).u8(ValueType.F32.code()).u32(1).u8(ValueType.F64.code());
        if (!rounds) {
            return 3;
        }
        groups.u32(2).u8(ValueType.I32.code()).u32(1).u8(ValueType.I64.code());
        return 5;
    }

    /** Before a loop that counts rounds: how many of them the fuel allows. */
    void enter(ByteSink out, RoundLoops.Round loop) {
        out.localGet(fuel).i64Const(loop.sixteenths() << Meter.UNIT_SHIFT).u8(Code.I64_DIV_S);
        out.u8(Code.I32_WRAP_I64).localTee(granted()).localSet(left());
        out.i64Const(Meter.rest(loop.sixteenths(), loop.traffic())).localSet(perRound());
    }

    /** At the head of such a loop: the next round is paid, or the turn stops. */
    void head(ByteSink out, RoundLoops.Round loop) {
        round = loop;
        out.localGet(left()).u8(Code.I32_CONST).s64(-1).u8(Code.I32_ADD).localTee(left());
        begin(out, loop.traffic());
        out.u8(Code.I32_CONST).s64(0).u8(Code.I32_LT_S);
        out.u8(Code.IF).u8(InstructionReader.EMPTY_BLOCK);
        settleRounds(out);
        out.localGet(fuel).call(globals.stop());
        out.u8(Code.UNREACHABLE).u8(Code.END);
    }

    /** After the branch back, where such a loop is left. */
    void endRounds(ByteSink out) {
        settleRounds(out);
        round = null;
    }

    private void settleRounds(ByteSink out) {
        out.localGet(fuel);
        rounds(out, round.sixteenths() << Meter.UNIT_SHIFT);
        out.u8(Code.I64_SUB).localSet(fuel);
        if (round.traffic() != 0) {
            out.localGet(traffic);
            rounds(out, round.traffic());
            out.u8(Code.I64_ADD).localSet(traffic);
        }
        out.localGet(left()).localSet(granted());
    }

    private void rounds(ByteSink out, long each) {
        out.localGet(granted()).localGet(left()).u8(Code.I32_SUB).u8(Code.I64_EXTEND_I32_U);
        out.i64Const(each).u8(Code.I64_MUL);
    }

    /** Whether memory accesses end a stretch. */
    boolean exact() {
        return exact;
    }

    /** Whether memory accesses are marked. */
    boolean marked() {
        return marked;
    }

    /** Where a stretch begins that was charged, all of its traffic is still to come. */
    private void begin(ByteSink out, long stretchTraffic) {
        if (marked && stretchTraffic != 0) {
            mark(out, Meter.rest(0, stretchTraffic));
        }
    }

    /** Before an access, what of the stretch comes after it; after the last one nothing, so that it is a constant between stretches. */
    void mark(ByteSink out, long left) {
        out.i64Const(left).localSet(rest);
    }

    /** Before a range operation: the same, and the globals are up to date. What comes after it is all that the local has. */
    void settleMarked(ByteSink out, long left) {
        long later = Meter.restTraffic(left);
        out.localGet(fuel)
                .i64Const((left >>> Meter.REST_SHIFT) << Meter.UNIT_SHIFT)
                .u8(Code.I64_ADD);
        out.globalSet(globals.fuel());
        out.globalGet(globals.traffic()).localGet(traffic).u8(Code.I64_ADD);
        out.i64Const(-later).u8(Code.I64_ADD).globalSet(globals.traffic());
        out.i64Const(later).localSet(traffic);
        mark(out, left);
    }

    /** The next charge is followed by a test whether the turn may go on. */
    void checkNext() {
        check = true;
    }

    /** Brings the globals up to date and gives the depth back, before the function is left. */
    void leave(ByteSink out) {
        if (frameUnits > 0) {
            out.localGet(fuel).i64Const(frameUnits).u8(Code.I64_ADD).globalSet(globals.fuel());
        } else if (!exact) {
            out.localGet(fuel).globalSet(globals.fuel());
        }
        settleTraffic(out);
    }

    /** Before a call: the callee needs the fuel; the traffic only if the call can lead to the host. */
    void beforeCall(ByteSink out, boolean reachesHost) {
        if (!exact) {
            out.localGet(fuel).globalSet(globals.fuel());
        }
        if ((reachesHost || marked) && !exact && shape.traffic()) {
            settleTraffic(out);
            out.i64Const(0).localSet(traffic);
        }
    }

    /** After the stretch that ends with a call. */
    void afterCall() {
        reload = true;
    }

    /** Before a stretch that costs so much in all, where the machine is told of code: after its charge. */
    void come(ByteSink out, long sixteenths) {
        if (places != null && sixteenths != 0) {
            places.come(out, sixteenths);
        }
    }

    /** Charges for a stretch or its first piece, and tests where that is due. */
    void first(ByteSink out, long sixteenths, long moreTraffic, long left) {
        if (round != null) {
            return;
        }
        long units = entry ? frameUnits : 0;
        if (sixteenths != 0 || reload) {
            if (reload) {
                out.globalGet(globals.fuel());
            } else {
                out.localGet(fuel);
            }
            if (sixteenths != 0 || units != 0) {
                out.i64Const(-(sixteenths << Meter.UNIT_SHIFT) - units).u8(Code.I64_ADD);
            }
            setFuel(out);
        }
        addTraffic(out, moreTraffic);
        if (left != 0) {
            out.i64Const(left).localSet(rest);
        }
        begin(out, moreTraffic);
        if (check) {
            test(out, units > 0);
        }
        reload = false;
        check = false;
        entry = false;
    }

    /** Charges for the next piece of a stretch. */
    void next(ByteSink out, long sixteenths, long moreTraffic, long left) {
        out.localGet(fuel).i64Const(-(sixteenths << Meter.UNIT_SHIFT)).u8(Code.I64_ADD);
        setFuel(out);
        addTraffic(out, moreTraffic);
        out.i64Const(left).localSet(rest);
    }

    private void addTraffic(ByteSink out, long more) {
        if (more != 0) {
            getTraffic(out).i64Const(more).u8(Code.I64_ADD);
            setTraffic(out);
        }
    }

    /** Charges for a range operation by its length, the top operand, and looks at the budget before it happens. */
    void chargeRange(ByteSink out, Opcode opcode) {
        boolean reads = opcode.code() == Code.MEMORY_COPY;
        boolean writes = opcode.code() <= Code.MEMORY_FILL;
        out.u8(Code.I64_EXTEND_I32_U).localTee(amount).u8(Code.I32_WRAP_I64);
        if (writes) {
            // Memory moves in words of 8 bytes.
            out.localGet(amount).i64Const(7).u8(Code.I64_ADD);
            out.i64Const(3).u8(Code.I64_SHR_U).localSet(amount);
        }
        long words = reads ? 2 : 1;
        out.localGet(fuel).localGet(amount).i64Const(words << Meter.FUEL_SHIFT);
        out.u8(Code.I64_MUL).u8(Code.I64_SUB);
        setFuel(out);
        test(out, false); // first, since what is stopped moves no word
        if (writes) {
            getTraffic(out).localGet(amount).i64Const(Meter.traffic(reads, true));
            out.u8(Code.I64_MUL).u8(Code.I64_ADD);
            setTraffic(out);
        }
    }

    private void settleTraffic(ByteSink out) {
        if (!exact && shape.traffic()) {
            out.globalGet(globals.traffic()).localGet(traffic).u8(Code.I64_ADD);
            out.globalSet(globals.traffic());
        }
    }

    private void setFuel(ByteSink out) {
        out.localSet(fuel);
        if (exact) {
            out.localGet(fuel).globalSet(globals.fuel());
        }
    }

    /** The traffic so far: of this activation since it was settled, or in an exact rewrite of the turn. */
    private ByteSink getTraffic(ByteSink out) {
        return exact ? out.globalGet(globals.traffic()) : out.localGet(traffic);
    }

    private void setTraffic(ByteSink out) {
        if (exact) {
            out.globalSet(globals.traffic());
        } else {
            out.localSet(traffic);
        }
    }

    /** Stops a turn without instructions left, at the entry of a function that may recurse also one without depth. */
    private void test(ByteSink out, boolean alsoDepth) {
        out.localGet(fuel);
        if (exact) {
            out.localGet(rest).i64Const(Meter.REST_SHIFT).u8(Code.I64_SHR_U);
            out.i64Const(Meter.UNIT_SHIFT).u8(Code.I64_SHL).u8(Code.I64_SUB);
        }
        if (alsoDepth) {
            out.i64Const(Meter.STOP_BITS).u8(Code.I64_AND).i64Const(0).u8(Code.I64_NE);
        } else {
            out.i64Const(0).u8(Code.I64_LT_S);
        }
        out.u8(Code.IF).u8(InstructionReader.EMPTY_BLOCK);
        out.localGet(fuel).call(globals.stop());
        out.u8(Code.UNREACHABLE).u8(Code.END);
    }
}
