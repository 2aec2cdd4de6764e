package org.skerry.wasm.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Step;
import org.skerry.sim.memory.AccessModel;
import org.skerry.sim.memory.CodeModel;
import org.skerry.wasm.testing.ModuleBuilder;
import org.skerry.wasm.testing.RandomModule;
import org.skerry.wasm.testing.Stage;

/** Which code a guest comes to, seen from the machine. */
class CodePlacesTest {
    private static final class Notes implements AccessModel, CodeModel {
        private final List<Long> begins = new ArrayList<>();
        private long end;
        private long bytes;

        @Override
        public void load(long address, int length) {}

        @Override
        public void store(long address, int length) {}

        @Override
        public CodeModel code() {
            return this;
        }

        @Override
        public void execute(long offset, int length) {
            begins.add(offset);
            end = Math.max(end, offset + length);
            bytes += length;
        }
    }

    private static Notes run(ModuleBuilder module) {
        Notes notes = new Notes();
        assertEquals(Step.DONE, Stage.watched(module.build(), notes).send(""));
        return notes;
    }

    @Test
    void straightCodeIsComeToOnceFromItsBeginningToItsEnd() {
        Notes notes = run(new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", "", "i32.const 8 i32.const 9 i32.store 0 ".repeat(16)));
        assertEquals(List.of(0L), notes.begins);
        assertEquals(4 * 16 * (16 + 1 + 1) / 16, notes.end); // a store is an instruction, an operand 1/16
    }

    @Test
    void aLoopOfOneStretchIsComeToOnceAndOneOfTwoEachTime() {
        String count = " local.get 0 i32.const 1 i32.add local.tee 0 i32.const 5 i32.ne br_if 0 end";
        Notes one = run(new ModuleBuilder().memory(1, 1).function("receive", ">", "i", "loop _" + count));
        assertEquals(1, one.begins.stream().filter(begin -> begin == 0).count(), one.begins.toString());
        Notes two = run(new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", "i", "loop _ local.get 0 if _ i32.const 3 drop end" + count));
        assertTrue(two.begins.size() > 4, two.begins.toString());
    }

    @Test
    void aCalledFunctionLiesAfterItsCallerWhichIsComeToAgain() {
        Notes notes = run(new ModuleBuilder()
                .memory(1, 1)
                .function("receive", ">", "", "call 1 call 1 i32.const 0 drop")
                .function("callee", ">", "", "i32.const 1 drop"));
        long callee = notes.begins.get(1);
        assertTrue(callee > 0 && callee % 16 == 0, notes.begins.toString());
        assertEquals(
                List.of(callee, callee),
                notes.begins.stream().filter(begin -> begin == callee).toList());
        assertEquals(5, notes.begins.size(), notes.begins.toString());
        assertTrue(notes.end <= callee + 16);
    }

    @Test
    void watchedCodeDoesWhatItDidAndStaysInItsBytes() {
        for (long seed = 0; seed < 12; seed++) {
            byte[] module = RandomModule.of(seed);
            Stage plain = new Stage(module);
            Step step = plain.send("");
            Notes notes = new Notes();
            Stage watched = Stage.watched(module, notes);
            assertEquals(step.getClass(), watched.send("").getClass(), "seed " + seed);
            assertArrayEquals(plain.memory.window(), watched.memory.window(), "seed " + seed);
            assertEquals(
                    plain.turn.ledger().instructions(), watched.turn.ledger().instructions(), "seed " + seed);
            assertTrue(!notes.begins.isEmpty() && notes.end <= watched.program.codeBytes(), "seed " + seed);
        }
    }
}
