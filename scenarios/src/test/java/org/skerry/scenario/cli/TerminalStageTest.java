package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.demo.Paint;
import org.skerry.scenario.demo.Question;
import org.skerry.scenario.demo.Question.Choice;
import org.skerry.scenario.run.Interrupted;

class TerminalStageTest {
    private static final Question QUESTION =
            new Question("on chip?", List.of(new Choice('n', "none"), new Choice('a', "all")));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console = new Console(out, new ByteArrayOutputStream());

    /** Keys that come one after another; then the user presses Ctrl-C. */
    private static final class Typed implements Keys {
        private final int[] keys;
        private int next;
        private boolean grabbed;

        Typed(int... keys) {
            this.keys = keys;
        }

        @Override
        public void grab() {
            grabbed = true;
        }

        @Override
        public int next() {
            assertTrue(grabbed, "keys arrive one by one only while they are grabbed");
            if (next == keys.length) {
                throw new Interrupted();
            }
            return keys[next++];
        }

        @Override
        public void release() {
            grabbed = false;
        }
    }

    private TerminalStage stage(Keys keys) {
        return new TerminalStage(console, Optional.ofNullable(keys), 80, Paint.PLAIN);
    }

    private String out() {
        console.out().flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void oneKeyAnswersAndIsWrittenOut() {
        Typed keys = new Typed('a');
        assertEquals("all", stage(keys).ask(QUESTION).orElseThrow().word());
        assertEquals("on chip?  [n]one  [a]ll  [Enter] skip > all\n", out());
        assertEquals(false, keys.grabbed);
    }

    @Test
    void keysWithoutMeaningArePassedOver() {
        assertEquals(
                "none",
                stage(new Typed('x', ' ', 'N')).ask(QUESTION).orElseThrow().word());
    }

    @Test
    void enterAndTheEndOfInputMeanNoGuess() {
        assertEquals(Optional.empty(), stage(new Typed('\n')).ask(QUESTION));
        assertEquals(Optional.empty(), stage(new Typed('\r')).ask(QUESTION));
        assertEquals(Optional.empty(), stage(new Typed(Keys.END)).ask(QUESTION));
        assertTrue(out().endsWith("> no guess\n"), out());
    }

    @Test
    void ctrlCAtAQuestionEndsTheLineAndGivesTheTerminalBack() {
        Typed keys = new Typed();
        assertThrows(Interrupted.class, () -> stage(keys).ask(QUESTION));
        assertEquals(false, keys.grabbed);
        assertTrue(out().endsWith("> \n"), out());
    }

    @Test
    void ctrlCAtAPauseDoesToo() {
        Typed keys = new Typed();
        assertThrows(Interrupted.class, () -> stage(keys).pause());
        assertEquals(false, keys.grabbed);
    }

    @Test
    void aPauseLeavesNothingBehind() {
        stage(new Typed('q')).pause();
        String[] parts = out().split("\r", -1);
        assertEquals(parts[0].strip().length() + 2, parts[1].length() - 1, "what was shown is wiped out");
        assertEquals("", parts[1].strip());
    }

    @Test
    void withoutKeysNobodyIsAskedAndNothingShown() {
        assertEquals(Optional.empty(), stage(null).ask(QUESTION));
        stage(null).pause();
        assertEquals("", out());
    }

    @Test
    void linesAreKeptShortEnoughToReadAndLeaveTheLastColumnFree() {
        assertEquals(79, stage(null).columns());
        assertEquals(100, new TerminalStage(console, Optional.empty(), 240, Paint.PLAIN).columns());
        assertEquals(60, new TerminalStage(console, Optional.empty(), 40, Paint.PLAIN).columns());
        assertEquals(79, new TerminalStage(console, Optional.empty(), 0, Paint.PLAIN).columns(), "of unknown width");
    }
}
