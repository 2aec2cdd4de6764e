package org.skerry.wasm.library;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.skerry.sim.actor.GuestException;
import org.skerry.wasm.load.FuncType;

/**
 * What to do with a library, a line for each step (docs/MODULES.md):
 *
 * <pre>
 *   answer env.now 0            imports that fit return a number; only before the first step
 *   trap env.*                  imports that fit may be imported, and trap the call that calls them
 *   p = malloc 3                calls an export and keeps its first result
 *   write p text:abc            text: with \n, \r, \0, \\; utf16:abc; hex:616263; zeros:64
 *   write32 p+8 7               a number of four bytes
 *   hash p 3 p                  calls an export
 *   g = global __heap_base      keeps the value of an exported global
 *   q = load32 p+8              keeps a number of four bytes
 *   read p 32                   shows bytes
 *   heard                       shows the calls of answered imports so far
 *   expect hex:ba78             what the step before showed must be this: a number, text:, hex: or sha256:
 *   call expect 1               calls an export whose name is one of these words
 * </pre>
 *
 * Arguments are numbers, kept names, and a name or number plus or minus a number.
 */
public final class Script {
    /**
     * What one line did.
     *
     * @param line    number of the line
     * @param text    the line itself
     * @param shown   what it showed, for people
     * @param outcome how the call ended, or null where it was none
     * @param held    whether what was expected was found; true where nothing was
     */
    public record Step(int line, String text, String shown, Outcome outcome, boolean held) {
        /** Whether the step did what the script wants. */
        public boolean good() {
            return held && (outcome == null || outcome.fault() == null);
        }
    }

    private record Line(int number, String text, List<String> words) {}

    private final String name;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Long> kept = new HashMap<>();
    private byte[] shown = {};
    private String shownNumber;

    private Script(String name) {
        this.name = name;
    }

    /** Reads a script; {@code name} is how messages call it. */
    public static Script of(String name, List<String> text) {
        Script script = new Script(name);
        int number = 0;
        for (String each : text) {
            number++;
            String line = each.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                script.lines.add(new Line(number, line, List.of(line.split("\\s+"))));
            }
        }
        return script;
    }

    /** The answers that the script gives to imports. */
    public Answers answers() {
        Answers answers = new Answers();
        for (Line line : lines) {
            if (line.words.get(0).equals("answer")) {
                count(line, 3);
                answers.number(line.words.get(1), number(line, line.words.get(2)));
            } else if (line.words.get(0).equals("trap")) {
                count(line, 2);
                answers.trap(line.words.get(1));
            }
        }
        return answers;
    }

    /** Does everything the script says, up to the first step that does not do what it should. */
    public List<Step> run(Library library) {
        List<Step> steps = new ArrayList<>();
        for (Line line : lines) {
            if (!line.words.get(0).equals("answer") && !line.words.get(0).equals("trap")) {
                Step step = step(library, line);
                steps.add(step);
                if (!step.good()) {
                    break;
                }
            }
        }
        return steps;
    }

    private Step step(Library library, Line line) {
        List<String> words = line.words;
        boolean keeps = words.size() > 2 && words.get(1).equals("=");
        List<String> what = keeps ? words.subList(2, words.size()) : words;
        switch (what.get(0)) {
            case "write" -> {
                least(line, what, 3);
                String bytes = line.text.substring(
                        line.text.indexOf(what.get(1), 5) + what.get(1).length());
                library.write(value(line, what.get(1)), bytes(line, bytes.strip()));
                return step(line, "", null);
            }
            case "write32" -> {
                count(line, 3);
                library.write(value(line, what.get(1)), little(value(line, what.get(2))));
                return step(line, "", null);
            }
            case "read" -> {
                count(line, 3);
                shown = library.read(value(line, what.get(1)), (int) value(line, what.get(2)));
                shownNumber = null;
                return step(line, HexFormat.of().formatHex(shown), null);
            }
            case "load32" -> {
                least(line, what, 2);
                byte[] found = library.read(value(line, what.get(1)), 4);
                long number = 0;
                for (int i = 3; i >= 0; i--) {
                    number = number << 8 | found[i] & 0xFF;
                }
                return number(line, keeps, Long.toString((int) number), number);
            }
            case "global" -> {
                least(line, what, 2);
                long value = library.global(what.get(1));
                return number(line, keeps, Long.toString(value), value);
            }
            case "heard" -> {
                String calls = String.join("; ", library.heard());
                shown = calls.getBytes(StandardCharsets.UTF_8);
                shownNumber = null;
                return step(line, calls, null);
            }
            case "expect" -> {
                least(line, what, 2);
                return expect(line, line.text.substring("expect".length()).strip());
            }
            default -> {
                return call(library, line, what.get(0).equals("call") ? what.subList(1, what.size()) : what, keeps);
            }
        }
    }

    private Step call(Library library, Line line, List<String> what, boolean keeps) {
        String export = what.get(0);
        FuncType type = library.type(export);
        if (what.size() - 1 != type.params().size()) {
            throw wrong(
                    line,
                    export + " takes " + type.params().size() + " arguments, not " + (what.size() - 1),
                    "Its type is " + type.text() + ".");
        }
        long[] arguments = new long[what.size() - 1];
        for (int i = 0; i < arguments.length; i++) {
            String word = what.get(i + 1);
            arguments[i] = isNumber(word) ? Values.parse(type.params().get(i), word) : value(line, word);
        }
        Outcome outcome = library.call(export, arguments);
        if (outcome.fault() != null) {
            return step(line, outcome.fault().reason(), outcome);
        }
        shown = new byte[0];
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < outcome.results().length; i++) {
            texts.add(Values.text(type.results().get(i), outcome.results()[i]));
        }
        shownNumber = texts.isEmpty() ? null : texts.get(0);
        if (keeps && texts.isEmpty()) {
            throw wrong(line, export + " has no result to keep", "Call it without a name.");
        }
        if (keeps) {
            kept.put(line.words.get(0), outcome.result());
        }
        return step(line, String.join(", ", texts), outcome);
    }

    private Step number(Line line, boolean keeps, String text, long number) {
        shown = new byte[0];
        shownNumber = text;
        if (keeps) {
            kept.put(line.words.get(0), number);
        }
        return step(line, text, null);
    }

    private Step expect(Line line, String expected) {
        boolean held;
        if (expected.startsWith("sha256:")) {
            held = expected.substring(7).equals(sha256(shown));
        } else if (expected.startsWith("text:") || expected.startsWith("utf16:") || expected.startsWith("hex:")) {
            held = Arrays.equals(shown, bytes(line, expected));
        } else {
            held = expected.equals(shownNumber);
        }
        String found = shownNumber != null
                ? shownNumber
                : expected.startsWith("sha256:")
                        ? "sha256:" + sha256(shown)
                        : expected.startsWith("text:")
                                ? "text:" + new String(shown, StandardCharsets.UTF_8)
                                : "hex:" + HexFormat.of().formatHex(shown);
        return new Step(line.number, line.text, held ? "as expected" : "found " + found, null, held);
    }

    private static Step step(Line line, String shown, Outcome outcome) {
        return new Step(line.number, line.text, shown, outcome, true);
    }

    // ---- words -----------------------------------------------------------------------------------------------------

    private static boolean isNumber(String word) {
        char first = word.charAt(0);
        return first == '-' || Character.isDigit(first) && word.indexOf('+') < 0 && word.indexOf('-') < 0;
    }

    /** A number, a kept name, or either of them plus or minus a number. */
    private long value(Line line, String word) {
        int sign = Math.max(word.lastIndexOf('+'), word.lastIndexOf('-'));
        if (sign > 0) {
            long right = number(line, word.substring(sign + 1));
            long left = value(line, word.substring(0, sign));
            return (word.charAt(sign) == '+' ? left + right : left - right) & 0xFFFF_FFFFL;
        }
        if (isNumber(word)) {
            return number(line, word);
        }
        Long value = kept.get(word);
        if (value == null) {
            throw wrong(line, "nothing was kept as '" + word + "'", "Keep a result first: " + word + " = ...");
        }
        return value;
    }

    private long number(Line line, String word) {
        try {
            return Long.decode(word);
        } catch (NumberFormatException e) {
            throw wrong(line, "'" + word + "' is no number", "Give a number, decimal or with 0x.");
        }
    }

    private byte[] bytes(Line line, String word) {
        if (word.startsWith("text:")) {
            return unescaped(word.substring(5));
        }
        if (word.startsWith("utf16:")) {
            return new String(unescaped(word.substring(6)), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16LE);
        }
        try {
            if (word.startsWith("hex:")) {
                return HexFormat.of().parseHex(word.substring(4));
            }
            if (word.startsWith("zeros:")) {
                return new byte[Math.toIntExact(Long.decode(word.substring(6)))];
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrong(line, "'" + word + "' says no bytes", "Give an even number of hexadecimal digits, or a count.");
        }
        throw wrong(line, "'" + word + "' says no bytes", "Begin with text:, utf16:, hex: or zeros:.");
    }

    private static byte[] unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] == '\\' && i + 1 < utf8.length) {
                i++;
                bytes.write(utf8[i] == 'n' ? '\n' : utf8[i] == 'r' ? '\r' : utf8[i] == '0' ? 0 : utf8[i]);
            } else {
                bytes.write(utf8[i]);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] little(long value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private void count(Line line, int words) {
        if (line.words.size() != words) {
            throw wrong(
                    line,
                    "'" + line.words.get(0) + "' takes " + (words - 1) + " words, not " + (line.words.size() - 1),
                    "See docs/MODULES.md.");
        }
    }

    private void least(Line line, List<String> words, int least) {
        if (words.size() < least) {
            throw wrong(line, "'" + words.get(0) + "' lacks something", "See docs/MODULES.md.");
        }
    }

    private GuestException wrong(Line line, String what, String instruction) {
        return new GuestException(name + ":" + line.number + ": " + what + ". " + instruction);
    }
}
