package org.skerry.scenario.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.sim.config.ConfigException;

class FormulaTest {
    private static final Scope SCOPE = Scope.EMPTY.with("index", 3).with("count", 8);

    @ParameterizedTest
    @CsvSource({
        "7,7",
        "0xff,255",
        "1_000,1000",
        "index,3",
        "index+1,4",
        "2*index+1,7",
        "2*(index+1),8",
        "(index+7)%count,2",
        "-index,-3",
        "10/3,3",
        "1+2*3-4,3",
        "18446744073709551615,18446744073709551615"
    })
    void valueIsThatOfArithmetic(String text, BigInteger value) {
        assertEquals(value, Formula.of(text).evaluate(SCOPE));
    }

    @ParameterizedTest
    @CsvSource({"''", "1+", "(1", "1)", "one", "1.5", "1 2", "1/0", "5%0", "0xzz", "--", "index index"})
    void whatIsNoFormulaIsRefused(String text) {
        assertThrows(ConfigException.class, () -> Formula.of(text).evaluate(SCOPE), text);
    }

    @Test
    void valueOutsideTheRangeIsRefusedWithBothNumbers() {
        ConfigException e = assertThrows(
                ConfigException.class, () -> Formula.of("count*100").evaluate(SCOPE, 0, 255));
        assertEquals("count*100 = 800 is above 255. Give at most 255.", e.getMessage());
    }

    @Test
    void longFormulasAreRefusedBeforeTheyAreParsed() {
        assertThrows(ConfigException.class, () -> Formula.of("(".repeat(10_000)));
    }

    @Test
    void templatesReplaceEveryBrace() {
        assertEquals("node4of8", new Template("node{index+1}of{count}").expand(SCOPE));
    }
}
