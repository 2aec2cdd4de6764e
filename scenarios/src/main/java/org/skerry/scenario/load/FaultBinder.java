package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.skerry.model.fault.Detour;
import org.skerry.model.fault.FaultKind;
import org.skerry.model.fault.FaultRule;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.fault.FlipRegion;
import org.skerry.model.fault.LinkNoise;
import org.skerry.model.fault.MemoryGuard;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.sim.config.ConfigException;

/** What breaks while a scenario runs: the section {@code faults}. */
final class FaultBinder {
    static final List<String> KEYS = List.of(
            "unit",
            "seed",
            "detour",
            "detectionCycles",
            "secded",
            "scrubCycles",
            "corruptionPerBillion",
            "lossPerBillion",
            "crcBits",
            "schedule");
    static final List<String> RULE = List.of(
            "kind", "target", "count", "at", "step", "from", "until", "every", "bits", "region", "address", "bit");
    static final List<String> UNITS = List.of("cycles", "nanoseconds");

    /** Words that name no single place. */
    static final List<String> AIMS = List.of("random", "central", "degree");

    private FaultBinder() {}

    static FaultSpec faults(Section top, List<GroupSpec> actors, long seed) {
        if (!top.has("faults")) {
            return FaultSpec.NONE;
        }
        Section section = Section.of(top.get("faults"), "faults", top.scope(), KEYS);
        try {
            List<FaultRule> rules = new ArrayList<>();
            List<Node> items = section.items("schedule");
            for (int i = 0; i < items.size(); i++) {
                rules.add(rule(items.get(i), "faults.schedule[" + i + "]", top, actors));
            }
            FaultSpec usual = FaultSpec.NONE;
            return new FaultSpec(
                    rules,
                    new LinkNoise(
                            (int) section.number("corruptionPerBillion", 0, 0, LinkNoise.BILLION),
                            (int) section.number("lossPerBillion", 0, 0, LinkNoise.BILLION),
                            (int) section.number("crcBits", usual.noise().crcBits(), 0, Integer.MAX_VALUE)),
                    new MemoryGuard(
                            section.truth("secded", false),
                            section.number("scrubCycles", MemoryGuard.SCRUB_CYCLES, 0, Long.MAX_VALUE)),
                    Detour.values()[
                            word(
                                    section,
                                    "detour",
                                    Detour.words(),
                                    usual.detour().ordinal())],
                    (int) section.number("detectionCycles", usual.detectionCycles(), 0, Integer.MAX_VALUE),
                    word(section, "unit", UNITS, 0) == 1,
                    section.number("seed", seed, 0, Long.MAX_VALUE));
        } catch (ConfigException e) {
            throw e.getMessage().startsWith("faults.") ? Section.wrong(top.get("faults"), e.getMessage(), e) : e;
        }
    }

    private static FaultRule rule(Node item, String path, Section top, List<GroupSpec> actors) {
        Section rule = Section.of(item, path, top.scope(), RULE);
        rule.get("kind");
        FaultKind kind = FaultKind.values()[word(rule, "kind", FaultKind.words(), 0)];
        for (String key : List.of("bits", "region", "address", "bit")) {
            if (rule.has(key) && kind != FaultKind.FLIP) {
                throw Section.wrong(
                        rule.get(key),
                        rule.path(key) + " is about flips, and this is a " + kind.word() + ". Leave it away.");
            }
        }
        String target = rule.expanded("target");
        int aim = AIMS.indexOf(target);
        boolean number = target.matches("[0-9]+(-[0-9]+)?");
        if (aim < 0 && !number) {
            if (kind == FaultKind.LINK || kind == FaultKind.NODE) {
                throw Section.wrong(
                        rule.get("target"),
                        rule.path("target") + "='" + target + "' names no " + kind.word() + ". Give "
                                + (kind == FaultKind.LINK ? "its two routers, as in 5-6" : "its number")
                                + ", or one of "
                                + AIMS + ".");
            }
            OrderBinder.refuseUnknownActor(rule.get("target"), rule.path("target"), target, actors);
        }
        try {
            return new FaultRule(
                    kind,
                    aim < 0
                            ? FaultRule.Aim.NAMED
                            : FaultRule.Aim.valueOf(AIMS.get(aim).toUpperCase(Locale.ROOT)),
                    aim < 0 ? target : "",
                    (int) rule.number("count", 1, 0, Integer.MAX_VALUE),
                    time(rule, "at"),
                    rule.number("step", 0, 0, Long.MAX_VALUE),
                    rule.number("from", 0, 0, Long.MAX_VALUE),
                    time(rule, "until"),
                    time(rule, "every"),
                    (int) rule.number("bits", 1, 0, Integer.MAX_VALUE),
                    FlipRegion.values()[word(rule, "region", FlipRegion.words(), 0)],
                    rule.has("address") ? rule.number("address", 0, 1L << 40) : -1,
                    (int) rule.number("bit", 0, 0, Integer.MAX_VALUE));
        } catch (ConfigException e) {
            String said = e.getMessage();
            throw said.startsWith("faults.schedule.") || said.startsWith("faults.schedule:")
                    ? Section.wrong(item, path + said.substring("faults.schedule".length()), e)
                    : e;
        }
    }

    private static long time(Section rule, String key) {
        return rule.has(key) ? rule.number(key, 0, Long.MAX_VALUE / 4) : -1;
    }

    private static int word(Section section, String key, List<String> words, int otherwise) {
        if (!section.has(key)) {
            return otherwise;
        }
        String text = section.text(key);
        int at = words.indexOf(text);
        if (at < 0) {
            throw Section.wrong(
                    section.get(key),
                    section.path(key) + "='" + text + "' is not known. " + Nearest.hint(text, words, ""));
        }
        return at;
    }
}
