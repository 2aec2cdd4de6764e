package org.skerry.scenario.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.message.MessageFigures;

class MessageSuiteTest {
    /** The others take longer; what they show is held by tests of the chip, at fewer points. */
    private static final Set<String> QUICK = Set.of(MessageFigures.ALONE, MessageFigures.FULL);

    @Test
    void everyFigureIsWhatItsClosedFormOrBoundSays() {
        List<Row> rows = new MessageSuite().run(new Effort(QUICK::contains, 1, 1));
        assertEquals(15 + 4, rows.size());
        for (Row row : rows) {
            assertTrue(row.holds(), row.toString());
            assertTrue(row.tolerance() == 0 || row.reference() == 0, row.toString());
        }
    }
}
