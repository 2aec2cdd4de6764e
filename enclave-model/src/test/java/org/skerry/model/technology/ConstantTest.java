package org.skerry.model.technology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table of constants against published silicon, and its print in the documents. */
class ConstantTest {
    private static final Path PAGE = Path.of("..", "docs", "ENERGY.md");
    private static final String BEGIN = "<!-- table of constants: printed by ConstantTest -->\n";
    private static final String END = "<!-- end of table -->\n";

    /** {@code mvn test -pl enclave-model -Dtest=ConstantTest -Dgolden=write} prints it anew. */
    @Test
    void thePagePrintsTheTableThatIsUsed() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        if ("write".equals(System.getProperty("golden"))) {
            page = page.substring(0, from) + table() + page.substring(to);
            Files.writeString(PAGE, page);
            to = page.indexOf(END);
        }
        assertEquals(page.substring(from, to), table());
    }

    private static String table() {
        StringBuilder table = new StringBuilder("\n| constant | of | best | low | high | unit | source |\n");
        table.append("|---|---|---|---|---|---|---|\n");
        for (Constant each : Constant.values()) {
            UnitCost cost = each.cost();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s | %s |\n",
                    each.name(),
                    each.text(),
                    figure(cost.best()),
                    figure(cost.low()),
                    figure(cost.high()),
                    cost.unit(),
                    cost.source()));
        }
        return table.append('\n').toString();
    }

    private static String figure(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    @Test
    void everyFigureSaysWhereItComesFromOrThatItIsAnAssumption() {
        for (Constant each : Constant.values()) {
            String source = each.cost().source();
            assertTrue(source.contains("[") || source.startsWith("assumption"), each + ": " + source);
            assertTrue(each.cost().low() < each.cost().high(), each + " has no range");
        }
    }

    /** 550 mW at 1.28 Tb/s, 45 nm and 1.1 V (JSSC 46(4), 2011). Scaled back from 7 nm and 0.7 V by the square of the voltage. */
    @Test
    void aRouterOfIntelsSccLiesInTheRangeAtItsOwnVoltage() {
        assertInRange(0.43, Constant.ROUTER_BIT.cost().times(square(1.1 / 0.7)), 0.02);
    }

    /**
     * 531.4 mW at 892 Gb/s, 45 nm SOI and 1.1 V (DAC 2012): 0.60 pJ for a bit delivered, over a mean of 2.5 links and 3.5 routers of a
     * 4 x 4 mesh, the links 1 mm, assumption; with broadcasts among them, which deliver a bit many times for less. Scaled as above.
     */
    @Test
    void aBitOverMitsMeshLiesInTheRangeAtItsOwnVoltage() {
        UnitCost unscaled = Constant.ROUTER_BIT
                .cost()
                .times(3.5)
                .plus(Constant.LINK_BIT_MM.cost().times(2.5))
                .plus(Constant.INTERFACE_BIT.cost().times(2));
        assertInRange(0.60, unscaled.times(square(1.1 / 0.7)), 0.0);
    }

    /** 13.7 pJ at 0.9 V and 5.3 pJ at 0.56 V, 32 nm (JSSC 52(4), 2017). Scaled from 7 nm by length and the square of the voltage. */
    @Test
    void instructionsOfKiloCoreLieInTheRangeAtTheirOwnVoltages() {
        UnitCost at32 = Constant.CORE_INSTRUCTION.cost().times(32.0 / 7);
        assertInRange(13.7, at32.times(square(0.9 / 0.7)), 0.01);
        assertInRange(5.3, at32.times(square(0.56 / 0.7)), 0.01);
    }

    private static double square(double value) {
        return value * value;
    }

    /** The ends of a range that were made from this very point meet it but for rounding. */
    private static void assertInRange(double published, UnitCost range, double rounding) {
        assertTrue(
                range.low() * (1 - rounding) <= published && published <= range.high() * (1 + rounding),
                published + " is outside of " + range.low() + " to " + range.high());
    }
}
