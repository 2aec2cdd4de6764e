package org.skerry.scenario.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(new ByteArrayOutputStream(), err);

    @Test
    void aLineSaysHowFarTheRunHasComeAndHowFast() {
        Progress progress = new Progress(console, "kv-store on chip");
        for (int turn = 0; turn < 1500; turn++) {
            progress.onTurn(turn, turn + 10, 1, 0, null, 100);
        }
        assertEquals(
                "kv-store on chip: cycle 1,234,567, 1,500 turns, 3,000 turns a second", progress.line(1_234_567, 0.5));
    }

    @Test
    void nobodyWatchesWhereThereIsNoTerminal() {
        assertNull(console.progress("kv-store on chip"));
        assertEquals("", err.toString());
    }
}
