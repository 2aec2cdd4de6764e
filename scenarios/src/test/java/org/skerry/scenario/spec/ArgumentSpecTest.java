package org.skerry.scenario.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.spec.ArgumentSpec.Type;
import org.skerry.sim.config.ConfigException;

class ArgumentSpecTest {
    private static String bytes(ArgumentSpec... pieces) {
        return HexFormat.of().formatHex(ArgumentSpec.bytes(List.of(pieces), Scope.EMPTY.with("index", 258)));
    }

    @Test
    void numbersAreLittleEndianWithoutPadding() {
        assertEquals(
                "01" + "02010000" + "ffffffffffffffff",
                bytes(
                        new ArgumentSpec(Type.U8, "1"),
                        new ArgumentSpec(Type.U32, "index"),
                        new ArgumentSpec(Type.U64, "18446744073709551615")));
    }

    @Test
    void signedNumbersAreTwosComplement() {
        assertEquals("ff" + "feff", bytes(new ArgumentSpec(Type.I8, "-1"), new ArgumentSpec(Type.I16, "-2")));
    }

    @Test
    void textIsUtf8AndHexIsItself() {
        assertEquals("c3a9" + "00ff", bytes(new ArgumentSpec(Type.TEXT, "é"), new ArgumentSpec(Type.HEX, "00 ff")));
    }

    @Test
    void valuesThatDoNotFitAreRefused() {
        assertThrows(ConfigException.class, () -> bytes(new ArgumentSpec(Type.U8, "256")));
        assertThrows(ConfigException.class, () -> bytes(new ArgumentSpec(Type.U8, "-1")));
        assertThrows(ConfigException.class, () -> bytes(new ArgumentSpec(Type.I8, "128")));
        assertThrows(ConfigException.class, () -> bytes(new ArgumentSpec(Type.U64, "18446744073709551616")));
    }
}
