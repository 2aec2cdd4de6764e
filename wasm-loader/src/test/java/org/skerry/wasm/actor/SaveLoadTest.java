package org.skerry.wasm.actor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Step;
import org.skerry.sim.state.StateException;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.wasm.testing.RandomModule;
import org.skerry.wasm.testing.Stage;

final class SaveLoadTest {
    private static final int TURNS = 12;

    @Test
    void anActorRestoredBetweenTurnsGoesOnAsIfNothingHadHappened() {
        for (long seed = 300; seed < 330; seed++) {
            Stage whole = new Stage(RandomModule.of(seed));
            int cut = new Random(seed).nextInt(TURNS);
            Stage part = whole;
            for (int turn = 0; turn < TURNS; turn++) {
                if (turn == cut) {
                    part = new Stage(whole.program);
                    StateReader in = new StateReader(save(whole));
                    part.memory.load(in);
                    part.actor.load(in);
                }
                Step step = whole.send("");
                if (part != whole) {
                    assertEquals(step, part.send(""), "seed " + seed + ", turn " + turn);
                }
                if (step != Step.DONE) {
                    break;
                }
            }
            assertArrayEquals(save(whole), save(part), "seed " + seed);
        }
    }

    @Test
    void instancesOfOneProgramShareNothing() {
        for (long seed = 300; seed < 320; seed++) {
            Stage first = new Stage(RandomModule.of(seed));
            byte[] fresh = save(first);
            for (int turn = 0; turn < 5 && first.send("") == Step.DONE; turn++) {}
            assertArrayEquals(fresh, save(new Stage(first.program)), "seed " + seed);
        }
    }

    @Test
    void damagedStateIsRefused() {
        Stage stage = new Stage(RandomModule.of(300));
        StateWriter out = new StateWriter();
        stage.actor.save(out);
        byte[] cut = java.util.Arrays.copyOf(out.toByteArray(), out.size() / 2);
        assertThrows(StateException.class, () -> stage.actor.load(new StateReader(cut)));
    }

    private static byte[] save(Stage stage) {
        StateWriter out = new StateWriter();
        stage.memory.save(out);
        stage.actor.save(out);
        return out.toByteArray();
    }
}
