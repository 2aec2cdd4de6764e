package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.skerry.scenario.spec.ChaosSpec;
import org.skerry.scenario.spec.ChaosSpec.Abort;
import org.skerry.scenario.spec.ChaosSpec.Degradation;
import org.skerry.scenario.spec.ChaosSpec.Fault;
import org.skerry.scenario.spec.ChaosSpec.Hypothesis;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.scenario.spec.Scope;

/** Reads chaos experiments. */
public final class ChaosFile {
    static final String KIND = "chaos";
    private static final int MOST_SEEDS = 1000;
    private static final int DEFAULT_SEEDS = 5;
    private static final long MOST_TIME = 1_000_000_000_000_000L;
    private static final List<String> KEYS = List.of(
            "name",
            "description",
            "scenario",
            "set",
            "machines",
            "seeds",
            "steadyState",
            "hypothesis",
            "fault",
            "abort",
            "degradation");
    private static final List<String> HYPOTHESIS =
            List.of("goodputPercent", "p99Nanoseconds", "restoredWithinNanoseconds", "lostPerMille");

    private ChaosFile() {}

    /** Names of the experiments that come with the program. */
    public static List<String> builtIn() {
        return Catalog.experiments(KIND);
    }

    /**
     * Reads one and holds it against its scenario.
     *
     * @throws org.skerry.sim.config.ConfigException when there is none or anything in it is wrong
     */
    public static ChaosSpec load(String nameOrPath, List<String> settings) {
        ExperimentFile file = ExperimentFile.read(KIND, nameOrPath, settings);
        Section top = Section.of(file.root(), "", Scope.EMPTY, KEYS);
        Section steady = part(top, "steadyState", List.of("fromNanoseconds"));
        Section hypothesis = part(top, "hypothesis", HYPOTHESIS);
        Section fault = part(top, "fault", List.of("atNanoseconds", "set"));
        ChaosSpec spec = new ChaosSpec(
                ExperimentFile.name(top),
                top.text("description", ""),
                file.scenario(top.text("scenario")),
                ExperimentFile.settings(top, "set"),
                top.texts("machines"),
                (int) top.number("seeds", DEFAULT_SEEDS, 1, MOST_SEEDS),
                steady.number("fromNanoseconds", 0, 0, MOST_TIME),
                new Hypothesis(
                        (int) hypothesis.number("goodputPercent", 1, 100),
                        hypothesis.number("p99Nanoseconds", Long.MAX_VALUE, 1, Long.MAX_VALUE),
                        hypothesis.number("restoredWithinNanoseconds", 0, 0, MOST_TIME),
                        (int) hypothesis.number("lostPerMille", 1000, 0, 1000)),
                new Fault(fault.number("atNanoseconds", 1, MOST_TIME), ExperimentFile.settings(fault, "set")),
                abort(top),
                degradation(top));
        check(spec, top, fault);
        file.checkSchema(KIND);
        return spec;
    }

    private static Section part(Section top, String key, List<String> keys) {
        return Section.of(top.get(key), key, Scope.EMPTY, keys);
    }

    private static Optional<Abort> abort(Section top) {
        if (!top.has("abort")) {
            return Optional.empty();
        }
        Section abort = part(top, "abort", List.of("goodputBelowPercent", "forNanoseconds"));
        return Optional.of(new Abort(
                (int) abort.number("goodputBelowPercent", 1, 100), abort.number("forNanoseconds", 1, MOST_TIME)));
    }

    private static Optional<Degradation> degradation(Section top) {
        if (!top.has("degradation")) {
            return Optional.empty();
        }
        Section section = part(top, "degradation", List.of("actors", "tiles", "order", "percents", "designedPercent"));
        boolean actors = section.oneOf(List.of("actors", "tiles")).equals("actors");
        List<ChaosSpec.Order> orders = new ArrayList<>();
        List<String> known = actors ? List.of("random", "targeted") : List.of("random", "targeted", "central");
        for (String order : section.texts("order")) {
            if (!known.contains(order)) {
                throw section.wrong("degradation.order has '" + order + "'. " + Nearest.hint(order, known, ""));
            }
            orders.add(ChaosSpec.Order.valueOf(order.toUpperCase(Locale.ROOT)));
        }
        List<Integer> percents = new ArrayList<>();
        for (String percent : section.texts("percents")) {
            if (!percent.matches("[0-9]|[1-9][0-9]|100")
                    || !percents.isEmpty() && Integer.parseInt(percent) <= percents.get(percents.size() - 1)) {
                throw section.wrong("degradation.percents has '" + percent
                        + "', which is no whole number from 0 to 100 above the one before it. Let them rise from 0.");
            }
            percents.add(Integer.parseInt(percent));
        }
        if (orders.isEmpty() || percents.size() < 2 || percents.get(0) != 0) {
            throw section.wrong("degradation needs an order, and percents from 0 on. Write order: [random] and"
                    + " percents: [0, 10, 20, 30, 40, 50].");
        }
        return Optional.of(new Degradation(
                actors ? Optional.of(section.text("actors")) : Optional.empty(),
                actors ? 0 : (int) section.number("tiles", 1, 1_000_000),
                orders,
                percents,
                (int) section.number("designedPercent", 1, 100)));
    }

    private static void check(ChaosSpec spec, Section top, Section fault) {
        if (spec.fault().settings().isEmpty()) {
            throw fault.wrong("fault.set is empty, so nothing would break. Give faults or orders under it.");
        }
        ScenarioSpec scenario = scenario(spec, List.of(), 1).spec();
        scenario(spec, spec.fault().settings(), 1);
        for (String machine : spec.machines()) {
            if (scenario.machine(machine).oracle()) {
                throw top.wrong("machine '" + machine + "' has no time, and goodput over time has no meaning there."
                        + " Leave it out of 'machines'.");
            }
        }
        spec.degradation().flatMap(Degradation::actors).ifPresent(group -> {
            List<String> groups = scenario.actors().stream()
                    .filter(each -> each.edge().isEmpty())
                    .map(each -> each.name())
                    .toList();
            if (!groups.contains(group)) {
                throw top.wrong("degradation.actors: scenario '" + scenario.name() + "' has no actors '" + group + "'. "
                        + Nearest.hint(group, groups, ""));
            }
        });
        if (spec.steadyFrom() >= spec.fault().at()) {
            throw top.wrong("steadyState.fromNanoseconds=" + spec.steadyFrom() + " is not before fault.atNanoseconds="
                    + spec.fault().at() + ". Let the steady state begin before the fault.");
        }
    }

    /** Its scenario with its own settings, further ones, and a seed. */
    public static LoadedScenario scenario(ChaosSpec spec, List<String> more, long seed) {
        List<String> settings = new ArrayList<>(spec.settings());
        settings.addAll(more);
        return ScenarioLoader.load(spec.scenario(), settings, OptionalLong.of(seed));
    }
}
