package org.skerry.scenario.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.demo.Question.Choice;

class QuestionTest {
    private final Question question = new Question("on chip?", Extent.choices());

    @Test
    void aKeyChoosesInEitherCase() {
        assertEquals(Optional.of(Extent.SOME), Extent.of(question.choice('s')));
        assertEquals(Optional.of(Extent.ALL), Extent.of(question.choice('A')));
        assertEquals(Optional.empty(), question.choice('x'));
        assertEquals(Optional.empty(), question.choice('\n'));
    }

    @Test
    void theHintNamesEveryKeyAndTheDefault() {
        assertEquals("[n]one  [s]ome  [a]ll  [Enter] skip", question.hint());
    }

    @Test
    void twoChoicesWithOneKeyAreRefused() {
        List<Choice> choices = List.of(new Choice('a', "all"), new Choice('a', "any"));
        assertThrows(IllegalArgumentException.class, () -> new Question("?", choices));
    }
}
