package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.chart.Contour;
import org.skerry.view.report.Chapter;
import org.skerry.view.report.Chapter.Cell;
import org.skerry.view.report.Chapter.Tone;

/** Chapters of a comparison in {@code run.json}, so that a report can be made again without the runs that only they were about. */
public final class AnnexJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AnnexJson() {}

    /** The chapters of annexes, in their order. */
    public static ArrayNode chapters(List<Annex> annexes) {
        ArrayNode list = NODES.arrayNode();
        for (Annex annex : annexes) {
            ObjectNode chapter = list.addObject()
                    .put("key", annex.key())
                    .put("title", annex.chapter().title());
            ArrayNode parts = chapter.putArray("parts");
            annex.chapter().parts().forEach(part -> parts.add(part(part)));
        }
        return list;
    }

    private static ObjectNode part(Chapter.Part part) {
        ObjectNode json = NODES.objectNode();
        if (part instanceof Chapter.Paragraph paragraph) {
            return json.put("text", paragraph.text())
                    .put("tone", paragraph.tone().name());
        }
        if (part instanceof Chapter.Table table) {
            json.put("caption", table.caption());
            ArrayNode lines = json.putArray("lines");
            ArrayNode heads = lines.addArray();
            table.columns().forEach(heads::add);
            for (List<Cell> row : table.rows()) {
                ArrayNode line = lines.addArray();
                row.forEach(cell -> line.add(cell.text()));
            }
            return json;
        }
        if (part instanceof Chapter.Picture picture && picture.figure() instanceof Contour contour) {
            json.put("contour", contour.name())
                    .put("title", contour.title())
                    .put("along", contour.along())
                    .put("up", contour.up())
                    .put("above", contour.above())
                    .put("below", contour.below())
                    .put("from", contour.from())
                    .put("to", contour.to());
            ArrayNode curves = json.putArray("curves");
            for (Contour.Curve curve : contour.curves()) {
                ArrayNode points = curves.addObject().put("name", curve.name()).putArray("points");
                curve.points()
                        .forEach(point -> points.addObject()
                                .put("x", point.x())
                                .put("y", point.y())
                                .put("low", point.low())
                                .put("high", point.high()));
            }
            return json;
        }
        throw new IllegalStateException("no way to write " + part);
    }

    /**
     * What {@link #chapters} wrote, with the numbers that lie beside.
     *
     * @throws ConfigException when it cannot be
     */
    public static List<Annex> read(JsonNode chapters, JsonNode numbers) {
        List<Annex> annexes = new ArrayList<>();
        try {
            for (JsonNode chapter : chapters) {
                List<Chapter.Part> parts = new ArrayList<>();
                chapter.get("parts").forEach(part -> parts.add(part(part)));
                String key = chapter.get("key").asText();
                annexes.add(new Annex(
                        key,
                        new Chapter(chapter.get("title").asText(), parts),
                        Objects.requireNonNull(numbers.get(key))));
            }
        } catch (NullPointerException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ConfigException(
                    "the chapters of run.json are damaged. Run the comparison again with this version.", e);
        }
        return annexes;
    }

    private static Chapter.Part part(JsonNode json) {
        if (json.has("text")) {
            return new Chapter.Paragraph(
                    json.get("text").asText(), Tone.valueOf(json.get("tone").asText()));
        }
        if (json.has("lines")) {
            List<List<String>> lines = new ArrayList<>();
            for (JsonNode line : json.get("lines")) {
                List<String> cells = new ArrayList<>();
                line.forEach(cell -> cells.add(cell.asText()));
                lines.add(cells);
            }
            return Chapter.Table.of(json.get("caption").asText(), lines);
        }
        List<Contour.Curve> curves = new ArrayList<>();
        for (JsonNode curve : json.get("curves")) {
            List<Contour.Point> points = new ArrayList<>();
            curve.get("points")
                    .forEach(point -> points.add(new Contour.Point(
                            point.get("x").asDouble(),
                            point.get("y").asDouble(),
                            point.get("low").asDouble(),
                            point.get("high").asDouble())));
            curves.add(new Contour.Curve(curve.get("name").asText(), points));
        }
        return new Chapter.Picture(new Contour(
                json.get("contour").asText(),
                json.get("title").asText(),
                json.get("along").asText(),
                json.get("up").asText(),
                json.get("above").asText(),
                json.get("below").asText(),
                json.get("from").asDouble(),
                json.get("to").asDouble(),
                curves));
    }
}
