package org.skerry.view.chart;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.DOMGroupManager;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A picture as SVG, by Apache Batik: one {@code svg} element with nothing from outside, the same bytes each time. */
final class SvgFile {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    private SvgFile() {}

    /**
     * Draws {@code picture}.
     *
     * @param id    of the element; also begins the identifiers inside, as several pictures share a page
     * @param label the picture in words, for those who cannot see it
     */
    static String of(Picture picture, String id, String label) {
        Document document = emptyDocument();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment(null);
        context.setPrecision(2);
        context.setIDGenerator(new Identifiers(id));
        Canvas canvas = new Canvas(context);
        canvas.setSVGCanvasSize(new Dimension(picture.width(), picture.height()));
        picture.paint(canvas);
        Element root = canvas.getRoot();
        root.setAttributeNS(null, "id", id);
        root.setAttributeNS(null, "viewBox", "0 0 " + picture.width() + " " + picture.height());
        root.setAttributeNS(null, "role", "img");
        root.setAttributeNS(null, "aria-label", harmless(label));
        StringWriter out = new StringWriter();
        try {
            canvas.stream(root, out, true, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = out.toString();
        // What stands before the element is for files of their own and names an address.
        return text.substring(text.indexOf("<svg"))
                        .trim()
                        .replaceAll("font-family:[^;]*;", "font-family:" + Typeface.FAMILIES + ";")
                        .replace("\"genericDefs\"", "\"" + id + "-defs\"")
                + "\n";
    }

    /** Control characters, half pairs and marks that turn the direction of text have no place in a picture. */
    private static String harmless(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cs}\u202a-\u202e\u2066-\u2069]", "\ufffd");
    }

    private static Document emptyDocument() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java has a plain XML parser", e);
        }
    }

    /** Identifiers that are numbered for each picture. */
    private static final class Identifiers extends SVGIDGenerator {
        private final String id;
        private final Map<String, Integer> used = new HashMap<>();

        Identifiers(String id) {
            this.id = id;
        }

        @Override
        public String generateID(String prefix) {
            return id + "-" + prefix + used.merge(prefix, 1, Integer::sum);
        }
    }

    /** Gives each text the width that it was laid out with, so that a reader's other font moves no letter out of its place. */
    private static final class Canvas extends SVGGraphics2D {
        private final Graphics2D measure;

        Canvas(SVGGeneratorContext context) {
            super(context, false);
            measure = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            measure.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            measure.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        }

        private Canvas(Canvas parent) {
            super(parent);
            measure = parent.measure;
        }

        @Override
        public Graphics create() {
            return new Canvas(this);
        }

        /** Batik's own measures in whole pixels. */
        @Override
        public FontMetrics getFontMetrics(Font font) {
            return measure.getFontMetrics(font);
        }

        @Override
        public FontRenderContext getFontRenderContext() {
            return measure.getFontRenderContext();
        }

        @Override
        public void drawString(String text, float x, float y) {
            if (text.isEmpty()) {
                return;
            }
            Element element = getDOMFactory().createElementNS(SVG, "text");
            element.setAttributeNS(null, "x", number(x));
            element.setAttributeNS(null, "y", number(y));
            element.setAttributeNS(null, "textLength", number(Typeface.width(getFont(), text)));
            element.setAttributeNS(null, "lengthAdjust", "spacingAndGlyphs");
            element.setAttributeNS(XML, "xml:space", "preserve");
            if (Typeface.isBold(getFont())) {
                element.setAttributeNS(null, "font-weight", "bold");
            }
            element.appendChild(getDOMFactory().createTextNode(harmless(text)));
            domGroupManager.addElement(element, DOMGroupManager.FILL);
        }

        private String number(double value) {
            return getGeneratorContext().doubleString(value);
        }
    }
}
