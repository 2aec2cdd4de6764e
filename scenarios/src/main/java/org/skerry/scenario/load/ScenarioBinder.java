package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.skerry.model.memory.BugObject;
import org.skerry.scenario.spec.ChecksSpec;
import org.skerry.scenario.spec.ChecksSpec.LogCheck;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.ImageSpec;
import org.skerry.scenario.spec.LimitsSpec;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.MeasureSpec;
import org.skerry.scenario.spec.MeasureSpec.Point;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.scenario.spec.ScenarioSpec.ParameterSpec;
import org.skerry.scenario.spec.Scope;
import org.skerry.scenario.spec.Supervision;
import org.skerry.scenario.spec.WindowSpec;
import org.skerry.scenario.spec.WorkSpec;
import org.skerry.scenario.workload.Workloads;
import org.skerry.sim.actor.Program;
import org.skerry.sim.config.ConfigException;
import org.skerry.wasm.load.Policy;

/** The top of a scenario file: one method for each of its parts. */
final class ScenarioBinder {
    /** Every key at the top of a scenario. */
    static final List<String> KEYS = List.of(
            "name",
            "description",
            "seed",
            "parameters",
            "images",
            "windows",
            "actors",
            "machines",
            "compare",
            "limits",
            "bugs",
            "orders",
            "work",
            "measure",
            "checks",
            "traffic",
            "attestation",
            "faults",
            "supervisors",
            "grid",
            "costs",
            "sharedForm");

    static final List<String> OUTCOMES = List.of("quiescent", "faulted", "deadlocked", "limit-reached");

    private ScenarioBinder() {}

    /** The scenario in these nodes, with files from {@code host}; {@code seed} replaces that of the file if present. */
    static ScenarioSpec bind(Node root, OptionalLong seedOverride, GivenFiles host) {
        Section top = Section.of(root, "", Scope.EMPTY, KEYS);
        String name = top.text("name");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) {
            throw Section.wrong(
                    top.get("name"),
                    "name='" + name + "' cannot name a folder. "
                            + "Use letters, digits, '_', '.' and '-', beginning with a letter or digit, at most 64.");
        }
        long seed = top.number("seed", ScenarioSpec.DEFAULT_SEED, 0, Long.MAX_VALUE);
        if (seedOverride.isPresent()) {
            seed = seedOverride.getAsLong();
        }
        List<ParameterSpec> parameters = parameters(top, Scope.EMPTY.with("seed", seed));
        Scope scope = Scope.EMPTY.with("seed", seed);
        for (ParameterSpec parameter : parameters) {
            scope = scope.with(parameter.name(), parameter.value());
        }
        Section all = Section.of(root, "", scope, KEYS);
        List<MachineSpec> machines = MachineBinder.machines(all);
        List<ImageSpec> images = images(all);
        List<WindowSpec> windows = windows(all);
        List<GroupSpec> actors = actors(all, host);
        References.check(all, images, windows, actors);
        Supervision supervision = SupervisionBinder.supervision(all, actors);
        if (!supervision.supervisors().isEmpty()
                && images.stream().noneMatch(image -> image.name().equals(Supervision.GUEST))) {
            images.add(new ImageSpec(Supervision.GUEST, Supervision.GUEST, Policy.DEFAULT, 0, Program.PUBLISHER));
        }
        return new ScenarioSpec(
                name,
                all.text("description", ""),
                seed,
                parameters,
                images,
                windows,
                actors,
                machines,
                compare(all, machines),
                limits(all),
                bugs(all),
                OrderBinder.orders(all, actors, images),
                work(all),
                measure(all),
                checks(all, actors),
                TrafficBinder.traffic(all, actors, host),
                AttestationBinder.attestation(all, actors),
                FaultBinder.faults(all, actors, seed),
                supervision,
                CompareBinder.plan(all, machines));
    }

    private static List<ParameterSpec> parameters(Section top, Scope seed) {
        List<ParameterSpec> parameters = new ArrayList<>();
        if (!top.has("parameters")) {
            return parameters;
        }
        Scope scope = seed;
        for (String name : top.named("parameters").keySet()) {
            if (Scope.RESERVED.contains(name) || !name.matches("[A-Za-z][A-Za-z0-9_]*")) {
                throw top.wrong("parameters." + name + ": this name cannot be used in formulas. "
                        + "Use letters, digits and '_', and none of " + Scope.RESERVED + ".");
            }
            long value = Section.open(top.get("parameters"), "parameters", scope)
                    .number(name, Long.MIN_VALUE, Long.MAX_VALUE);
            parameters.add(new ParameterSpec(name, value));
            scope = scope.with(name, value);
        }
        return parameters;
    }

    private static List<ImageSpec> images(Section top) {
        List<ImageSpec> images = new ArrayList<>();
        top.named("images").forEach((name, node) -> {
            String path = "images." + name;
            Section image =
                    Section.of(node, path, top.scope(), List.of("module", "limits", "securityVersion", "publisher"));
            Record limits = image.has("limits")
                    ? RecordBinder.bind(image.get("limits"), path + ".limits", top.scope(), Policy.DEFAULT, List.of())
                    : Policy.DEFAULT;
            images.add(new ImageSpec(
                    name,
                    image.text("module"),
                    (Policy) limits,
                    (int) image.number("securityVersion", 0, 0, Integer.MAX_VALUE),
                    image.text("publisher", Program.PUBLISHER)));
        });
        if (images.isEmpty()) {
            throw top.wrong("images names no program. Add one, such as 'images: {counter: {module: counter.wasm}}'.");
        }
        return images;
    }

    private static List<WindowSpec> windows(Section top) {
        List<WindowSpec> windows = new ArrayList<>();
        top.named("windows").forEach((name, node) -> {
            Section window = Section.of(node, "windows." + name, top.scope(), List.of("sizeBytes"));
            window.get("sizeBytes");
            windows.add(new WindowSpec(name, window.bytes("sizeBytes", 0, 1, 1L << 40)));
        });
        return windows;
    }

    private static List<GroupSpec> actors(Section top, GivenFiles host) {
        List<GroupSpec> groups = new ArrayList<>();
        top.named("actors").forEach((name, node) -> groups.add(ActorBinder.bind(name, node, top.scope(), host)));
        if (groups.isEmpty()) {
            throw top.wrong("actors names nobody. Add at least one actor.");
        }
        Set<String> names = new HashSet<>();
        for (GroupSpec group : groups) {
            for (int i = 0; i < group.members(); i++) {
                if (!names.add(group.member(i))) {
                    throw top.wrong(
                            "actors: two of them are called '" + group.member(i) + "'. Rename the group or actor.");
                }
            }
        }
        return groups;
    }

    private static List<String> compare(Section top, List<MachineSpec> machines) {
        List<String> known = machines.stream().map(MachineSpec::name).toList();
        if (!top.has("compare")) {
            return known;
        }
        List<String> names = top.texts("compare");
        for (String name : names) {
            if (!known.contains(name)) {
                throw Section.wrong(
                        top.get("compare"),
                        "compare names the machine '" + name + "', which is not under machines. "
                                + Nearest.hint(name, known, ""));
            }
        }
        if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
            throw Section.wrong(
                    top.get("compare"), "compare=" + names + " is empty or names a machine twice. Name each once.");
        }
        return names;
    }

    private static LimitsSpec limits(Section top) {
        LimitsSpec usual = LimitsSpec.DEFAULT;
        if (!top.has("limits")) {
            return usual;
        }
        Section limits = Section.of(top.get("limits"), "limits", top.scope(), List.of("cycles", "hostMemoryBytes"));
        return new LimitsSpec(
                limits.number("cycles", usual.cycles(), 0, usual.cycles()),
                limits.bytes("hostMemoryBytes", usual.hostMemoryBytes(), 1, Long.MAX_VALUE));
    }

    private static List<BugObject> bugs(Section top) {
        List<BugObject> bugs = new ArrayList<>();
        List<Node> items = top.items("bugs");
        for (int i = 0; i < items.size(); i++) {
            Section bug = Section.of(
                    items.get(i),
                    "bugs[" + i + "]",
                    top.scope(),
                    List.of("layer", "check", "trigger", "windowFrom", "windowTo"));
            try {
                bugs.add(new BugObject(
                        bug.text("layer"),
                        bug.text("check"),
                        trigger(bug),
                        bug.number("windowFrom", 0, Long.MIN_VALUE, Long.MAX_VALUE),
                        bug.number("windowTo", Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE)));
            } catch (ConfigException e) {
                throw e.getMessage().startsWith("bugs.") ? Section.wrong(items.get(i), e.getMessage(), e) : e;
            }
        }
        return bugs;
    }

    private static BugObject.Trigger trigger(Section bug) {
        if (!bug.has("trigger")) {
            return BugObject.Trigger.ALWAYS;
        }
        Section trigger =
                Section.of(bug.get("trigger"), bug.path("trigger"), bug.scope(), List.of("actors", "fromAccess"));
        return new BugObject.Trigger(trigger.texts("actors"), trigger.number("fromAccess", 1, 1, Long.MAX_VALUE));
    }

    private static Optional<WorkSpec> work(Section top) {
        if (!top.has("work")) {
            return Optional.empty();
        }
        Section work = Section.of(top.get("work"), "work", top.scope(), List.of("unit", "count", "turns"));
        OptionalLong turns =
                work.has("turns") ? OptionalLong.of(work.number("turns", 1, Long.MAX_VALUE)) : OptionalLong.empty();
        return Optional.of(new WorkSpec(work.text("unit"), work.number("count", 1, Long.MAX_VALUE), turns));
    }

    private static MeasureSpec measure(Section top) {
        MeasureSpec whole = MeasureSpec.WHOLE;
        if (!top.has("measure")) {
            return whole;
        }
        Section measure =
                Section.of(top.get("measure"), "measure", top.scope(), List.of("warmup", "until", "energyEveryCycles"));
        Point warmup = point(measure, "warmup", whole.warmup());
        Point until = point(measure, "until", whole.until());
        try {
            return new MeasureSpec(warmup, until, measure.number("energyEveryCycles", 0, 0, Long.MAX_VALUE));
        } catch (ConfigException e) {
            throw Section.wrong(top.get("measure"), e.getMessage(), e);
        }
    }

    /** A share such as 10 %, or a number of turns. */
    private static Point point(Section measure, String key, Point otherwise) {
        if (!measure.has(key)) {
            return otherwise;
        }
        String text = measure.get(key) instanceof Node.Scalar scalar ? scalar.text() : "";
        if (!text.matches("-?[0-9._]+ ?%")) {
            return Point.turns(measure.number(key, 0, Long.MAX_VALUE));
        }
        String digits = text.substring(0, text.length() - 1).trim();
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > 100) {
            throw Section.wrong(
                    measure.get(key),
                    measure.path(key) + "=" + text + " is no whole percentage from 0 % to 100 %. "
                            + "Give one, such as 10 %, or a number of turns.");
        }
        return Point.percent(Integer.parseInt(digits));
    }

    private static ChecksSpec checks(Section top, List<GroupSpec> actors) {
        if (!top.has("checks")) {
            return ChecksSpec.DEFAULT;
        }
        Section checks = Section.of(
                top.get("checks"),
                "checks",
                top.scope(),
                List.of("outcome", "workload", "log", "sameLog", "hostile", "unread", "history"));
        if (checks.has("workload") && !Workloads.NAMES.contains(checks.text("workload"))) {
            throw Section.wrong(
                    checks.get("workload"),
                    "checks.workload='" + checks.text("workload") + "' cannot be computed independently. "
                            + Nearest.hint(checks.text("workload"), Workloads.NAMES, ""));
        }
        String outcome = checks.text("outcome", ChecksSpec.DEFAULT.outcome());
        if (!OUTCOMES.contains(outcome)) {
            throw Section.wrong(
                    checks.get("outcome"),
                    "checks.outcome='" + outcome + "' is no outcome. " + Nearest.hint(outcome, OUTCOMES, ""));
        }
        List<LogCheck> lines = new ArrayList<>();
        List<Node> items = checks.items("log");
        for (int i = 0; i < items.size(); i++) {
            Section line =
                    Section.of(items.get(i), "checks.log[" + i + "]", top.scope(), List.of("actor", "line", "times"));
            lines.add(new LogCheck(
                    line.text("actor"), line.expanded("line"), line.number("times", 1, 0, Long.MAX_VALUE)));
        }
        return new ChecksSpec(
                outcome,
                checks.has("workload") ? Optional.of(checks.text("workload")) : Optional.empty(),
                lines,
                checks.truth("sameLog", ChecksSpec.DEFAULT.sameLog()),
                known(checks, "hostile", actors),
                known(checks, "unread", actors),
                checks.has("history") ? Optional.of(HistoryBinder.bind(checks)) : Optional.empty());
    }

    /** Names of actors. */
    private static List<String> known(Section checks, String key, List<GroupSpec> actors) {
        List<String> names = checks.texts(key);
        for (String name : names) {
            OrderBinder.refuseUnknownActor(checks.get(key), checks.path(key), name, actors);
        }
        return names;
    }
}
