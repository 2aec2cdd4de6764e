package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.scenario.opponent.MatchedMachine;
import org.skerry.scenario.preset.Preset;
import org.skerry.scenario.preset.PresetMachine;
import org.skerry.scenario.preset.WholeMachine;
import org.skerry.scenario.spec.MachineKind;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.NetworkKind;
import org.skerry.scenario.spec.Opponent;
import org.skerry.scenario.spec.Scope;
import org.skerry.sim.config.ConfigException;

/** The machines of a scenario: those that are stated, then those that follow from one of them as its opponents. */
final class MachineBinder {
    /** The keys of an opponent beside those of its kind. */
    static final List<String> OPPONENT_KEYS = List.of("opponent", "of", "messagingCores", "equalCapacity", "matched");

    /** What a server is unless another preset is named. */
    private static final String SERVER = "skylake-sp";

    private MachineBinder() {}

    /** The machines, in the order of the file. */
    static List<MachineSpec> machines(Section top) {
        Map<String, Node> nodes = top.named("machines");
        Map<String, MachineSpec> machines = new LinkedHashMap<>();
        nodes.forEach((name, node) -> {
            String path = "machines." + name;
            Section open = Section.open(node, path, top.scope());
            machines.put(name, open.has("opponent") ? null : stated(name, path, node, open, top.scope()));
        });
        machines.replaceAll((name, machine) ->
                machine != null ? machine : opponent(name, "machines." + name, nodes.get(name), top.scope(), machines));
        if (machines.isEmpty()) {
            throw top.wrong("machines names none. Add one, such as 'machines: {oracle: {kind: immediate}}'.");
        }
        return new ArrayList<>(machines.values());
    }

    private static MachineSpec stated(String name, String path, Node node, Section open, Scope scope) {
        String word = open.text("kind");
        if (!MachineKind.words().contains(word)) {
            throw Section.wrong(
                    open.get("kind"),
                    path + ".kind='" + word + "' is no kind of machine. "
                            + Nearest.hint(word, MachineKind.words(), ""));
        }
        MachineKind kind = MachineKind.of(word);
        List<String> read =
                kind.hasNetwork() ? List.of("kind", "network", "preset", "patched") : List.of("kind", "patched");
        Record settings = RecordBinder.bind(node, path, scope, defaults(kind, open, path), read);
        return new MachineSpec(
                name, kind, network(kind, open, path, NetworkKind.DEFAULT), open.truth("patched", false), settings);
    }

    /** A machine of which a file says whose opponent it is, and what of it is different all the same. */
    private static MachineSpec opponent(
            String name, String path, Node node, Scope scope, Map<String, MachineSpec> machines) {
        Section open = Section.open(node, path, scope);
        MachineKind kind = MachineKind.SHARED_MEMORY;
        if (open.has("kind") && !open.text("kind").equals(kind.word())) {
            throw Section.wrong(
                    open.get("kind"),
                    path + ".kind='" + open.text("kind") + "', and an opponent is of kind " + kind.word()
                            + ". Leave kind away.");
        }
        String word = open.text("opponent");
        if (!Opponent.Rule.words().contains(word)) {
            throw Section.wrong(
                    open.get("opponent"),
                    path + ".opponent='" + word + "' is unknown. " + Nearest.hint(word, Opponent.Rule.words(), ""));
        }
        MachineSpec chip = chip(open, path, machines);
        Opponent opponent = new Opponent(
                Opponent.Rule.of(word),
                chip.name(),
                open.truth("messagingCores", false),
                open.truth("equalCapacity", false),
                open.has("matched") ? Optional.of(matched(open, path, word)) : Optional.empty());
        boolean server = opponent.rule() == Opponent.Rule.SERVER;
        if (!server && open.has("preset")) {
            throw Section.wrong(
                    open.get("preset"),
                    path + ".preset: a machine with opponent: " + word + " follows from '" + chip.name()
                            + "', and a preset would take its place. Leave one of the two away, or write 'opponent: server'.");
        }
        Record follows = kind.defaults();
        Optional<String> unfit = Optional.empty();
        if (server) {
            follows = preset(kind, open, path, open.has("preset") ? open.text("preset") : SERVER);
        } else {
            try {
                follows = MatchedMachine.of(opponent, (ChipSpec) chip.settings());
            } catch (ConfigException none) {
                unfit = Optional.of(path + ": " + none.getMessage()); // whoever runs the chip alone need not mind
            }
        }
        List<String> read = new ArrayList<>(List.of("kind", "network", "preset", "patched"));
        read.addAll(OPPONENT_KEYS);
        return new MachineSpec(
                name,
                kind,
                network(kind, open, path, chip.network()),
                open.truth("patched", false),
                unfit.isPresent() ? follows : RecordBinder.bind(node, path, scope, follows, read),
                Optional.of(opponent),
                unfit);
    }

    private static Opponent.Matched matched(Section open, String path, String word) {
        if (Opponent.Rule.of(word) != Opponent.Rule.EQUAL_POWER) {
            throw Section.wrong(
                    open.get("matched"),
                    path + ".matched is of opponents of equal power, and this one is '" + word + "'. Leave it away.");
        }
        Section matched = Section.of(open.get("matched"), path + ".matched", open.scope(), List.of("cores", "hertz"));
        return new Opponent.Matched(
                (int) matched.number("cores", 1, 1024), matched.number("hertz", 1_000_000, 1_000_000_000_000L));
    }

    /** The chip that is meant: the one named, or the only one there is. */
    private static MachineSpec chip(Section open, String path, Map<String, MachineSpec> machines) {
        List<String> chips = machines.values().stream()
                .filter(machine -> machine != null && machine.kind() == MachineKind.ENCLAVE_CHIP)
                .map(MachineSpec::name)
                .toList();
        if (open.has("of") && !chips.contains(open.text("of"))) {
            throw Section.wrong(
                    open.get("of"),
                    path + ".of='" + open.text("of") + "' is no enclave chip of this scenario. "
                            + Nearest.hint(open.text("of"), chips, ""));
        }
        if (!open.has("of") && chips.size() != 1) {
            throw open.wrong(path + " does not say whose opponent it is, and the scenario has " + chips.size()
                    + " enclave chips. Name one with 'of'.");
        }
        return machines.get(open.has("of") ? open.text("of") : chips.get(0));
    }

    /** The settings of a kind of machine, with the mesh of a preset, or all of a chip, if the scenario names one. */
    private static Record defaults(MachineKind kind, Section open, String path) {
        if (!kind.hasNetwork() || !open.has("preset")) {
            return kind.defaults();
        }
        return preset(kind, open, path, open.text("preset"));
    }

    private static Record preset(MachineKind kind, Section open, String path, String name) {
        Optional<WholeMachine> whole = WholeMachine.find(name);
        if (whole.isPresent()) {
            return whole(kind, open, path, whole.get());
        }
        if (!Preset.names().contains(name)) {
            throw Section.wrong(
                    open.get("preset"),
                    path + ".preset='" + name + "' is no preset. " + Nearest.hint(name, presets(kind), ""));
        }
        try {
            return PresetMachine.of(Preset.of(name), kind.defaults());
        } catch (ConfigException unfit) {
            throw Section.wrong(open.get("preset"), path + ": " + unfit.getMessage(), unfit);
        }
    }

    /** The settings of a whole machine. */
    private static Record whole(MachineKind kind, Section open, String path, WholeMachine preset) {
        if (!kind.word().equals(preset.kind())) {
            throw Section.wrong(
                    open.get("preset"),
                    path + ".preset='" + preset.name() + "' is a machine of kind " + preset.kind()
                            + ", and this one is of kind " + kind.word() + ". Use one of " + presets(kind) + ".");
        }
        Record base =
                preset.mesh().isPresent() ? PresetMachine.of(preset.mesh().get(), kind.defaults()) : kind.defaults();
        String source = "preset " + preset.name();
        Node document = NodeReader.read(preset.document(), source);
        Node machine = Section.open(document, "", Scope.EMPTY).get("machine");
        return RecordBinder.bind(machine, source, Scope.EMPTY, base, List.of());
    }

    /** Names of all presets of a kind of machines: whole machines and networks. */
    static List<String> presets(MachineKind kind) {
        List<String> names = new ArrayList<>(WholeMachine.names(kind.word()));
        names.addAll(Preset.names());
        return names;
    }

    private static NetworkKind network(MachineKind kind, Section open, String path, NetworkKind otherwise) {
        if (!kind.hasNetwork() || !open.has("network")) {
            return otherwise;
        }
        String word = open.text("network");
        for (NetworkKind network : NetworkKind.values()) {
            if (network.word().equals(word)) {
                return network;
            }
        }
        throw Section.wrong(
                open.get("network"),
                path + ".network='" + word + "' is no model of a network. "
                        + Nearest.hint(word, NetworkKind.words(), ""));
    }
}
