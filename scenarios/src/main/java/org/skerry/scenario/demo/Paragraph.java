package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines. */
final class Paragraph {
    private Paragraph() {}

    /**
     * Lines of at most {@code columns} characters, broken at blanks; a word that is longer stands alone and whole.
     *
     * @param text   plain text without control sequences
     * @param indent blanks before each line
     */
    static List<String> lines(String text, int columns, int indent) {
        return lines("", text, columns, indent);
    }

    /** As {@link #lines(String, int, int)}, with {@code mark} before the first line and as many blanks before the others. */
    static List<String> lines(String mark, String text, int columns, int indent) {
        List<String> lines = new ArrayList<>();
        int room = columns - indent - mark.length();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                lines.add(begin(lines, mark, indent) + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(begin(lines, mark, indent) + line);
        return lines;
    }

    private static String begin(List<String> before, String mark, int indent) {
        return " ".repeat(indent) + (before.isEmpty() ? mark : " ".repeat(mark.length()));
    }
}
