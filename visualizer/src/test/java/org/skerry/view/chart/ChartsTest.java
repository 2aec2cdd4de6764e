package org.skerry.view.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.view.chart.ChartData.Form;
import org.skerry.view.chart.ChartData.Series;

class ChartsTest {
    @TempDir
    private Path folder;

    static ChartData data(Form form) {
        return new ChartData(
                "test",
                "A <title>",
                "cycles",
                "share",
                form,
                List.of("50 %", "99 %"),
                List.of(new Series("a & b", List.of(10.0, 2000.0)), new Series("c", List.of(20.0, Double.NaN))));
    }

    @Test
    void plainChartsShowEveryNumberAndEscapeTheirTexts() {
        for (Form form : Form.values()) {
            String svg = PlainChart.svg(data(form));
            assertTrue(svg.contains("A &lt;title&gt;") && svg.contains("a &amp; b"), svg);
            assertFalse(svg.contains("NaN"), svg);
        }
        assertTrue(PlainChart.svg(data(Form.BARS)).contains(">2,000<"));
    }

    @Test
    void aCurveOfNothingButZerosCanBeDrawn() {
        ChartData zeros = new ChartData(
                "zeros", "Zeros", "ns", "", Form.CURVE, List.of("50 %"), List.of(new Series("a", List.of(0.0))));
        assertTrue(Charts.draw(zeros).svg().startsWith("<svg"));
        assertTrue(PlainChart.svg(zeros).startsWith("<svg"));
    }

    /** In a process of its own, as the fonts of a JVM are found once. */
    @Test
    void aHostWithoutFontsDrawsPlainlyInsteadOfFailing() throws Exception {
        String said = childWithoutFonts();
        assertTrue(said.startsWith("plain"), said);
        assertTrue(said.contains("2,000"), said);
    }

    private String childWithoutFonts() throws IOException, InterruptedException {
        Path config = Files.writeString(
                folder.resolve("fonts.conf"),
                "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig/>");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName());
        builder.environment().put("FONTCONFIG_FILE", config.toString());
        builder.environment().put("HOME", folder.toString());
        Process child = builder.redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes());
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, child.exitValue(), said);
        return said;
    }

    /** Draws one chart and says how. */
    public static final class Child {
        private Child() {}

        /** Entry of the process. */
        public static void main(String[] args) {
            Charts.Drawn drawn = Charts.draw(data(Form.BARS));
            System.out.println((drawn.plain() == null ? "fonts " : "plain ") + (drawn.png() == null) + drawn.plain());
            System.out.println(drawn.svg());
        }
    }
}
