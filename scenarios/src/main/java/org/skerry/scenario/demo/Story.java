package org.skerry.scenario.demo;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skerry.view.report.TextTable;

/** Tells things on a stage, in lines that fit. */
final class Story {
    private static final int INDENT = 2;

    private final Stage stage;

    Story(Stage stage) {
        this.stage = stage;
    }

    void heading(String text) {
        stage.say("");
        stage.say(stage.paint().strong(text.toUpperCase(Locale.ROOT)));
        stage.say("");
    }

    void blank() {
        stage.say("");
    }

    void paragraph(String text) {
        Paragraph.lines(text, stage.columns(), INDENT).forEach(stage::say);
    }

    /** A term and what it means, the meanings of several below each other. */
    void term(String term, int width, String text) {
        String mark = term + " ".repeat(width - term.length());
        List<String> lines = Paragraph.lines(mark, text, stage.columns(), INDENT);
        stage.say(lines.get(0)
                .replaceFirst(
                        Pattern.quote(term),
                        Matcher.quoteReplacement(stage.paint().strong(term))));
        lines.subList(1, lines.size()).forEach(stage::say);
    }

    void table(List<List<String>> rows) {
        List<String> lines = TextTable.lines(rows);
        line(stage.paint().faint(lines.get(0)));
        lines.subList(1, lines.size()).forEach(line -> line(toned(line)));
    }

    /** Losses and what was kept in colours of their own, which say nothing that the words do not. */
    private String toned(String line) {
        Paint paint = stage.paint();
        return line.replace("LOST:", paint.bad("LOST:"))
                .replace("READ:", paint.bad("READ:"))
                .replace("kept", paint.good("kept"));
    }

    /** What was found, a paragraph each; what stands before a colon is stressed as far as it is one word. */
    void findings(List<String> findings) {
        for (String finding : findings) {
            Paragraph.lines("- ", finding, stage.columns(), INDENT).forEach(stage::say);
        }
    }

    void pause() {
        stage.pause();
    }

    Optional<Question.Choice> ask(Question question) {
        return stage.ask(new Question(" ".repeat(INDENT) + question.text(), question.choices()));
    }

    /** The memory of each machine, and who was reached in it. */
    void attacks(List<Attack> attacks) {
        Set<String> names = new LinkedHashSet<>();
        attacks.forEach(attack -> attack.memory().forEach(region -> names.add(region.actor())));
        names.remove("");
        Map<String, String> labels = MemoryBar.labels(names);
        int widest = attacks.stream().mapToInt(a -> a.machine().length()).max().orElse(0);
        int columns = stage.columns() - INDENT - widest - 1;
        List<MemoryBar> bars =
                attacks.stream().map(a -> MemoryBar.of(a.memory())).toList();
        int width = bars.stream()
                .mapToInt(bar -> bar.fieldWidth(labels, columns))
                .min()
                .orElse(1);
        for (int n = 0; n < attacks.size(); n++) {
            Attack attack = attacks.get(n);
            List<String> rows =
                    bars.get(n).rows(attack.foreign().keySet(), attack.by(), labels, width, columns, stage.paint());
            for (int i = 0; i < rows.size(); i++) {
                String head = i == 0 ? attack.machine() : "";
                line((head + " ".repeat(widest - head.length() + 1) + rows.get(i)).stripTrailing());
            }
        }
        boolean inside = attacks.stream().anyMatch(attack -> names.contains(attack.by()));
        line("|wall, no address leads through  :line kept by software  #reached" + (inside ? "  ^by whom" : ""));
    }

    /** A line that already fits. */
    void line(String line) {
        stage.say(line.isEmpty() ? "" : " ".repeat(INDENT) + line);
    }
}
