package org.skerry.wasm.meter;

/**
 * The two functions that every rewritten module has at its end. They are WebAssembly themselves, so that a rewritten module
 * means the same to any engine; nothing in them is counted.
 */
final class MeterFunctions {
    private static final int I64 = 0x7E;
    private static final int EMPTY = 0x40;
    private static final int LT_S = 0x53;
    private static final int GT_S = 0x55;
    private static final int ADD = 0x7C;
    private static final int SUB = 0x7D;
    private static final int MUL = 0x7E;
    private static final int AND = 0x83;
    private static final int SHL = 0x86;
    private static final int SHR_U = 0x88;
    private static final int IF = 0x04;
    private static final int END = 0x0B;
    private static final int UNREACHABLE = 0x00;
    private static final int SELECT = 0x1B;

    private MeterFunctions() {}

    /** Type (i64) -> i64: packed in, packed out. Stops the turn where its budget or call depth is used up. */
    static ByteSink spill(MeterGlobals at) {
        ByteSink out = new ByteSink();
        out.u32(1).u32(1).u8(I64);
        int total = 1;
        out.globalGet(at.depth()).i64Const(0).u8(LT_S).u8(IF).u8(EMPTY);
        out.localGet(0).globalSet(at.packed()).u8(UNREACHABLE).u8(END);
        total(out, at);
        out.localSet(total);
        rest(out, at, total);
        return out;
    }

    /** Type (packed, amount, instructions, loads, stores per unit of amount) -> packed. */
    static ByteSink bulk(MeterGlobals at) {
        ByteSink out = new ByteSink();
        out.u32(1).u32(1).u8(I64);
        int total = 5;
        out.globalGet(at.loads()).localGet(1).localGet(3).u8(MUL).u8(ADD).globalSet(at.loads());
        out.globalGet(at.stores()).localGet(1).localGet(4).u8(MUL).u8(ADD).globalSet(at.stores());
        total(out, at);
        out.localGet(1).localGet(2).u8(MUL).u8(ADD).localSet(total);
        rest(out, at, total);
        return out;
    }

    /** Leaves limit - CHUNK + the instruction field. */
    private static void total(ByteSink out, MeterGlobals at) {
        out.globalGet(at.limit()).i64Const(Meter.CHUNK).u8(SUB);
        out.localGet(0).i64Const(Meter.INSTRUCTIONS_SHIFT).u8(SHR_U).u8(ADD);
    }

    /** Moves loads and stores out, sets the new limit, stops beyond the budget, leaves the new packed counter. */
    private static void rest(ByteSink out, MeterGlobals at, int total) {
        out.globalGet(at.loads());
        out.localGet(0)
                .i64Const(Meter.LOADS_SHIFT)
                .u8(SHR_U)
                .i64Const(Meter.FIELD_MASK)
                .u8(AND);
        out.u8(ADD).globalSet(at.loads());
        out.globalGet(at.stores());
        out.localGet(0).i64Const(Meter.FIELD_MASK).u8(AND);
        out.u8(ADD).globalSet(at.stores());

        // Beyond the budget: limit = total + CHUNK and a packed counter of 0 say exactly how far the turn came.
        out.localGet(total).globalGet(at.budget()).u8(GT_S).u8(IF).u8(EMPTY);
        out.localGet(total).i64Const(Meter.CHUNK).u8(ADD).globalSet(at.limit());
        out.i64Const(0).globalSet(at.packed()).u8(UNREACHABLE).u8(END);

        // limit = min(total + CHUNK, budget + 1)
        out.localGet(total).i64Const(Meter.CHUNK).u8(ADD);
        out.globalGet(at.budget()).i64Const(1).u8(ADD);
        out.localGet(total).i64Const(Meter.CHUNK).u8(ADD);
        out.globalGet(at.budget()).i64Const(1).u8(ADD);
        out.u8(LT_S).u8(SELECT).globalSet(at.limit());

        // packed = CHUNK - (limit - total), in the instruction field
        out.i64Const(Meter.CHUNK).globalGet(at.limit()).u8(SUB).localGet(total).u8(ADD);
        out.i64Const(Meter.INSTRUCTIONS_SHIFT).u8(SHL);
        out.u8(END);
    }
}
