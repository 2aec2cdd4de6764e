package org.skerry.noc.booksim;

import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.config.ConfigException;

/** BookSim's way to write a value with arguments: {@code name(a,b)} or {@code name({a,b},c)}. */
final class Arguments {
    private Arguments() {}

    static String name(String text) {
        int open = text.indexOf('(');
        return open < 0 ? text : text.substring(0, open);
    }

    /** What is between the parentheses, or between braces inside of them, cut at the commas that are in no further braces. */
    static List<String> of(String text) {
        int open = text.indexOf('(');
        if (open < 0) {
            return List.of();
        }
        if (!text.endsWith(")")) {
            throw new ConfigException(text + " does not end in ')'. Close it.");
        }
        String inner = text.substring(open + 1, text.length() - 1);
        if (!inner.startsWith("{") && inner.contains(",")) {
            throw new ConfigException(
                    text + " has several arguments without braces; BookSim would read the first alone." + " Write "
                            + name(text) + "({" + inner + "}).");
        }
        return list(inner);
    }

    /** The elements of a list, in braces or not. */
    static List<String> list(String text) {
        String inner = text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
        List<String> elements = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= inner.length(); i++) {
            char each = i == inner.length() ? ',' : inner.charAt(i);
            depth += each == '{' ? 1 : each == '}' ? -1 : 0;
            if (each == ',' && (depth == 0 || i == inner.length())) {
                elements.add(inner.substring(from, i));
                from = i + 1;
            }
        }
        return elements;
    }
}
