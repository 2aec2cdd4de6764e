package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skerry.model.memory.BugObject;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.sim.machine.LogLine;

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
        story.table(ownerTable(exposed()));
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
        Set<String> owners = new LinkedHashSet<>();
        attacks.forEach(attack -> owners.addAll(attack.foreign().keySet()));
        if (owners.remove("")) {
            owners.add(""); // after those with a name
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("bytes reached of"));
        attacks.forEach(attack -> head.add(attack.machine()));
        rows.add(head);
        for (String owner : owners) {
            List<String> row = new ArrayList<>(List.of(owner.isEmpty() ? "the runtime" : owner));
            for (Attack attack : attacks) {
                row.add(attack.foreign()
                        .getOrDefault(owner, new Attack.Bytes(0, 0))
                        .text());
            }
            rows.add(row);
        }
        if (owners.isEmpty()) {
            List<String> row = new ArrayList<>(List.of("anybody else"));
            attacks.forEach(attack -> row.add("-"));
            rows.add(row);
        }
        return rows;
    }

    /** A sentence for each machine. */
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
                ? attack.by() + " reached no byte of any other actor"
                : attack.by() + " read " + Figures.whole(total.read()) + " bytes of "
                        + Figures.count(attack.reached().size(), "other actor") + " and changed "
                        + Figures.whole(total.changed());
        String stopped =
                attack.stoppedBy().map(by -> "; what stopped it: the " + by).orElse("; nothing stopped it");
        return name + ": " + reached + stopped + ". " + work(attack);
    }

    /** What became of the work of the others, and whether anybody noticed. */
    private static String work(Attack attack) {
        if (attack.wrong().isEmpty()) {
            return "The store's contents came out right.";
        }
        long errors = errors(attack.run().record().log());
        return "The store's contents came out wrong, and "
                + (errors == 0
                        ? "no client noticed."
                        : "clients noticed " + Figures.count(errors, "wrong answer") + ".");
    }

    private static long errors(List<LogLine> log) {
        long errors = 0;
        for (LogLine line : log) {
            Matcher matcher = ERRORS.matcher(line.text());
            errors += matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        }
        return errors;
    }
}
