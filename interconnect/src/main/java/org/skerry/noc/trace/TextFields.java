package org.skerry.noc.trace;

import org.skerry.sim.config.ConfigException;

/** The fields of one line, which know where they stand. */
final class TextFields {
    private final String file;
    private final int line;
    private final String text;
    private int at; // of the next field

    TextFields(String file, int line, String text) {
        this.file = file;
        this.line = line;
        this.text = text;
    }

    /** A field and where it began. */
    record Field(String text, int column) {}

    /** The next field of a list separated by commas, or null after the last. */
    Field nextOfList() {
        if (at > text.length()) {
            return null;
        }
        int end = text.indexOf(',', at);
        end = end < 0 ? text.length() : end;
        int begin = at;
        while (begin < end && text.charAt(begin) == ' ') {
            begin++;
        }
        Field field = new Field(text.substring(begin, end).strip(), begin + 1);
        at = end + 1;
        return field;
    }

    /** The next word, or null after the last. */
    Field nextWord() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return null;
        }
        int begin = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return new Field(text.substring(begin, at), begin + 1);
    }

    /** A whole number from {@code least} to {@code most}. */
    long whole(Field field, String name, long least, long most) {
        if (field == null) {
            throw wrong(text.length() + 1, "there is no " + name + ". Add one.");
        }
        long value;
        try {
            value = Long.parseLong(field.text());
        } catch (NumberFormatException e) {
            throw wrong(field.column(), name + "='" + field.text() + "' is no whole number. Give one.");
        }
        if (value < least || value > most) {
            throw wrong(
                    field.column(),
                    name + "=" + value + " is outside " + least + " to " + most + ". Give a number in that range.");
        }
        return value;
    }

    /** A chance. */
    double chance(Field field, String name) {
        double value;
        try {
            value = Double.parseDouble(field.text());
        } catch (NumberFormatException e) {
            throw wrong(field.column(), name + "='" + field.text() + "' is no number. Give one from 0 to 1.");
        }
        if (!(value >= 0 && value <= 1)) {
            throw wrong(
                    field.column(), name + "=" + field.text() + " is outside 0 to 1. Give a chance for each cycle.");
        }
        return value;
    }

    ConfigException wrong(int column, String what) {
        return new ConfigException(file + ":" + line + ":" + column + ": " + what);
    }
}
