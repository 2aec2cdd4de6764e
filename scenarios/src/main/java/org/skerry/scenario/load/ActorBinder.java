package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.skerry.scenario.spec.ArgumentSpec;
import org.skerry.scenario.spec.Formula;
import org.skerry.scenario.spec.GrantSpec;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.Scope;
import org.skerry.scenario.spec.Template;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;

/** One entry under {@code actors}. */
final class ActorBinder {
    private static final List<String> KEYS =
            List.of("count", "image", "arguments", "grants", "place", "timed", "wasi", "domain", "links", "trapExits");
    private static final List<String> TARGETS = List.of("actor", "group", "image", "window", "service");
    private static final List<String> SERVICES = List.of("clock", "random", "log");
    private static final List<String> GRANT_KEYS =
            List.of("name", "actor", "group", "image", "window", "service", "rights", "label");

    private ActorBinder() {}

    static GroupSpec bind(String name, Node node, Scope scope, GivenFiles host) {
        String path = "actors." + name;
        if (Section.open(node, path, scope).has("edge")) {
            return EdgeBinder.bind(name, path, node, scope, host);
        }
        Section actor = Section.of(node, path, scope, KEYS);
        GroupSpec group = new GroupSpec(
                name,
                actor.has("count")
                        ? OptionalInt.of((int) actor.number("count", 1, GroupSpec.MAX_MEMBERS))
                        : OptionalInt.empty(),
                actor.text("image"),
                arguments(actor),
                grants(actor),
                actor.has("place") ? Optional.of(actor.formula("place")) : Optional.empty(),
                actor.truth("timed", false),
                actor.has("wasi")
                        ? Optional.of(WasiBinder.bind(actor.get("wasi"), actor.path("wasi"), actor, host))
                        : Optional.empty(),
                new Template(actor.text("domain", ActorPlan.COMMON_DOMAIN)),
                Optional.empty());
        tryFirstMember(actor, group);
        return group;
    }

    /** Finds mistakes in formulas here, where their lines are known, and not when the plan is made. */
    private static void tryFirstMember(Section actor, GroupSpec group) {
        Scope scope = PlanMaker.memberScope(actor.scope(), group, 0);
        for (int i = 0; i < group.arguments().size(); i++) {
            try {
                ArgumentSpec.bytes(List.of(group.arguments().get(i)), scope);
            } catch (ConfigException e) {
                Node node = actor.get("arguments") instanceof Node.Items items
                        ? items.elements().get(i)
                        : actor.get("arguments");
                throw Section.wrong(node, actor.path("arguments") + "[" + i + "]=" + e.getMessage(), e);
            }
        }
        if (group.wasi().isPresent()) {
            try {
                group.wasi().get().grant(scope, 0);
            } catch (ConfigException e) {
                throw Section.wrong(actor.get("wasi"), actor.path("") + e.getMessage(), e);
            }
        }
        if (group.place().isPresent()) {
            try {
                group.place().get().evaluate(scope, 0, Integer.MAX_VALUE);
            } catch (ConfigException e) {
                throw Section.wrong(actor.get("place"), actor.path("place") + "=" + e.getMessage(), e);
            }
        }
    }

    private static List<ArgumentSpec> arguments(Section actor) {
        return pieces(actor, "arguments");
    }

    /** One piece of bytes, or a list of them. */
    static List<ArgumentSpec> pieces(Section actor, String key) {
        if (!actor.has(key)) {
            return List.of();
        }
        List<Node> items = actor.get(key) instanceof Node.Fields one ? List.of(one) : actor.items(key);
        List<String> types = new ArrayList<>();
        for (ArgumentSpec.Type type : ArgumentSpec.Type.values()) {
            types.add(type.name().toLowerCase(Locale.ROOT));
        }
        List<ArgumentSpec> pieces = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String path = actor.path(key) + "[" + i + "]";
            Section piece = Section.of(items.get(i), path, actor.scope(), types);
            String type = piece.oneOf(types);
            pieces.add(new ArgumentSpec(ArgumentSpec.Type.valueOf(type.toUpperCase(Locale.ROOT)), piece.text(type)));
        }
        return pieces;
    }

    static List<GrantSpec> grants(Section actor) {
        List<GrantSpec> grants = new ArrayList<>();
        List<Node> items = actor.items("grants");
        for (int i = 0; i < items.size(); i++) {
            grants.add(grant(items.get(i), actor.path("grants") + "[" + i + "]", actor.scope()));
        }
        return grants;
    }

    private static GrantSpec grant(Node node, String path, Scope scope) {
        Section grant = Section.of(node, path, scope, GRANT_KEYS);
        String target = grant.oneOf(TARGETS);
        GrantSpec.Kind kind;
        if (target.equals("service")) {
            String service = grant.text("service");
            if (!SERVICES.contains(service)) {
                throw Section.wrong(
                        grant.get("service"),
                        path + ".service='" + service + "' is no service. " + Nearest.hint(service, SERVICES, ""));
            }
            kind = GrantSpec.Kind.valueOf(service.toUpperCase(Locale.ROOT));
        } else {
            kind = GrantSpec.Kind.valueOf(target.toUpperCase(Locale.ROOT));
        }
        String name = grant.text("name", grant.text(target) + (kind == GrantSpec.Kind.GROUP ? "{member}" : ""));
        if (kind == GrantSpec.Kind.GROUP && !name.contains("member")) {
            throw grant.wrong(path + ".name='" + name + "' gives every member of a group the same name. "
                    + "Put {member} into it.");
        }
        return new GrantSpec(
                new Template(name),
                kind,
                new Template(grant.text(target)),
                rights(grant, kind),
                grant.has("label") ? grant.formula("label") : Formula.of(0));
    }

    private static int rights(Section grant, GrantSpec.Kind kind) {
        if (!grant.has("rights")) {
            return kind.usualRights();
        }
        int rights = 0;
        for (String word : grant.texts("rights")) {
            int bit = 0;
            List<String> words = new ArrayList<>();
            for (int one = 1; one <= Rights.ALL; one <<= 1) {
                if (!Rights.allow(Rights.ALL, one)) {
                    continue;
                }
                words.add(Rights.names(one));
                bit = Rights.names(one).equals(word) ? one : bit;
            }
            if (bit == 0) {
                throw Section.wrong(
                        grant.get("rights"),
                        grant.path("rights") + ": '" + word + "' is no right. " + Nearest.hint(word, words, ""));
            }
            rights |= bit;
        }
        return rights;
    }
}
