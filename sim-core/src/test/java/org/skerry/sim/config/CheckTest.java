package org.skerry.sim.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The wording is part of the interface, so the tests hold it word for word. */
class CheckTest {
    private static void refuses(String message, Executable check) {
        assertEquals(message, assertThrows(ConfigException.class, check).getMessage());
    }

    @Test
    void valueOutOfRangeIsRefusedWithBothNumbersAndAnInstruction() {
        refuses(
                "network.router.vcDepthFlits=0 is below 1. Give at least 1.",
                () -> Check.inRange(0, 1, 4096, "network.router.vcDepthFlits"));
        refuses("x=65 is above 64. Give at most 64.", () -> Check.inRange(65L, 1L, 64L, "x"));
        assertEquals(64, Check.inRange(64, 1, 64, "x"));
    }

    @Test
    void powerOfTwoIsRefusedWithItsNeighbours() {
        refuses("cache.sets=48 is not a power of two. Give 32 or 64.", () -> Check.powerOfTwo(48, "cache.sets"));
        refuses("cache.sets=0 is not a power of two. Give 1 or more.", () -> Check.powerOfTwo(0, "cache.sets"));
        assertEquals(1, Check.powerOfTwo(1, "cache.sets"));
    }

    @Test
    void multipleIsRefusedWithItsNeighbours() {
        refuses(
                "cache.size=100 is not a multiple of 64. Give 64 or 128.",
                () -> Check.multipleOf(100, 64, "cache.size"));
    }

    @Test
    void missingAndBlankTextsAreToldApart() {
        refuses("name is missing. Give it a value.", () -> Check.notBlank(null, "name"));
        refuses("name is blank. Give it a value.", () -> Check.notBlank(" ", "name"));
        refuses("spec is missing. Give it a value.", () -> Check.notNull(null, "spec"));
    }

    @Test
    void ruleThatDoesNotHoldIsRefusedInItsOwnWords() {
        refuses("a=1 < b=2. Raise a.", () -> Check.isTrue(false, "a=1 < b=2. Raise a."));
        Check.isTrue(true, "never shown");
    }
}
