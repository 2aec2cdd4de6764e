package org.skerry.wasm.meter;

import java.util.Arrays;
import org.skerry.wasm.load.Code;
import org.skerry.wasm.load.Opcode;

/**
 * A stretch of straight code on its way out: its bytes, what it costs, where it is cut into pieces, and which of its float
 * results need their NaN made canonical.
 *
 * <p>The JVM does not define the bits of a NaN that arithmetic makes (it was seen to change when code is compiled), so every
 * result that anything but further arithmetic or a comparison can see is replaced by the canonical NaN if it is one. Results at
 * the end of a chain are enough, as a NaN stays a NaN through the chain.
 */
final class Segment {
    private static final int NONE = -1;

    private final ByteSink bytes = new ByteSink();
    private long sixteenths;
    private long traffic;

    /** Ends of pieces: offset in the bytes, and sixteenths of instructions and traffic of the stretch up to there. */
    private int[] pieceEnds = new int[16];

    private long[] pieceSixteenths = new long[16];
    private long[] pieceTraffic = new long[16];
    private int pieces;

    /** Accesses that are marked: offset in the bytes, sixteenths and traffic of the stretch with the access, whether it is of a range. */
    private int[] marks = new int[16];

    private long[] markSixteenths = new long[16];
    private long[] markTraffic = new long[16];
    private boolean[] markRange = new boolean[16];
    private int marked;
    private int lastAccess; // where it ends

    /** Results of arithmetic in the order they were made: where the code for them goes, and whether it is needed. */
    private int[] offsets = new int[16];

    private boolean[] wide = new boolean[16];
    private boolean[] seen = new boolean[16];
    private int results;

    /** Operands that this segment pushed: the number of the arithmetic result, or {@link #NONE}. */
    private int[] operands = new int[32];

    private int height;

    private int copied; // while it is written
    private int settled; // results by then

    ByteSink bytes() {
        return bytes;
    }

    void charge(Opcode opcode) {
        sixteenths += Weights.of(opcode);
        traffic += Meter.traffic(opcode);
    }

    /** Charges for the frame of a function that calls others. */
    void chargeFrame() {
        sixteenths += Weights.FRAME;
    }

    /** Follows the operands of an instruction that was just appended. */
    void follow(Opcode opcode) {
        boolean blind = opcode.isArithmetic() || opcode.kind() == Opcode.Kind.NAN_BLIND;
        for (int i = opcode.pops(); i > 0 && height > 0; i--) {
            int result = operands[--height];
            if (!blind && result != NONE) {
                seen[result] = true;
            }
        }
        for (int i = opcode.pushes(); i > 0; i--) {
            push(opcode.isArithmetic() ? result(opcode.kind() == Opcode.Kind.ARITHMETIC_F64) : NONE);
        }
    }

    /** Forgets the operands at a border of structure; whoever comes next may see them. */
    void forgetOperands() {
        while (height > 0) {
            int result = operands[--height];
            if (result != NONE) {
                seen[result] = true;
            }
        }
    }

    /** Ends a piece after the instruction that was just appended: what follows is charged on its own. */
    void endPiece() {
        if (pieces == pieceEnds.length) {
            pieceEnds = Arrays.copyOf(pieceEnds, 2 * pieces);
            pieceSixteenths = Arrays.copyOf(pieceSixteenths, 2 * pieces);
            pieceTraffic = Arrays.copyOf(pieceTraffic, 2 * pieces);
        }
        pieceEnds[pieces] = bytes.size();
        pieceSixteenths[pieces] = sixteenths;
        pieceTraffic[pieces] = traffic;
        pieces++;
    }

    /** Marks the access that comes next, which was charged. */
    void mark(boolean range) {
        if (marked == marks.length) {
            marks = Arrays.copyOf(marks, 2 * marked);
            markSixteenths = Arrays.copyOf(markSixteenths, 2 * marked);
            markTraffic = Arrays.copyOf(markTraffic, 2 * marked);
            markRange = Arrays.copyOf(markRange, 2 * marked);
        }
        marks[marked] = bytes.size();
        markSixteenths[marked] = sixteenths;
        markTraffic[marked] = traffic;
        markRange[marked] = range;
        marked++;
    }

    /** The access that was marked last was appended. */
    void endMarked() {
        lastAccess = bytes.size();
    }

    /** Writes the charges, the bytes, and canonical NaNs where they are needed, and empties the segment. */
    void writeTo(ByteSink out, Charges charges) {
        forgetOperands();
        if (pieces == 0 || pieceEnds[pieces - 1] < bytes.size()) {
            endPiece();
        }
        charges.first(out, pieceSixteenths[0], pieceTraffic[0], rest(0));
        charges.come(out, sixteenths);
        copied = 0;
        settled = 0;
        for (int i = 0; i < marked; i++) {
            copyTo(out, charges, marks[i]);
            long left = Meter.rest(sixteenths - markSixteenths[i], traffic - markTraffic[i]);
            if (markRange[i]) {
                charges.settleMarked(out, left);
            } else {
                charges.mark(out, left);
            }
        }
        if (marked > 0) {
            copyTo(out, charges, lastAccess);
            charges.mark(out, 0);
        }
        for (int piece = 0; piece < pieces; piece++) {
            if (piece > 0) {
                long more = pieceSixteenths[piece] - pieceSixteenths[piece - 1];
                charges.next(out, more, pieceTraffic[piece] - pieceTraffic[piece - 1], rest(piece));
            }
            copyTo(out, charges, pieceEnds[piece]);
        }
        marked = 0;
        bytes.clear();
        sixteenths = 0;
        traffic = 0;
        pieces = 0;
        results = 0;
    }

    /** Writes the bytes up to an offset, and what makes results canonical that were made by then. */
    private void copyTo(ByteSink out, Charges charges, int end) {
        for (; settled < results && offsets[settled] <= end; settled++) {
            if (seen[settled]) {
                out.append(bytes, copied, offsets[settled]);
                copied = offsets[settled];
                canonical(out, wide[settled], wide[settled] ? charges.tempF64() : charges.tempF32());
            }
        }
        out.append(bytes, copied, end);
        copied = end;
    }

    /** What the stretch costs after a piece. */
    private long rest(int piece) {
        return Meter.rest(sixteenths - pieceSixteenths[piece], traffic - pieceTraffic[piece]);
    }

    /** value == value ? value : canonical NaN. */
    private static void canonical(ByteSink out, boolean f64, int temp) {
        out.localTee(temp);
        if (f64) {
            out.u8(Code.F64_CONST).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0xF8).u8(0x7F);
        } else {
            out.u8(Code.F32_CONST).u8(0).u8(0).u8(0xC0).u8(0x7F);
        }
        out.localGet(temp).localGet(temp).u8(f64 ? Code.F64_EQ : Code.F32_EQ).u8(Code.SELECT);
    }

    private int result(boolean f64) {
        if (results == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * results);
            wide = Arrays.copyOf(wide, 2 * results);
            seen = Arrays.copyOf(seen, 2 * results);
        }
        offsets[results] = bytes.size();
        wide[results] = f64;
        seen[results] = false;
        return results++;
    }

    private void push(int result) {
        if (height == operands.length) {
            operands = Arrays.copyOf(operands, 2 * height);
        }
        operands[height++] = result;
    }
}
