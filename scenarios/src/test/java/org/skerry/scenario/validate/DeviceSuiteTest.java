package org.skerry.scenario.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.scenario.device.DeviceFigures;

class DeviceSuiteTest {
    @Test
    void driversAreOnTheAccountOfTheCoresThatTheyRunOn() {
        List<DeviceFigures.Figure> figures = DeviceFigures.measure(DeviceFigures.DRIVERS::equals);
        assertEquals(1, figures.size());
        DeviceFigures.Figure figure = figures.get(0);
        assertEquals(figure.reference(), figure.measured(), figure.percent() / 100 * figure.reference());
    }

    @Test
    void theSuiteIsFoundByItsName() {
        assertTrue(Suite.of("devices") instanceof DeviceSuite);
    }
}
