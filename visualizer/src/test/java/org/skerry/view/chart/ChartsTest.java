package org.skerry.view.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.sim.trace.LinkLoad;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.Reach;
import org.skerry.view.chart.ChartData.Form;
import org.skerry.view.chart.ChartData.Series;
import org.skerry.view.chart.ChartData.Spread;

class ChartsTest {
    @TempDir
    private Path folder;

    static ChartData data(Form form) {
        return new ChartData(
                "test-" + form.name().toLowerCase(java.util.Locale.ROOT),
                "A <title>",
                "cycles",
                "share",
                form,
                List.of("50 %", "99 %"),
                List.of(new Series("a & b", List.of(10.0, 2000.0)), new Series("c", List.of(20.0, Double.NaN), true)),
                form == Form.STACKED ? List.of(new Spread(5, 70), new Spread(1000, 3000)) : List.of());
    }

    /** One of each kind. */
    static List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (Form form : Form.values()) {
            figures.add(data(form));
        }
        figures.add(new LinkMap(
                "links", "Links", List.of(new LinkLoad(0, 0, 1, 0, 50), new LinkLoad(1, 0, 1, 1, 7)), 100, 0.5));
        figures.add(new MemoryMap(
                "memory",
                "Memory",
                List.of(
                        new MemoryRegion("one", 1L << 36, 4096, 64, "", "table"),
                        new MemoryRegion("one", 1L << 36, 8192, 1 << 20, "store0", "actor store0"),
                        new MemoryRegion("two", 4096, 0, 4096, "store1", "mailbox of store1")),
                List.of(new Reach.Landing("store1", "one", Reach.Whose.ANOTHER, "store0", "actor store0", 1 << 19, 0)),
                List.of()));
        return figures;
    }

    @Test
    void textsAreEscapedAndKeepTheirWidthInAnyFont() {
        String svg = Charts.draw(List.of(data(Form.CURVE))).get(0).svg();
        assertTrue(svg.contains(">A &lt;title&gt;<") && svg.contains(">a &amp; b<"), svg);
        assertEquals(svg.split("<text ").length, svg.split(" textLength=").length);
    }

    @Test
    void aCurveOfNothingButZerosCanBeDrawn() {
        ChartData zeros = new ChartData(
                "zeros", "Zeros", "ns", "", Form.CURVE, List.of("50 %"), List.of(new Series("a", List.of(0.0))));
        assertTrue(Charts.draw(List.of(zeros)).get(0).svg().startsWith("<svg"));
    }

    @Test
    void colorsOfAFileAreItsOwnAndThoseInAPageFollowThePage() {
        Charts.Drawn drawn = Charts.draw(List.of(data(Form.BARS))).get(0);
        assertFalse(drawn.svg().contains("var("));
        assertTrue(drawn.inPage().contains("var(--ink,") && drawn.inPage().contains("var(--series-0,"));
    }

    @Test
    void aNameThatIsNoFileNameIsRefused() {
        ChartData data = new ChartData("a/b", "", "", "", Form.BARS, List.of(), List.of());
        assertThrows(IllegalArgumentException.class, () -> Charts.draw(List.of(data)));
    }

    @Test
    void twoDrawingsAreTheSameBytes() {
        List<Charts.Drawn> first = Charts.draw(figures());
        List<Charts.Drawn> second = Charts.draw(figures());
        for (int i = 0; i < first.size(); i++) {
            assertEquals(first.get(i).svg(), second.get(i).svg());
            assertArrayEquals(first.get(i).png(), second.get(i).png());
        }
    }

    /** In a process of its own, as the fonts of a JVM are found once. It has no fonts, no settings and no home. */
    @Test
    void aHostWithoutFontsDrawsTheSameBytes() throws Exception {
        assertEquals(hash(Charts.draw(figures())), childWithoutFonts());
    }

    private static String hash(List<Charts.Drawn> drawn) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Charts.Drawn one : drawn) {
            if (one.missing() != null) {
                return one.missing();
            }
            digest.update(one.svg().getBytes(StandardCharsets.UTF_8));
            digest.update(one.png());
        }
        return new BigInteger(1, digest.digest()).toString(16);
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
        String said = new String(child.getInputStream().readAllBytes()).trim();
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, child.exitValue(), said);
        return said;
    }

    /** Draws one of each kind and says what came out. */
    public static final class Child {
        private Child() {}

        /** Entry of the process. */
        public static void main(String[] args) throws NoSuchAlgorithmException {
            System.out.println(hash(Charts.draw(figures())));
        }
    }
}
