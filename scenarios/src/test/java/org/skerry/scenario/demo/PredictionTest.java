package org.skerry.scenario.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredictionTest {
    private static Prediction on(String machine, String expected, String found) {
        return new Prediction("memories reached", machine, Optional.ofNullable(expected), found);
    }

    @Test
    void whoGuessedRightIsToldSo() {
        assertEquals(
                Optional.of(
                        "Your guess: shared all, and so it was; chip none, and so it was. It came as you expected."),
                Prediction.sentence(List.of(on("shared", "all", "all"), on("chip", "none", "none"))));
    }

    @Test
    void whoGuessedWrongIsToldWhatItWas() {
        assertEquals(
                Optional.of("Your guess: chip none, but it was some. It came not as you expected."),
                Prediction.sentence(List.of(on("chip", "none", "some"))));
    }

    @Test
    void oneOfTwoIsPartlyRight() {
        assertEquals(
                Optional.of(
                        "Your guess: shared none, but it was all; chip none, and so it was. It came partly as you expected."),
                Prediction.sentence(List.of(on("shared", "none", "all"), on("chip", "none", "none"))));
    }

    @Test
    void whoMadeNoGuessIsToldNothing() {
        assertEquals(Optional.empty(), Prediction.sentence(List.of(on("shared", null, "all"))));
        assertEquals(Optional.empty(), on("shared", null, "all").right());
    }
}
