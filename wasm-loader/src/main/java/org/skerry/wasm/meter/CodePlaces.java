package org.skerry.wasm.meter;

import java.util.List;
import org.skerry.wasm.load.Code;
import org.skerry.wasm.load.InstructionReader;

/**
 * Where the code of a function would lie in a compiled program, and the code that says so when it is come to.
 *
 * <p>An instruction of the machine that the meter counts takes {@value #INSTRUCTION_BYTES} bytes, as on RV64G; functions lie one after the
 * other in the order of the module, each at a multiple of {@value #ALIGNMENT}; a stretch of straight code lies after the one before it in the text of
 * its function, the frame's instructions first. Code of the host, of bounds checks and of the start of a program has no place.
 *
 * <pre>
 *   stretch   if (code != place) code = place        a write that is a call in compiled code, see ClassPass
 *   call      after it, the stretch that follows says its place again, as the callee has said others
 * </pre>
 */
final class CodePlaces {
    static final int INSTRUCTION_BYTES = 4;
    private static final int ALIGNMENT = 16;

    /** Bytes of a stretch are the low bits of what is written, its place those above. */
    static final int LENGTH_BITS = 20;

    private final MeterGlobals globals;
    private final long begin;
    private long sixteenths;

    /** The code of the function that begins at this byte. */
    CodePlaces(MeterGlobals globals, long begin) {
        this.globals = globals;
        this.begin = begin;
    }

    /** Where each function begins, and after the last one where the code ends. */
    static long[] begins(List<FunctionShape> shapes) {
        long[] begins = new long[shapes.size() + 1];
        for (int i = 0; i < shapes.size(); i++) {
            long end = begins[i] + Math.max(1, shapes.get(i).cost()) * INSTRUCTION_BYTES;
            begins[i + 1] = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
        return begins;
    }

    /** Before a stretch of so much. */
    void come(ByteSink out, long stretch) {
        long first = begin + sixteenths * INSTRUCTION_BYTES / Weights.ONE;
        sixteenths += stretch;
        long last = begin + sixteenths * INSTRUCTION_BYTES / Weights.ONE;
        long place = first << LENGTH_BITS | Math.max(1, Math.min(last - first, (1 << LENGTH_BITS) - 1));
        out.globalGet(globals.code()).i64Const(place).u8(Code.I64_NE);
        out.u8(Code.IF).u8(InstructionReader.EMPTY_BLOCK);
        out.i64Const(place).globalSet(globals.code()).u8(Code.END);
    }
}
