package org.skerry.sim.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "BYTES, 2 MiB, 2097152",
        "BYTES, 64KiB, 65536",
        "BYTES, 1.5 KiB, 1536",
        "BYTES, 0, 0",
        "BYTES, 17 B, 17",
        "HERTZ, 1 GHz, 1000000000",
        "HERTZ, 500 MHz, 500000000",
        "HERTZ, 2.5GHz, 2500000000",
        "FEMTOSECONDS, 3 ns, 3000000",
        "FEMTOSECONDS, 0.5 ps, 500",
        "FEMTOJOULES, 1.2 pJ, 1200",
        "NANOMETRES, 1 mm, 1000000"
    })
    void quantityIsReadInBaseUnits(Quantity quantity, String text, long value) {
        assertEquals(value, quantity.parse(text, "path"));
    }

    @ParameterizedTest(name = "''{1}''")
    @CsvSource(
            delimiter = '|',
            value = {
                "BYTES | 2 MB | memory.size='2 MB' has the unknown unit 'MB'. Use one of B, KiB, MiB, GiB, TiB.",
                "BYTES | 2 | memory.size='2' has no unit. Use one of B, KiB, MiB, GiB, TiB.",
                "BYTES | 0.3 B | memory.size='0.3 B' is 0.3 B, not a whole number of bytes. Round it.",
                "BYTES | -1 B | memory.size='-1 B' does not begin with a number of 0 or more. Write it like 2 or 1.5.",
                "BYTES | much | memory.size='much' does not begin with a number of 0 or more. Write it like 2 or 1.5.",
                "BYTES | 1.2.3 B | memory.size='1.2.3 B' does not begin with a number of 0 or more. Write it like 2 or 1.5.",
                "BYTES | 9000000 TiB | memory.size='9000000 TiB' is above 9223372036854775807 B. Give a smaller value.",
                "HERTZ | 1 ghz | memory.size='1 ghz' has the unknown unit 'ghz'. Use one of Hz, kHz, MHz, GHz.",
                "BYTES | '' | memory.size is blank. Give it a value."
            })
    void refusalSaysWhatWasReadAndWhatToWrite(Quantity quantity, String text, String message) {
        assertEquals(
                message,
                assertThrows(ConfigException.class, () -> quantity.parse(text, "memory.size"))
                        .getMessage());
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({"BYTES,2097152,2 MiB", "BYTES,1025,1025 B", "HERTZ,2500000000,2500 MHz", "BYTES,0,0 B"})
    void formatIsReadBackAsTheSameValue(Quantity quantity, long value, String text) {
        assertEquals(text, quantity.format(value));
        assertEquals(value, quantity.parse(text, "path"));
    }
}
