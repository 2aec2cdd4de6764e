package org.skerry.scenario.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParagraphTest {
    @Test
    void linesBreakAtBlanksAndKeepWithinTheColumns() {
        assertEquals(List.of("  one two", "  three"), Paragraph.lines("one two  three", 10, 2));
    }

    @Test
    void aLineMayFillTheLastColumn() {
        assertEquals(List.of("one two", "three"), Paragraph.lines("one two three", 7, 0));
    }

    @Test
    void aWordThatIsTooLongStandsAloneAndWhole() {
        assertEquals(
                List.of("a", "parameters.requests=1250", "b"), Paragraph.lines("a parameters.requests=1250 b", 8, 0));
    }

    @Test
    void whatFollowsAMarkIsSetBelowItself() {
        assertEquals(List.of(" - one two", "   three"), Paragraph.lines("- ", "one two three", 10, 1));
    }
}
