package org.skerry.view.report;

/** Text for a page. */
final class Html {
    private Html() {}

    /** {@code text} as it is meant, whatever it holds: markup and control characters lose their meaning. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isHarmless(c) ? c : 0xFFFD);
            }
        });
        return out.toString();
    }

    /** Control characters, half pairs and marks that turn the direction of text do not pass. */
    private static boolean isHarmless(int c) {
        boolean turnsText = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        return !turnsText && (c == '\t' || c == '\n' || !Character.isISOControl(c)) && (c < 0xD800 || c > 0xDFFF);
    }
}
