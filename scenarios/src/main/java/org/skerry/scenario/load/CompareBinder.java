package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.scenario.spec.ComparePlan;
import org.skerry.scenario.spec.CostSpec;
import org.skerry.scenario.spec.GridSpec;
import org.skerry.scenario.spec.GridSpec.Axis;
import org.skerry.scenario.spec.MachineKind;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.SharedForm;

/** What a scenario says of its comparison: a grid of cases, what single things cost, and its best form for shared memory. */
final class CompareBinder {
    static final List<String> GRID_KEYS = List.of("machine", "against", "messageCycles", "sharing", "size", "rate");
    static final List<String> AXIS_KEYS = List.of("path", "text", "values");
    static final List<String> COST_KEYS = List.of("text", "machine", "scenario", "set", "added");
    static final List<String> FORM_KEYS = List.of("scenario", "text", "set", "none");
    private static final int MOST_CYCLES = 1_000_000;

    private CompareBinder() {}

    static ComparePlan plan(Section top, List<MachineSpec> machines) {
        List<CostSpec> costs = new ArrayList<>();
        for (Map.Entry<String, Node> entry : top.named("costs").entrySet()) {
            Section cost = Section.of(entry.getValue(), "costs." + entry.getKey(), top.scope(), COST_KEYS);
            costs.add(new CostSpec(
                    entry.getKey(),
                    cost.text("text"),
                    timed(cost, "machine", machines).name(),
                    cost.has("scenario") ? Optional.of(cost.text("scenario")) : Optional.empty(),
                    cost.texts("set"),
                    cost.truth("added", false)));
        }
        return new ComparePlan(
                top.has("grid") ? Optional.of(grid(top, machines)) : Optional.empty(),
                costs,
                top.has("sharedForm") ? Optional.of(form(top)) : Optional.empty());
    }

    private static SharedForm form(Section top) {
        Section form = Section.of(top.get("sharedForm"), "sharedForm", top.scope(), FORM_KEYS);
        boolean none = form.oneOf(List.of("scenario", "none")).equals("none");
        if (none && (form.has("set") || form.has("text"))) {
            throw form.wrong("sharedForm has 'none' and settings of a form. Leave either away.");
        }
        return none
                ? new SharedForm(Optional.empty(), List.of(), form.text("none"))
                : new SharedForm(Optional.of(form.text("scenario")), form.texts("set"), form.text("text"));
    }

    private static GridSpec grid(Section top, List<MachineSpec> machines) {
        Section grid = Section.of(top.get("grid"), "grid", top.scope(), GRID_KEYS);
        MachineSpec varied = timed(grid, "against", machines);
        if (varied.kind() != MachineKind.SHARED_MEMORY) {
            throw grid.wrong("grid.against='" + varied.name() + "' is of kind "
                    + varied.kind().word() + ", and the cost of a message is that of a runtime on shared memory. Name a"
                    + " machine of kind " + MachineKind.SHARED_MEMORY.word() + ".");
        }
        int from = GridSpec.DEFAULT_FROM;
        int to = GridSpec.DEFAULT_TO;
        if (grid.has("messageCycles")) {
            Section cycles =
                    Section.of(grid.get("messageCycles"), "grid.messageCycles", top.scope(), List.of("from", "to"));
            from = (int) cycles.number("from", from, 1, MOST_CYCLES);
            to = (int) cycles.number("to", to, from + 1L, MOST_CYCLES);
        }
        return new GridSpec(
                timed(grid, "machine", machines).name(),
                varied.name(),
                from,
                to,
                axis(grid, "sharing"),
                axis(grid, "size"),
                axis(grid, "rate"));
    }

    private static Axis axis(Section grid, String key) {
        Section axis = Section.of(grid.get(key), grid.path(key), grid.scope(), AXIS_KEYS);
        List<Long> values = new ArrayList<>();
        for (String value : axis.texts("values")) {
            if (!value.matches("[0-9]{1,9}")
                    || !values.isEmpty() && Long.parseLong(value) <= values.get(values.size() - 1)) {
                throw axis.wrong(
                        axis.path("values") + " has '" + value
                                + "', which is no whole number above the one before it. Give numbers from 0 on, the smallest first.");
            }
            values.add(Long.parseLong(value));
        }
        if (values.isEmpty()) {
            throw axis.wrong(axis.path("values") + " is empty. Give at least one number.");
        }
        return new Axis(axis.text("path"), axis.text("text", axis.text("path")), values);
    }

    private static MachineSpec timed(Section section, String key, List<MachineSpec> machines) {
        String name = section.text(key);
        return machines.stream()
                .filter(machine -> machine.name().equals(name) && !machine.oracle())
                .findFirst()
                .orElseThrow(() -> Section.wrong(
                        section.get(key),
                        section.path(key) + "='" + name + "' is no machine of this scenario that has time. "
                                + Nearest.hint(
                                        name,
                                        machines.stream()
                                                .filter(machine -> !machine.oracle())
                                                .map(MachineSpec::name)
                                                .toList(),
                                        "")));
    }
}
