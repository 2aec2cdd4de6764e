package org.skerry.view.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Draws figures. */
public final class Charts {
    /** Width in CSS pixels; the PNG has twice as many each way. */
    static final int WIDTH = 560;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private Charts() {}

    /**
     * A finished figure.
     *
     * @param figure  what it shows
     * @param svg     one {@code svg} element, a file of its own; null when this host cannot draw
     * @param png     the same as a PNG file, or null likewise
     * @param missing why there is no drawing, or null
     */
    public record Drawn(Figure figure, String svg, byte[] png, String missing) {
        /** The {@code svg} element for a page, whose style sheet may set the colours anew. */
        public String inPage() {
            return Palette.themed(svg);
        }
    }

    /**
     * Draws figures, with the font that comes with Skerry, so that hosts need none. Needs no display. Where Java cannot draw at
     * all, because a library of the system is missing, the reason comes instead of the drawings.
     */
    public static List<Drawn> draw(List<Figure> figures) {
        List<Drawn> drawn = new ArrayList<>();
        if (figures.isEmpty()) {
            return drawn;
        }
        figures.forEach(Charts::checkName);
        Typeface typeface;
        try {
            typeface = Typeface.load();
        } catch (RuntimeException | InternalError | LinkageError e) {
            return figures.stream()
                    .map(figure -> new Drawn(figure, null, null, "Java cannot draw on this host (" + e + ")"))
                    .toList();
        }
        for (Figure figure : figures) {
            Picture picture = picture(figure, typeface);
            String svg = SvgFile.of(picture, "chart-" + figure.name(), figure.title());
            drawn.add(new Drawn(figure, svg, PngFile.of(picture), null));
        }
        return drawn;
    }

    private static Picture picture(Figure figure, Typeface typeface) {
        if (figure instanceof ChartData chart) {
            return new ChartPicture(chart, typeface);
        }
        if (figure instanceof Contour contour) {
            return new ContourPicture(contour, typeface);
        }
        if (figure instanceof HeatMap heat) {
            return new HeatPicture(heat, typeface);
        }
        if (figure instanceof LinkMap links) {
            return new LinkPicture(links, typeface);
        }
        if (figure instanceof MemoryMap memory) {
            return new MemoryPicture(memory, typeface);
        }
        throw new AssertionError(figure);
    }

    private static void checkName(Figure figure) {
        if (!NAME.matcher(figure.name()).matches()) {
            throw new IllegalArgumentException("'" + figure.name() + "' cannot name a file of a chart");
        }
    }
}
