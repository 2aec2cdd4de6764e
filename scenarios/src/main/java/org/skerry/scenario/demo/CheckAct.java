package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skerry.model.memory.BugObject;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.sim.machine.LogLine;
import org.skerry.view.chart.Amounts;

/**
 * Second act: the runtime forgets one check for one actor. The same bug object and the same actors on every machine, and on one
 * where the check is there.
 *
 * @param experiment  what ran
 * @param attacks     what the misbehaving actor achieved, machine by machine
 * @param predictions what the viewer expected
 */
record CheckAct(Experiment experiment, List<Attack> attacks, List<Prediction> predictions) implements Act {
    private static final String NAME = "a check is missing";

    private static final String SCENARIO = "missing-check";

    /** A smaller store than the scenario alone has, and a shorter search for a key that lies near. */
    private static final List<String> SETTINGS =
            List.of("parameters.requests=1500", "parameters.rank=4", "parameters.nearBytes=" + (448 << 10));

    /** Of a table in a terminal, so that it and the picture can be seen at once. */
    private static final int MOST_ROWS = 4;

    private static final Pattern ERRORS = Pattern.compile("errors (\\d+)");

    /** Asks, runs, and says nothing yet about what came out. */
    static CheckAct play(Story story, Laboratory laboratory) {
        ScenarioSpec spec = laboratory.read(SCENARIO, SETTINGS);
        String by = spec.checks().hostile().get(0);
        Set<String> victims = victims(spec);
        story.heading("Act 2 of 3: " + NAME);
        story.paragraph(about(spec));
        story.blank();
        story.paragraph("Of how many of the " + victims.size() + " other actors will " + by + " reach memory?");
        Map<String, Optional<Extent>> guesses = new LinkedHashMap<>();
        for (String name : Cast.inOrder(spec.compare(), name -> name)) {
            MachineSpec machine = spec.machine(name);
            if (!machine.patched()) {
                guesses.put(name, Extent.of(story.ask(new Question("on " + name + "?", Extent.choices()))));
            }
        }
        Experiment experiment = laboratory.compare(SCENARIO, SETTINGS);
        List<Attack> attacks = new ArrayList<>();
        List<Prediction> predictions = new ArrayList<>();
        for (FinishedRun run :
                Cast.inOrder(experiment.timed(), run -> run.record().machine())) {
            Attack attack = new Attack(run, by, victims);
            attacks.add(attack);
            if (guesses.containsKey(attack.machine())) {
                predictions.add(new Prediction(
                        "memories reached with a check missing",
                        attack.machine(),
                        guesses.get(attack.machine()).map(Extent::word),
                        attack.extent().word()));
            }
        }
        return new CheckAct(experiment, attacks, predictions);
    }

    /** Everybody but those who attack. */
    static Set<String> victims(ScenarioSpec spec) {
        Set<String> names = new LinkedHashSet<>();
        for (GroupSpec group : spec.actors()) {
            for (int i = 0; i < group.members(); i++) {
                names.add(group.member(i));
            }
        }
        names.removeAll(spec.checks().hostile());
        return names;
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
        BugObject bug = spec.bugs().get(0);
        String by = spec.checks().hostile().get(0);
        return "A smaller store, and beside it one actor that misbehaves: " + by + ". The " + bug.layer()
                + ", the software that runs actors on every machine here, has a bug: for " + by + " it omits its "
                + bug.check() + ", so nothing in software keeps that actor's reads and writes in its own memory. "
                + "Same bug, same actor, on each machine.";
    }

    @Override
    public List<Experiment> experiments() {
        return List.of(experiment);
    }

    void tell(Story story) {
        story.blank();
        story.attacks(exposed());
        story.blank();
        story.table(ownerTable(exposed(), MOST_ROWS));
        story.blank();
        Prediction.sentence(predictions).ifPresent(story::paragraph);
        story.findings(findings());
    }

    /** Attacks on machines that have the bug. */
    List<Attack> exposed() {
        return attacks.stream().filter(attack -> !patched(attack)).toList();
    }

    /** The machine with the bug that is otherwise the same, for one without. */
    private Optional<Attack> twin(Attack patched) {
        return exposed().stream()
                .filter(attack -> withCheck(attack).filter(patched::equals).isPresent())
                .findFirst();
    }

    /** The same machine with its check, told by everything else being the same. */
    Optional<Attack> withCheck(Attack exposed) {
        ScenarioSpec spec = experiment.spec();
        MachineSpec machine = spec.machine(exposed.machine());
        return attacks.stream()
                .filter(this::patched)
                .filter(attack -> spec.machine(attack.machine()).settings().equals(machine.settings()))
                .findFirst();
    }

    private boolean patched(Attack attack) {
        return experiment.spec().machine(attack.machine()).patched();
    }

    /** Bytes by owner: a row for each owner of whom anything was reached anywhere, a column for each machine. */
    static List<List<String>> ownerTable(List<Attack> attacks) {
        return ownerTable(attacks, Integer.MAX_VALUE);
    }

    /** The same with so many actors at most, those that most was reached of first; the others are added up in a row of their own. */
    static List<List<String>> ownerTable(List<Attack> attacks, int most) {
        Set<String> owners = new LinkedHashSet<>();
        attacks.forEach(attack -> owners.addAll(attack.foreign().keySet()));
        boolean software = owners.remove("");
        List<String> actors = new ArrayList<>(owners);
        List<String> shown = actors;
        if (actors.size() > most) {
            shown = actors.stream()
                    .sorted(Comparator.comparingLong(owner -> -bytes(attacks, owner)))
                    .limit(most - 1)
                    .toList();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("bytes reached of", attacks, Attack::machine));
        for (String owner : shown) {
            rows.add(row(owner, attacks, attack -> attack.of(List.of(owner)).text()));
        }
        actors.removeAll(shown);
        if (!actors.isEmpty() && actors.size() < owners.size()) {
            rows.add(row(
                    actors.size() + " others",
                    attacks,
                    attack -> attack.of(actors).text()));
        }
        if (software) {
            rows.add(
                    row("the runtime", attacks, attack -> attack.of(List.of("")).text()));
        }
        if (rows.size() == 1) {
            rows.add(row("anybody else", attacks, attack -> attack.of(List.of()).text()));
        }
        return rows;
    }

    private static List<String> row(String name, List<Attack> attacks, Function<Attack, String> cell) {
        List<String> row = new ArrayList<>(List.of(name));
        attacks.forEach(attack -> row.add(cell.apply(attack)));
        return row;
    }

    private static long bytes(List<Attack> attacks, String owner) {
        return attacks.stream()
                .map(attack -> attack.of(List.of(owner)))
                .mapToLong(bytes -> bytes.read() + bytes.changed())
                .sum();
    }

    @Override
    public List<String> findings() {
        return attacks.stream().map(this::finding).toList();
    }

    private String finding(Attack attack) {
        return sentence(
                attack,
                twin(attack)
                        .map(twin -> " (" + twin.machine() + " with the check in place)")
                        .orElse(""));
    }

    /** What came of one attack; {@code which} says more about the machine, or is empty. */
    static String sentence(Attack attack, String which) {
        String name = attack.machine() + which;
        Attack.Bytes total = attack.total();
        String reached = attack.reached().isEmpty()
                ? "no byte of another actor"
                : Amounts.whole(total.read()) + " bytes of "
                        + Figures.count(attack.reached().size(), "other actor") + " read, "
                        + Amounts.whole(total.changed())
                        + " changed";
        String stopped =
                attack.stoppedBy().map(by -> "the " + by + " stopped it").orElse("nothing stopped it");
        return name + ": " + reached + "; " + stopped + ". " + work(attack);
    }

    /** What became of the work of the others, and whether anybody noticed. */
    private static String work(Attack attack) {
        if (attack.wrong().isEmpty()) {
            return "The store came out right.";
        }
        List<Long> errors = errors(attack.run().record().log());
        long all = errors.stream().mapToLong(Long::longValue).sum();
        String noticed = errors.isEmpty()
                ? "no client came to report."
                : all == 0 ? "no client noticed." : "clients noticed " + Figures.count(all, "wrong answer") + ".";
        return "The store came out wrong, and " + noticed;
    }

    /** How many wrong answers each client reported. */
    private static List<Long> errors(List<LogLine> log) {
        List<Long> errors = new ArrayList<>();
        for (LogLine line : log) {
            Matcher matcher = ERRORS.matcher(line.text());
            if (matcher.find()) {
                errors.add(Long.parseLong(matcher.group(1)));
            }
        }
        return errors;
    }
}
