package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.spec.LimitsSpec;

class ProgressTest {
    private static final long NO_LIMIT = LimitsSpec.DEFAULT.cycles();
    private static final long NANOSECOND = 1_000_000; // femtoseconds

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static String line(Progress.Expected expected, int turns, long cycle, double seconds) {
        Progress progress =
                new Progress(new Console(new ByteArrayOutputStream(), new ByteArrayOutputStream()), expected);
        for (int turn = 0; turn < turns; turn++) {
            progress.onTurn(turn, turn + 10, 1, 0, null, 100);
        }
        return progress.line(cycle, seconds);
    }

    @Test
    void knownWorkGivesABarAndTheTimeLeft() {
        assertEquals(
                "kv-store on chip [########------------] 40 %, 3 s left, 1,600 turns, 1.23 ms simulated",
                line(new Progress.Expected("kv-store on chip", NANOSECOND, 4000, NO_LIMIT), 1600, 1_234_567, 2));
    }

    @Test
    void aLimitOfCyclesCanBeAllThatIsKnown() {
        assertEquals(
                "x on chip [#####---------------] 25 %, 4 min left, 10 turns, 0.50 ms simulated",
                line(new Progress.Expected("x on chip", 2 * NANOSECOND, 0, 1_000_000), 10, 250_000, 72));
    }

    @Test
    void unknownWorkGivesTurnsAndTheirRate() {
        assertEquals(
                "x on oracle: 3,000 turns a second, 1,500 turns",
                line(new Progress.Expected("x on oracle", 0, 0, NO_LIMIT), 1500, 1_234_567, 0.5));
    }

    @Test
    void moreTurnsThanExpectedAreStillNotMoreThanAll() {
        assertTrue(line(new Progress.Expected("x", 0, 10, NO_LIMIT), 15, 15, 1).contains("100 %, 0 s left"));
    }

    @Test
    void aLineNeverWraps() {
        Console console = new Console(new ByteArrayOutputStream(), err, 30);
        console.begin("a line that is longer than the terminal is wide");
        assertEquals("a line that is longer than th\r", err.toString());
        console.message("short");
        assertEquals("short" + " ".repeat(24) + "\n", err.toString().substring(30));
    }

    @Test
    void nobodyWatchesWhereThereIsNoTerminal() {
        Console console = new Console(new ByteArrayOutputStream(), err);
        assertNull(console.progress(new Progress.Expected("kv-store on chip", NANOSECOND, 0, NO_LIMIT)));
        assertEquals("", err.toString());
    }
}
