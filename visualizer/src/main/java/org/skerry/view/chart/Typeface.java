package org.skerry.view.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The font of every chart: Liberation Sans, which comes with Skerry, as wide as Arial letter by letter. A browser therefore shows a
 * chart as it was laid out, whichever of the two it has.
 *
 * <p>A font of one's own is not enough on a Linux machine without any: AWT first asks the system for a list of fonts, and fails
 * on an empty one. A list of our own that names nothing is enough for it, as long as no drawing ever asks for another font. It
 * has to be there before AWT draws its first letter.
 */
final class Typeface {
    /** What a browser looks for, in this order. */
    static final String FAMILIES = "'Liberation Sans',Arial,Helvetica,sans-serif";

    /** Of no standard, and known to OpenJDK 8 to 25 for Linux: the file that lists the system's fonts. */
    private static final String FONT_LIST = "sun.awt.fontconfig";

    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

    private final Font plain;
    private final Font bold;

    private Typeface(Font plain, Font bold) {
        this.plain = plain;
        this.bold = bold;
    }

    /**
     * Reads the fonts and tries them; some ten milliseconds. Fails with one of many errors, differently in each JDK, where a
     * library of the system is missing that AWT cannot do without.
     */
    static Typeface load() {
        Typeface typeface = read();
        BufferedImage trial = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = trial.createGraphics();
        canvas.setFont(typeface.plain(8));
        canvas.drawString("x", 2, 12);
        canvas.dispose();
        return typeface;
    }

    private static Typeface read() {
        try {
            if (System.getProperty("os.name", "").startsWith("Linux") && System.getProperty(FONT_LIST) == null) {
                Path list = Files.createTempFile("skerry-fonts", ".properties");
                list.toFile().deleteOnExit();
                Files.writeString(list, "version=1\nsequence.allfonts=default\n");
                System.setProperty(FONT_LIST, list.toString());
            }
            return new Typeface(read("LiberationSans-Regular.ttf"), read("LiberationSans-Bold.ttf"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Font read(String name) throws IOException {
        try (InputStream in = Typeface.class.getResourceAsStream(name)) {
            return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the font that comes with Skerry is damaged: " + name, e);
        }
    }

    Font plain(double size) {
        return plain.deriveFont((float) size);
    }

    Font bold(double size) {
        return bold.deriveFont((float) size);
    }

    /** To Java the bold letters are a font of their own, whose style is plain. */
    static boolean isBold(Font font) {
        return font.getFontName(Locale.ROOT).endsWith("Bold");
    }

    /** Width of a text in pixels, the same for screens and files. */
    static double width(Font font, String text) {
        return font.getStringBounds(text, EXACT).getWidth();
    }

    /** {@code text}, or as much of its beginning as fits. */
    static String fitting(Font font, String text, double width) {
        if (width(font, text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && width(font, text.substring(0, end) + "\u2026") > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "\u2026";
    }

    /** Draws a text whose left end, middle or right end is at x: {@code anchor} 0, 0.5 or 1. */
    static void draw(Graphics2D canvas, String text, double x, double y, double anchor) {
        canvas.drawString(text, (float) (x - anchor * width(canvas.getFont(), text)), (float) y);
    }
}
