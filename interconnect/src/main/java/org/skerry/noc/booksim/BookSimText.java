package org.skerry.noc.booksim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.skerry.sim.config.ConfigException;

/**
 * The text of a BookSim 2 configuration: assignments {@code key = value;}, comments from {@code //} to the end of the line, lists in
 * braces without spaces. The last assignment of a key counts.
 */
final class BookSimText {
    private static final char END = ';';

    private BookSimText() {}

    /** Keys and values of {@code text}, in order; {@code name} is what it is called in messages. */
    static Map<String, String> parse(String text, String name) {
        Map<String, String> values = new LinkedHashMap<>();
        StringBuilder statement = new StringBuilder();
        int line = 0;
        int firstLine = 1;
        for (String each : text.split("\n", -1)) {
            line++;
            int comment = each.indexOf("//");
            String code = comment < 0 ? each : each.substring(0, comment);
            for (int i = 0; i < code.length(); i++) {
                if (code.charAt(i) == END) {
                    assign(statement.toString(), name + ":" + firstLine, values);
                    statement.setLength(0);
                } else {
                    if (statement.toString().isBlank()) {
                        firstLine = line;
                        statement.setLength(0);
                    }
                    statement.append(code.charAt(i));
                }
            }
            statement.append(' ');
        }
        if (!statement.toString().isBlank()) {
            throw new ConfigException(name + ":" + firstLine + ": '"
                    + statement.toString().strip() + "' does not end in ';'. Write key = value;.");
        }
        return values;
    }

    /** Adds one assignment without its semicolon. */
    static void assign(String statement, String where, Map<String, String> values) {
        int equals = statement.indexOf('=');
        String key = equals < 0 ? "" : statement.substring(0, equals).strip();
        String value = equals < 0 ? "" : statement.substring(equals + 1).strip();
        if (key.isEmpty() || value.isEmpty() || key.contains(" ")) {
            throw new ConfigException(
                    where + ": '" + statement.strip() + "' is not an assignment. Write key = value;.");
        }
        if (value.contains(" ")) {
            throw new ConfigException(where + ": " + key + " = " + value
                    + " has a space in its value, which BookSim cannot read. Take it out.");
        }
        values.put(key, value);
    }
}
