package org.skerry.wasm.meter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skerry.wasm.load.Code;
import org.skerry.wasm.load.InstructionReader;
import org.skerry.wasm.load.ModuleImage;
import org.skerry.wasm.load.Opcode;

/**
 * Finds loops of one stretch: nothing but straight code from the head to the branch back, which calls nobody. All their rounds cost
 * the same, so they need to count rounds only, by an integer whose bound the JIT can move out of the loop.
 *
 * <p>To begin and to end such a count takes a division and two multiplications. So only loops are taken that branch back while a
 * counter has not reached a constant. Those that look for something, or count to a variable, are often left after a round or two:
 * counted by rounds, quicksort took 12 % longer. Linear in the function.
 */
final class RoundLoops {
    /** A round below this could come more often than 2^31 times in the largest turn, and overflow the count of rounds. */
    private static final int LEAST_SIXTEENTHS = 2 * Weights.ONE + 1;

    /**
     * What one round costs.
     *
     * @param sixteenths of instructions, by {@link Weights}
     * @param traffic    loads and stores, as {@link Meter#traffic} packs them
     */
    record Round(long sixteenths, long traffic) {}

    private static final class Frame {
        final boolean loop;
        final int start;
        boolean straight;
        Round round;
        long sixteenths;
        long traffic;

        Frame(InstructionReader reader) {
            loop = reader.opcode().code() == Code.LOOP;
            straight = loop && reader.first() == InstructionReader.EMPTY_BLOCK - 0x80;
            start = reader.start();
        }
    }

    private final List<Frame> frames = new ArrayList<>();
    private final Map<Integer, Round> rounds = new HashMap<>();
    private final int[] last = new int[3]; // opcodes before the present one, the latest first

    private RoundLoops() {}

    /** The loops of a valid function by the offset of their first byte. */
    static Map<Integer, Round> of(ModuleImage module, ModuleImage.Function function) {
        RoundLoops loops = new RoundLoops();
        InstructionReader reader = new InstructionReader(module, function);
        while (reader.next()) {
            loops.step(reader);
            loops.last[2] = loops.last[1];
            loops.last[1] = loops.last[0];
            loops.last[0] = reader.opcode().code();
        }
        return loops.rounds;
    }

    private void step(InstructionReader reader) {
        Opcode opcode = reader.opcode();
        Frame top = frames.isEmpty() ? null : frames.get(frames.size() - 1);
        boolean straight = top != null && top.straight;
        if (straight) {
            top.sixteenths += Weights.of(opcode);
            top.traffic += Meter.traffic(opcode);
        }
        switch (opcode.code()) {
            case Code.BLOCK, Code.LOOP, Code.IF -> {
                split(top);
                frames.add(new Frame(reader));
            }
            case Code.END -> close();
            case Code.BR_IF -> {
                if (straight && reader.first() == 0 && top.sixteenths >= LEAST_SIXTEENTHS && counts()) {
                    top.round = new Round(top.sixteenths, top.traffic);
                    top.straight = false;
                } else {
                    spoil((int) reader.first());
                }
            }
            case Code.BR -> spoil((int) reader.first());
            case Code.BR_TABLE -> {
                for (int label : reader.labels()) {
                    spoil(label);
                }
            }
            case Code.ELSE, Code.RETURN, Code.UNREACHABLE, Code.CALL, Code.CALL_INDIRECT -> split(top);
            default -> {
                if (opcode.kind() == Opcode.Kind.BULK) {
                    split(top);
                }
            }
        }
    }

    /** Whether a branch here looks at how a local that was just set compares with a constant. */
    private boolean counts() {
        return last[2] == Code.LOCAL_TEE && last[1] == Code.I32_CONST;
    }

    /** A loop that is branched back to from elsewhere is none of ours, nor is one that branches elsewhere. */
    private void spoil(int label) {
        split(frames.isEmpty() ? null : frames.get(frames.size() - 1));
        if (label < frames.size()) {
            Frame target = frames.get(frames.size() - 1 - label);
            target.straight = false;
            target.round = null;
        }
    }

    private static void split(Frame frame) {
        if (frame != null) {
            frame.straight = false;
        }
    }

    private void close() {
        if (!frames.isEmpty()) {
            Frame frame = frames.remove(frames.size() - 1);
            if (frame.round != null) {
                rounds.put(frame.start, frame.round);
            }
        }
    }
}
