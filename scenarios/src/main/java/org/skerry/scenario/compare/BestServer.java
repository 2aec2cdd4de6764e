package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.Opponent;
import org.skerry.view.report.Chapter;

/** Of several servers the best one in each figure, which need not be the same one in all: what a machine has to beat. */
public final class BestServer {
    private final FinishedRun reference;
    private final List<FinishedRun> servers;

    /** One machine beside two or more servers. */
    public BestServer(FinishedRun reference, List<FinishedRun> servers) {
        this.reference = reference;
        this.servers = List.copyOf(servers);
    }

    /** Whether a machine is one of them. */
    public static boolean among(MachineSpec machine) {
        return machine.opponent()
                .filter(opponent -> opponent.rule() == Opponent.Rule.SERVER)
                .isPresent();
    }

    /** The server against which the reference does worst. */
    private Optional<FinishedRun> best(Merit figure) {
        return servers.stream()
                .filter(server -> figure.advantage(reference, server).isPresent())
                .min(Comparator.comparingDouble(
                        server -> figure.advantage(reference, server).getAsDouble()));
    }

    /** How many times as good {@code reference} is as the best of {@code servers}. */
    static OptionalDouble advantage(Merit figure, FinishedRun reference, List<FinishedRun> servers) {
        return servers.stream()
                .map(server -> figure.advantage(reference, server))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .min();
    }

    /** Where the reference loses to the best of them, in a sentence; nothing if nowhere. */
    public Optional<String> loss() {
        List<String> lost = new ArrayList<>();
        for (Merit figure : Merit.values()) {
            Optional<FinishedRun> best = best(figure);
            if (best.isPresent()) {
                double times = figure.advantage(reference, best.get()).getAsDouble();
                if (times * Losses.NOTHING < 1) {
                    lost.add(Losses.said(figure, 1 / times, reference, best.get()) + " to "
                            + best.get().record().machine());
                }
            }
        }
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of("Against the best server of " + servers.size() + " in each figure "
                        + reference.record().machine() + " loses in " + Finding.listed(lost) + ".");
    }

    /** All of them beside each other. */
    public Annex annex() {
        String name = reference.record().machine();
        List<List<String>> lines = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("", name));
        servers.forEach(server -> heads.add(server.record().machine()));
        heads.add("best server");
        heads.add(name + " is, times as good");
        lines.add(heads);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Merit figure : Merit.values()) {
            Optional<FinishedRun> best = best(figure);
            if (best.isEmpty()) {
                continue;
            }
            double times = figure.advantage(reference, best.get()).getAsDouble();
            List<String> line =
                    new ArrayList<>(List.of(figure.text() + figure.unit(), Merit.digits(figure.of(reference))));
            servers.forEach(server -> line.add(Merit.digits(figure.of(server))));
            line.add(best.get().record().machine());
            line.add(String.format(Locale.ROOT, "%.3f", times));
            lines.add(line);
            json.putObject(figure.name().toLowerCase(Locale.ROOT))
                    .put("best", best.get().record().machine())
                    .put("timesAsGood", times);
        }
        return new Annex(
                "servers",
                new Chapter(
                        "The best server",
                        List.of(
                                Chapter.Table.of("", lines),
                                new Chapter.Paragraph(
                                        "Servers run the same actors on as many cores as they have. Which is best may"
                                                + " differ from figure to figure."))),
                json);
    }
}
