package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.Supervision;
import org.skerry.scenario.spec.SupervisorSpec;
import org.skerry.scenario.spec.Template;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;

/** What a scenario says under {@code supervisors}, and of each group under {@code links} and {@code trapExits}. */
final class SupervisionBinder {
    /** Every key of a supervisor. */
    static final List<String> KEYS = List.of(
            "strategy", "restart", "intensity", "periodNanoseconds", "heartbeatNanoseconds", "children", "domain");

    private SupervisionBinder() {}

    static Supervision supervision(Section top, List<GroupSpec> actors) {
        List<Supervision.Link> links = new ArrayList<>();
        List<String> trapping = new ArrayList<>();
        for (GroupSpec group : actors) {
            String path = "actors." + group.name();
            Section actor = Section.open(top.named("actors").get(group.name()), path, top.scope());
            if (actor.has("links")) {
                actor.texts("links").forEach(to -> links.add(new Supervision.Link(group.name(), new Template(to))));
            }
            if (actor.truth("trapExits", false)) {
                trapping.add(group.name());
            }
        }
        List<SupervisorSpec> supervisors = new ArrayList<>();
        List<String> names = new ArrayList<>(top.named("supervisors").keySet());
        top.named("supervisors").forEach((name, node) -> supervisors.add(bind(name, node, top, actors, names)));
        return new Supervision(supervisors, links, trapping);
    }

    private static SupervisorSpec bind(
            String name, Node node, Section top, List<GroupSpec> actors, List<String> supervisors) {
        String path = "supervisors." + name;
        if (actors.stream().anyMatch(group -> group.hasMember(name))) {
            throw Section.wrong(node, path + ": an actor has this name too. Rename one of the two.");
        }
        Section given = Section.of(node, path, top.scope(), KEYS);
        List<String> children = given.texts("children");
        for (String child : children) {
            boolean known = supervisors.contains(child) && !child.equals(name)
                    || actors.stream()
                            .anyMatch(group ->
                                    group.hasMember(child) || group.name().equals(child));
            if (!known) {
                List<String> some = Stream.concat(actors.stream().map(GroupSpec::name), supervisors.stream())
                        .toList();
                throw Section.wrong(
                        given.get("children"),
                        path + ".children names '" + child + "', which is not in this scenario. "
                                + Nearest.hint(child, some, ""));
            }
        }
        try {
            return new SupervisorSpec(
                    name,
                    one(given, "strategy", SupervisorSpec.Strategy.ONE_FOR_ONE, SupervisorSpec.Strategy.values()),
                    one(given, "restart", SupervisorSpec.Restart.PERMANENT, SupervisorSpec.Restart.values()),
                    (int) given.number("intensity", SupervisorSpec.DEFAULT_INTENSITY, 0, 255),
                    given.number("periodNanoseconds", SupervisorSpec.DEFAULT_PERIOD_NANOSECONDS, 1, Long.MAX_VALUE / 2),
                    given.number("heartbeatNanoseconds", 0, 0, Long.MAX_VALUE / 2),
                    children,
                    given.text("domain", ActorPlan.COMMON_DOMAIN));
        } catch (ConfigException e) {
            throw e.getMessage().startsWith("supervisors.") ? Section.wrong(node, e.getMessage(), e) : e;
        }
    }

    /** Words of an enumeration as a scenario writes them. */
    static <E extends Enum<E>> List<String> words(E[] values) {
        return Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    private static <E extends Enum<E>> E one(Section given, String key, E otherwise, E[] values) {
        if (!given.has(key)) {
            return otherwise;
        }
        String word = given.text(key);
        int index = words(values).indexOf(word);
        if (index < 0) {
            throw Section.wrong(
                    given.get(key),
                    given.path(key) + "='" + word + "' is none of " + words(values) + ". "
                            + Nearest.hint(word, words(values), ""));
        }
        return values[index];
    }
}
