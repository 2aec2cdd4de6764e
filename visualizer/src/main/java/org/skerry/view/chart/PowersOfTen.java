package org.skerry.view.chart;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/** Shows an exponent as the power of ten it stands for. */
final class PowersOfTen extends NumberFormat {
    private static final long serialVersionUID = 1L;

    private final NumberFormat powers;

    PowersOfTen(NumberFormat powers) {
        this.powers = powers;
    }

    @Override
    public StringBuffer format(double exponent, StringBuffer to, FieldPosition position) {
        return powers.format(Math.pow(10, exponent), to, position);
    }

    @Override
    public StringBuffer format(long exponent, StringBuffer to, FieldPosition position) {
        return format((double) exponent, to, position);
    }

    @Override
    public Number parse(String source, ParsePosition position) {
        throw new UnsupportedOperationException("labels are only written");
    }
}
