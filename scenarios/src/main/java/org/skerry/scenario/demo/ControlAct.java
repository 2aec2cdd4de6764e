package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.skerry.model.attack.HostileAgent;
import org.skerry.model.attack.Order;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.Reach.Landing;
import org.skerry.view.chart.Amounts;

/**
 * Third act: somebody has taken over whatever starts and stops actors, and gives the same orders on every machine.
 *
 * @param experiment  what ran
 * @param losses      what was lost, machine by machine
 * @param predictions what the viewer expected
 */
record ControlAct(Experiment experiment, List<Loss> losses, List<Prediction> predictions) implements Act {
    private static final String NAME = "a hostile control plane";

    private static final String SCENARIO = "hostile-control";

    private static final List<String> SETTINGS = List.of();

    /** Asks, runs, and says nothing yet about what came out. */
    static ControlAct play(Story story, Laboratory laboratory) {
        ScenarioSpec spec = laboratory.read(SCENARIO, SETTINGS);
        Set<String> victims = new LinkedHashSet<>(spec.checks().unread());
        story.heading("Act 3 of 3: " + NAME);
        story.paragraph(about(spec));
        story.blank();
        story.paragraph(
                "What will he take: nothing, control (actors stopped and replaced), or privacy too (their memory read)?");
        Map<String, Optional<String>> guesses = new LinkedHashMap<>();
        for (String name : Cast.inOrder(spec.compare(), name -> name)) {
            guesses.put(
                    name,
                    story.ask(new Question("on " + name + "?", Loss.Taken.choices()))
                            .map(Question.Choice::word));
        }
        Experiment experiment = laboratory.compare(SCENARIO, SETTINGS);
        List<Loss> losses = new ArrayList<>();
        List<Prediction> predictions = new ArrayList<>();
        for (FinishedRun run :
                Cast.inOrder(experiment.timed(), run -> run.record().machine())) {
            Loss loss = Loss.of(spec.orders(), new Attack(run, HostileAgent.NAME, victims));
            losses.add(loss);
            predictions.add(new Prediction(
                    "what a hostile control plane takes",
                    loss.machine(),
                    guesses.getOrDefault(loss.machine(), Optional.empty()),
                    loss.taken().word()));
        }
        return new ControlAct(experiment, losses, predictions);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return about(experiment.spec());
    }

    private static String about(ScenarioSpec spec) {
        return "Vaults make secrets in their own memory, and depositors entrust more to them by message. Now somebody has taken "
                + "over whatever starts and stops actors: the kernel of shared, the control plane of chip. His orders, the same "
                + "on both: "
                + spec.orders().stream()
                        .map(order -> order instanceof Order.Read ? "read what his wires reach" : order.text())
                        .distinct()
                        .collect(Collectors.joining("; "))
                + ".";
    }

    @Override
    public List<Experiment> experiments() {
        return List.of(experiment);
    }

    /** The same as attacks on memory. */
    List<Attack> attacks() {
        return losses.stream().map(Loss::memory).toList();
    }

    void tell(Story story) {
        story.blank();
        story.attacks(attacks());
        story.blank();
        story.table(Loss.table(losses));
        story.blank();
        Prediction.sentence(predictions).ifPresent(story::paragraph);
        story.findings(findings());
    }

    @Override
    public List<String> findings() {
        return losses.stream().map(ControlAct::sentence).toList();
    }

    /** What came of it on one machine. */
    static String sentence(Loss loss) {
        Attack memory = loss.memory();
        String read = memory.reached().isEmpty()
                ? "he read no byte of running memory"
                : "he read " + Amounts.whole(memory.total().read()) + " bytes of the running memory of "
                        + Figures.count(memory.reached().size(), "actor")
                        + loss.secret().map(found -> " and " + found).orElse("");
        String wires = loss.secret().isPresent() && memory.reached().isEmpty()
                ? ", yet " + loss.secret().get()
                : "";
        List<String> spaces = memory.run().record().reach().landings().stream()
                .filter(landing -> landing.by().equals(memory.by()))
                .map(Landing::space)
                .distinct()
                .toList();
        String led = spaces.isEmpty()
                ? ". His wires led nowhere."
                : ". His wires led to the " + String.join(" and the ", spaces) + ".";
        String told = loss.diverted() == 0
                ? ""
                : (loss.privacy() ? " And " : " But ") + Amounts.whole(loss.diverted())
                        + " messages meant for a vault went to an impostor"
                        + (refused(memory) == 0 ? ", and none was refused." : ".");
        return loss.machine() + ": " + read + wires + led + told;
    }

    private static long refused(Attack memory) {
        StatsSnapshot metrics = memory.run().record().metrics();
        return metrics.has("messages.refused") ? metrics.value("messages.refused") : 0;
    }
}
