package org.skerry.view.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AmountsTest {
    @Test
    void threeDigitsSurviveRounding() {
        assertEquals("0", Amounts.threeDigits(0));
        assertEquals("0.0423", Amounts.threeDigits(0.04234));
        assertEquals("0.685", Amounts.threeDigits(0.6849));
        assertEquals("9.99", Amounts.threeDigits(9.994));
        assertEquals("10.0", Amounts.threeDigits(9.996));
        assertEquals("100", Amounts.threeDigits(99.96));
        assertEquals("-12.3", Amounts.threeDigits(-12.34));
        assertEquals("1,234,567", Amounts.threeDigits(1234567));
    }

    @Test
    void aLittleIsNotNothing() {
        assertEquals("0 %", Amounts.percent(0));
        assertEquals("<0.1 %", Amounts.percent(0.0001));
        assertEquals("9.9 %", Amounts.percent(0.099));
        assertEquals("10 %", Amounts.percent(0.0999));
        assertEquals("100 %", Amounts.percent(1));
    }

    @Test
    void sizesArePowersOfTwo() {
        assertEquals("8 B", Amounts.bytes(8));
        assertEquals("68 KiB", Amounts.bytes(69632));
        assertEquals("1.5 MiB", Amounts.bytes(3 << 19));
        assertEquals("64 GiB", Amounts.bytes(1L << 36));
    }

    @Test
    void whatSomebodySetKeepsItsForm() {
        assertEquals("1,000", Amounts.plain(1000));
        assertEquals("1.50", Amounts.plain(1.5));
    }
}
