package org.skerry.sim.machine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * One line an actor wrote.
 *
 * @param cycle cycle of the machine's base clock
 * @param actor name of the actor; spawned actors have a derived one
 * @param text  the line, without control characters
 */
public record LogLine(long cycle, String actor, String text) {
    /** The line a guest wrote, as text that is safe to show: bytes that are no UTF-8 and control characters become U+FFFD. */
    public static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(new String(bytes, StandardCharsets.UTF_8));
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                text.setCharAt(i, '\uFFFD');
            }
        }
        return text.toString();
    }

    /** Writes lines in order. */
    public static void writeAll(List<LogLine> lines, StateWriter out) {
        out.writeInt(lines.size());
        for (LogLine line : lines) {
            out.writeLong(line.cycle);
            out.writeString(line.actor);
            out.writeString(line.text);
        }
    }

    /** Replaces the content of {@code lines} by what {@link #writeAll} wrote. */
    public static void readAll(List<LogLine> lines, StateReader in) {
        lines.clear();
        for (int left = in.readCount(Long.BYTES); left > 0; left--) {
            lines.add(new LogLine(in.readLong(), in.readString(), in.readString()));
        }
    }
}
