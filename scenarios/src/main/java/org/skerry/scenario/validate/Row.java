package org.skerry.scenario.validate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * One figure of a model beside its reference.
 *
 * @param subject   what was modelled: a chip, a curve
 * @param figure    what was measured
 * @param point     where: a distance, a load
 * @param unit      of reference and model
 * @param reference published or measured elsewhere
 * @param model     simulated here
 * @param percent   whether difference and tolerance are in per cent of the reference, and not in the unit
 * @param tolerance largest difference that holds
 * @param basis     what the agreement is worth
 * @param note      more for people, or empty
 * @param source    of the reference
 */
public record Row(
        String subject,
        String figure,
        String point,
        String unit,
        double reference,
        double model,
        boolean percent,
        double tolerance,
        Basis basis,
        String note,
        String source) {
    /** Rounding of decimal figures must not decide. */
    private static final double ROUNDING = 1e-9;

    /** What the agreement of a figure is worth. */
    public enum Basis {
        /** A parameter of the model was chosen from this figure. */
        FITTED,
        /** No parameter was. */
        PREDICTED,
        /** It is a rule, which is kept or broken. */
        RULE;

        /** For people. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Model less reference, in the unit or in per cent. */
    public double difference() {
        return percent ? 100 * (model - reference) / reference : model - reference;
    }

    /** Whether the difference is within the tolerance. */
    public boolean holds() {
        return Math.abs(difference()) <= tolerance + ROUNDING;
    }

    ObjectNode json(String suite) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("suite", suite);
        json.put("subject", subject);
        json.put("figure", figure);
        json.put("point", point);
        json.put("unit", unit);
        json.put("reference", reference);
        json.put("model", model);
        json.put("difference", difference());
        json.put("difference_unit", percent ? "%" : unit);
        json.put("tolerance", tolerance);
        json.put("holds", holds());
        json.put("basis", basis.word());
        json.put("note", note);
        json.put("source", source);
        return json;
    }

    /** Heads of {@link #cells}, the subject first. */
    static List<String> heads() {
        return List.of("subject", "point", "reference", "model", "difference", "tolerance", "basis", "", "");
    }

    List<String> cells() {
        return List.of(
                subject,
                point,
                number(reference),
                number(model),
                (difference() > 0 ? "+" : "") + number(difference()) + (percent ? " %" : ""),
                number(tolerance) + (percent ? " %" : ""),
                basis.word(),
                verdict(),
                note);
    }

    private String verdict() {
        if (basis == Basis.RULE) {
            return holds() ? "pass" : "fail";
        }
        return holds() ? "" : "misses";
    }

    /** Whole numbers as such, others with the digits that matter. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.1f" : "%.4f", value);
        String shortened = text.replaceAll("0+$", "").replaceAll("\\.$", "");
        return shortened.equals("-0") ? "0" : shortened;
    }
}
