package org.skerry.scenario.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.skerry.model.client.ClientSpec;
import org.skerry.model.control.NodeLosses;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.edge.NetworkSpec;
import org.skerry.model.edge.StorageSpec;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.UnlikeTiles;
import org.skerry.model.fault.Detour;
import org.skerry.model.fault.FaultKind;
import org.skerry.model.fault.FlipRegion;
import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.scenario.spec.ArgumentSpec;
import org.skerry.scenario.spec.MachineKind;
import org.skerry.scenario.spec.NetworkKind;
import org.skerry.scenario.spec.Opponent;
import org.skerry.scenario.spec.SupervisorSpec;
import org.skerry.scenario.workload.Workloads;
import org.skerry.sim.actor.Rights;
import org.skerry.wasm.load.Policy;
import org.skerry.wasm.wasi.WasiGrant;

/**
 * The JSON schema of scenario files, for editors and for a second opinion. It is written from the same records and lists as the
 * binding, without the defaults, which every {@code run.json} lists; a test holds the committed {@code scenario.schema.json} against it.
 */
public final class ScenarioSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ScenarioSchema() {}

    /** The whole schema. */
    public static ObjectNode schema() {
        ObjectNode schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Skerry scenario");
        ObjectNode top = object(schema);
        top.set("name", text());
        top.set("description", text());
        top.set("seed", number());
        top.set("parameters", names(number()));
        top.set("images", names(image()));
        top.set("windows", names(closed("sizeBytes", number())));
        ObjectNode actors = NODES.objectNode();
        actors.set("anyOf", NODES.arrayNode().add(actor()).add(storage()).add(network()));
        top.set("actors", names(actors));
        top.set("machines", names(machine()));
        top.set("compare", list(text()));
        top.set("limits", closed("cycles", number(), "hostMemoryBytes", number()));
        top.set("bugs", list(bug()));
        top.set("orders", list(order()));
        top.set("work", closed("unit", text(), "count", number(), "turns", number()));
        top.set("measure", closed("warmup", number(), "until", number(), "energyEveryCycles", number()));
        top.set("checks", checks());
        top.set("traffic", either(text(), list(closed("from", text(), "to", text(), "messages", number()))));
        ObjectNode attestation = closed(
                "of", list(text()),
                "from", number(),
                "every", number(),
                "times", number(),
                "within", number(),
                "minimumSecurityVersion", number(),
                "debugAllowed", truth());
        attestation.set("required", words(List.of("of")));
        top.set("attestation", attestation);
        top.set("faults", faults());
        ObjectNode supervisor = closed(
                "strategy", oneOf(SupervisionBinder.words(SupervisorSpec.Strategy.values())),
                "restart", oneOf(SupervisionBinder.words(SupervisorSpec.Restart.values())),
                "intensity", number(),
                "periodNanoseconds", number(),
                "heartbeatNanoseconds", number(),
                "children", list(text()),
                "domain", text());
        supervisor.set("required", words(List.of("children")));
        top.set("supervisors", names(supervisor));
        ObjectNode axis = closed("path", text(), "text", text(), "values", list(number()));
        axis.set("required", words(List.of("path", "values")));
        ObjectNode grid = closed(
                "machine", text(),
                "against", text(),
                "messageCycles", closed("from", number(), "to", number()),
                "sharing", axis,
                "size", axis.deepCopy(),
                "rate", axis.deepCopy());
        grid.set("required", words(List.of("machine", "against", "sharing", "size", "rate")));
        top.set("grid", grid);
        ObjectNode cost =
                closed("text", text(), "machine", text(), "scenario", text(), "set", list(text()), "added", truth());
        cost.set("required", words(List.of("text", "machine")));
        top.set("costs", names(cost));
        top.set("sharedForm", closed("scenario", text(), "text", text(), "set", list(text()), "none", text()));
        schema.set("required", words(List.of("name", "images", "actors", "machines")));
        return schema;
    }

    private static ObjectNode image() {
        ObjectNode image = closed(
                "module", text(), "limits", record(Policy.DEFAULT), "securityVersion", number(), "publisher", text());
        image.set("required", words(List.of("module")));
        return image;
    }

    private static ObjectNode actor() {
        ObjectNode actor = closed(
                "count", number(),
                "image", text(),
                "arguments", either(piece(), list(piece())),
                "grants", list(grant()),
                "place", number(),
                "timed", truth(),
                "wasi", wasi(),
                "domain", text(),
                "links", list(text()),
                "trapExits", truth());
        actor.set("required", words(List.of("image")));
        return actor;
    }

    private static ObjectNode storage() {
        ObjectNode storage = record(StorageSpec.DEFAULT);
        ObjectNode keys = (ObjectNode) storage.get("properties");
        keys.set("edge", NODES.objectNode().put("const", "storage"));
        keys.set("domain", text());
        keys.set("export", truth());
        ObjectNode contents = closed(
                "label", number(),
                "name", text(),
                "count", number(),
                "text", text(),
                "hex", text(),
                "file", text(),
                "fillBytes", number());
        contents.set("required", words(List.of("name")));
        keys.set("contents", list(contents));
        storage.set("required", words(List.of("edge")));
        return storage;
    }

    private static ObjectNode network() {
        ObjectNode network = record(NetworkSpec.DEFAULT);
        ObjectNode keys = (ObjectNode) network.get("properties");
        keys.set("edge", NODES.objectNode().put("const", "network"));
        keys.set("domain", text());
        keys.set("grants", list(grant()));
        keys.set("payload", either(piece(), list(piece())));
        keys.set("arrivals", arrivals());
        keys.set("clients", record(ClientSpec.DEFAULT));
        network.set("required", words(List.of("edge")));
        return network;
    }

    private static ObjectNode arrivals() {
        ObjectNode process = NODES.objectNode();
        process.set("enum", words(ArrivalBinder.words()));
        ObjectNode arrivals = NODES.objectNode();
        ObjectNode keys = object(arrivals);
        for (String key : ArrivalBinder.keys()) {
            keys.set(key, key.equals("process") ? process : key.equals("at") ? list(number()) : number());
        }
        return arrivals;
    }

    private static ObjectNode piece() {
        ObjectNode piece = NODES.objectNode();
        ObjectNode types = object(piece);
        for (ArgumentSpec.Type type : ArgumentSpec.Type.values()) {
            types.set(type.name().toLowerCase(Locale.ROOT), text());
        }
        piece.put("minProperties", 1).put("maxProperties", 1);
        return piece;
    }

    private static ObjectNode grant() {
        ObjectNode right = NODES.objectNode();
        right.set("enum", words(Arrays.asList(Rights.names(Rights.ALL).split("\\+"))));
        ObjectNode service = NODES.objectNode();
        service.set("enum", words(List.of("clock", "random", "log")));
        return closed(
                "name", text(),
                "actor", text(),
                "group", text(),
                "image", text(),
                "window", text(),
                "service", service,
                "rights", list(right),
                "label", number());
    }

    private static ObjectNode wasi() {
        ObjectNode text = either(text(), closed("text", text()));
        ObjectNode source = NODES.objectNode();
        ObjectNode sources = object(source);
        WasiBinder.SOURCES.forEach(kind -> sources.set(kind, text()));
        source.put("minProperties", 1).put("maxProperties", 1);
        ObjectNode word = NODES.objectNode();
        word.set("enum", words(WasiBinder.PLACES));
        ObjectNode place = either(word, closed("send", text()));
        ObjectNode message = NODES.objectNode().put("const", "message");
        return closed(
                "args",
                list(text),
                "env",
                names(text),
                "stdin",
                either(message, source),
                "stdout",
                place,
                "stderr",
                place,
                "clock",
                truth(),
                "random",
                text(),
                "files",
                names(closed("folder", text(), "files", names(source), "writable", truth())),
                "call",
                text(),
                "limits",
                record(WasiGrant.Limits.DEFAULT));
    }

    private static ObjectNode machine() {
        ArrayNode kinds = NODES.arrayNode();
        for (MachineKind kind : MachineKind.values()) {
            ObjectNode machine = record(kind.defaults());
            ObjectNode word = NODES.objectNode().put("const", kind.word()).put("description", kind.text());
            ((ObjectNode) machine.get("properties")).set("kind", word);
            ((ObjectNode) machine.get("properties")).set("patched", truth());
            if (kind.hasNetwork()) {
                ObjectNode network = NODES.objectNode();
                network.set("enum", words(NetworkKind.words()));
                network.put("default", NetworkKind.DEFAULT.word());
                ((ObjectNode) machine.get("properties")).set("network", network);
                ObjectNode preset = NODES.objectNode();
                preset.set("enum", words(MachineBinder.presets(kind)));
                ((ObjectNode) machine.get("properties")).set("preset", preset);
            }
            machine.set("required", words(List.of("kind")));
            kinds.add(machine);
        }
        kinds.add(opponent());
        ObjectNode machine = NODES.objectNode();
        machine.set("oneOf", kinds);
        return machine;
    }

    private static ObjectNode opponent() {
        MachineKind kind = MachineKind.SHARED_MEMORY;
        ObjectNode machine = record(kind.defaults());
        ObjectNode keys = (ObjectNode) machine.get("properties");
        keys.set("kind", NODES.objectNode().put("const", kind.word()));
        keys.set("opponent", oneOf(Opponent.Rule.words()));
        keys.set("of", text());
        keys.set("messagingCores", truth());
        keys.set("equalCapacity", truth());
        keys.set("matched", closed("cores", number(), "hertz", number()));
        keys.set("patched", truth());
        keys.set("network", oneOf(NetworkKind.words()));
        keys.set("preset", oneOf(MachineBinder.presets(kind)));
        machine.set("required", words(List.of("opponent")));
        return machine;
    }

    private static ObjectNode bug() {
        ObjectNode bug = closed(
                "layer", text(),
                "check", text(),
                "trigger", closed("actors", list(text()), "fromAccess", number()),
                "windowFrom", number(),
                "windowTo", number());
        bug.set("required", words(List.of("layer", "check")));
        return bug;
    }

    private static ObjectNode order() {
        ObjectNode order = closed(
                "at", number(),
                "stop", text(),
                "reimage", text(),
                "image", text(),
                "rewire", text(),
                "from", text(),
                "to", text(),
                "read", number(),
                "write", number(),
                "by", text(),
                "mislead", text(),
                "start", number(),
                "stride", number(),
                "find", number(),
                "value", number());
        order.set("required", words(List.of("at")));
        return order;
    }

    private static ObjectNode faults() {
        ObjectNode rule = closed(
                "kind", oneOf(FaultKind.words()),
                "target", text(),
                "count", number(),
                "at", number(),
                "step", number(),
                "from", number(),
                "until", number(),
                "every", number(),
                "bits", number(),
                "region", oneOf(FlipRegion.words()),
                "address", number(),
                "bit", number());
        rule.set("required", words(List.of("kind", "target")));
        return closed(
                "unit", oneOf(FaultBinder.UNITS),
                "seed", number(),
                "detour", oneOf(Detour.words()),
                "detectionCycles", number(),
                "secded", truth(),
                "scrubCycles", number(),
                "corruptionPerBillion", number(),
                "lossPerBillion", number(),
                "crcBits", number(),
                "schedule", list(rule));
    }

    private static ObjectNode oneOf(List<String> known) {
        ObjectNode one = NODES.objectNode();
        one.set("enum", words(known));
        return one;
    }

    private static ObjectNode checks() {
        ObjectNode outcome = NODES.objectNode();
        outcome.set("enum", words(ScenarioBinder.OUTCOMES));
        ObjectNode workload = NODES.objectNode();
        workload.set("enum", words(Workloads.NAMES));
        ObjectNode line = closed("actor", text(), "line", text(), "times", number());
        line.set("required", words(List.of("actor", "line")));
        ObjectNode majority = NODES.objectNode();
        majority.set("enum", words(HistoryBinder.WORDS));
        return closed(
                "outcome",
                outcome,
                "workload",
                workload,
                "log",
                list(line),
                "sameLog",
                truth(),
                "hostile",
                list(text()),
                "unread",
                list(text()),
                "history",
                closed("longestGapNanoseconds", number(), "answerWithinNanoseconds", number(), "majority", majority));
    }

    /** A key for each component that {@link RecordBinder} can set. */
    private static ObjectNode record(Record defaults) {
        ObjectNode schema = NODES.objectNode();
        ObjectNode properties = object(schema);
        for (RecordComponent component : defaults.getClass().getRecordComponents()) {
            Object value = RecordBinder.get(component, defaults);
            if (component.getType() != List.class) {
                properties.set(component.getName(), component(component.getType(), value));
            }
        }
        return schema;
    }

    /** A kind of core by name, or its parts with the name of the kind that the others are of. */
    private static ObjectNode core(CoreSpec defaults) {
        ObjectNode parts = record(defaults);
        ((ObjectNode) parts.get("properties")).set(CoreBinder.MODEL, coreModel());
        return either(coreModel(), parts);
    }

    private static ObjectNode coreModel() {
        ObjectNode model = NODES.objectNode();
        model.set("enum", words(CoreBinder.words()));
        return model;
    }

    private static ObjectNode component(Class<?> type, Object value) {
        if (value instanceof NodeLosses) {
            return list(closed("node", number(), "at", number()));
        }
        if (value instanceof CoreSpec core) {
            return core(core);
        }
        if (value instanceof ContainmentSpec containment) {
            ObjectNode rung = NODES.objectNode();
            rung.set("enum", words(ContainmentBinder.words()));
            return either(rung, record(containment));
        }
        if (value instanceof UnlikeTiles) {
            return names(closed(
                    "tiles",
                    list(number()),
                    "enclaves",
                    number(),
                    "memoryBytes",
                    number(),
                    "core",
                    core(ChipSpec.of(1, 1, 1).core()),
                    "reserved",
                    truth()));
        }
        if (value instanceof Record nested) {
            return record(nested);
        }
        if (type == boolean.class) {
            return truth();
        }
        if (type.isEnum()) {
            ObjectNode one = NODES.objectNode();
            one.set(
                    "enum",
                    words(Arrays.stream(type.getEnumConstants())
                            .map(RecordBinder::word)
                            .toList()));
            return one;
        }
        if (type == String.class) {
            return text();
        }
        return number();
    }

    /** A number, or a text that is a formula or a quantity with its unit. */
    private static ObjectNode number() {
        return NODES.objectNode().set("type", words(List.of("integer", "string")));
    }

    /** A text; YAML takes unquoted numbers for numbers. */
    private static ObjectNode text() {
        return NODES.objectNode().set("type", words(List.of("string", "number", "boolean")));
    }

    private static ObjectNode truth() {
        return NODES.objectNode().put("type", "boolean");
    }

    private static ObjectNode list(JsonNode element) {
        ObjectNode list = NODES.objectNode().put("type", "array");
        list.set("items", element);
        return list;
    }

    private static ObjectNode names(JsonNode value) {
        ObjectNode names = NODES.objectNode().put("type", "object");
        names.set("additionalProperties", value);
        return names;
    }

    private static ObjectNode either(JsonNode one, JsonNode other) {
        ObjectNode either = NODES.objectNode();
        either.set("anyOf", NODES.arrayNode().add(one).add(other));
        return either;
    }

    /** Makes {@code schema} that of a mapping without other keys, and returns where its keys go. */
    private static ObjectNode object(ObjectNode schema) {
        schema.put("type", "object").put("additionalProperties", false);
        return schema.putObject("properties");
    }

    private static ObjectNode closed(Object... keysAndSchemas) {
        ObjectNode schema = NODES.objectNode();
        ObjectNode properties = object(schema);
        for (int i = 0; i < keysAndSchemas.length; i += 2) {
            properties.set((String) keysAndSchemas[i], (JsonNode) keysAndSchemas[i + 1]);
        }
        return schema;
    }

    private static ArrayNode words(List<String> words) {
        ArrayNode array = NODES.arrayNode();
        words.forEach(array::add);
        return array;
    }
}
