package org.skerry.scenario.run;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.skerry.scenario.spec.ArgumentSpec;
import org.skerry.scenario.spec.EdgeSpec;
import org.skerry.scenario.spec.GrantSpec;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.scenario.spec.Supervision;
import org.skerry.scenario.spec.SupervisorSpec;
import org.skerry.scenario.spec.WasiSpec;
import org.skerry.scenario.spec.WorkSpec;
import org.skerry.sim.actor.Rights;
import org.skerry.wasm.wasi.WasiGrant;

/** Every setting of a run by its path, with the defaults filled in. Threads and folders are no settings: they change nothing. */
final class Configuration {
    private final Map<String, Object> settings = new LinkedHashMap<>();

    private Configuration() {}

    static Map<String, Object> of(ScenarioSpec spec, MachineSpec machine) {
        Configuration all = new Configuration();
        all.put("name", spec.name());
        all.put("seed", spec.seed());
        spec.parameters().forEach(parameter -> all.put("parameters." + parameter.name(), parameter.value()));
        spec.images().forEach(image -> {
            String path = "images." + image.name();
            all.put(path + ".module", image.module());
            all.record(path + ".limits", image.limits());
            all.put(path + ".securityVersion", image.securityVersion());
            all.put(path + ".publisher", image.publisher());
        });
        spec.windows().forEach(window -> all.put("windows." + window.name() + ".sizeBytes", window.sizeBytes()));
        spec.actors().forEach(all::group);
        all.put("machine.kind", machine.kind().word());
        if (machine.kind().hasNetwork()) {
            all.put("machine.network", machine.network().word());
        }
        all.put("machine.patched", machine.patched());
        machine.opponent().ifPresent(opponent -> {
            all.put("machine.opponent", opponent.rule().word());
            all.put("machine.of", opponent.of());
            all.put("machine.messagingCores", opponent.messagingCores());
            all.put("machine.equalCapacity", opponent.equalCapacity());
        });
        all.record("machine", machine.settings());
        all.record("limits", spec.limits());
        for (int i = 0; i < spec.bugs().size(); i++) {
            all.record("bugs." + i, spec.bugs().get(i));
        }
        for (int i = 0; i < spec.traffic().size(); i++) {
            all.record("traffic." + i, spec.traffic().get(i));
        }
        all.put("measure.warmup", spec.measure().warmup().toString());
        all.put("measure.until", spec.measure().until().toString());
        if (spec.measure().energyEveryCycles() > 0) {
            all.put("measure.energyEveryCycles", spec.measure().energyEveryCycles());
        }
        for (int i = 0; i < spec.orders().size(); i++) {
            all.put("orders." + i + ".at", spec.orders().get(i).at());
            all.put("orders." + i + ".order", spec.orders().get(i).text());
        }
        if (spec.attestation().any()) {
            all.record("attestation", spec.attestation());
        }
        if (spec.faults().any()) {
            all.record("faults", spec.faults());
        }
        all.supervision(spec.supervision());
        spec.work().ifPresent(work -> all.record("work", new WorkSpec(work.unit(), work.count())));
        all.record("checks", spec.checks());
        return all.settings;
    }

    private void supervision(Supervision supervision) {
        for (Supervision.Link link : supervision.links()) {
            String path = "actors." + link.group() + ".links";
            Object before = settings.get(path);
            put(path, before == null ? link.to().toString() : before + ", " + link.to());
        }
        supervision.trapping().forEach(group -> put("actors." + group + ".trapExits", true));
        for (SupervisorSpec each : supervision.supervisors()) {
            String path = "supervisors." + each.name();
            put(
                    path + ".strategy",
                    each.strategy().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            put(path + ".restart", each.restart().name().toLowerCase(Locale.ROOT));
            put(path + ".intensity", each.intensity());
            put(path + ".periodNanoseconds", each.periodNanoseconds());
            put(path + ".heartbeatNanoseconds", each.heartbeatNanoseconds());
            put(path + ".children", String.join(", ", each.children()));
            put(path + ".domain", each.domain());
        }
    }

    private void group(GroupSpec group) {
        String path = "actors." + group.name();
        put(path + ".count", group.members());
        if (group.edge().isPresent()) {
            edge(path, group.edge().get());
        } else {
            put(path + ".image", group.image());
        }
        StringBuilder arguments = new StringBuilder();
        for (ArgumentSpec piece : group.arguments()) {
            arguments.append(arguments.isEmpty() ? "" : ", ").append(piece);
        }
        put(path + ".arguments", arguments.toString());
        for (int i = 0; i < group.grants().size(); i++) {
            GrantSpec grant = group.grants().get(i);
            String target = grant.kind().name().toLowerCase(Locale.ROOT);
            boolean service = grant.target().text().equals(target);
            put(
                    path + ".grants." + i,
                    grant.name() + ": " + target + (service ? "" : " " + grant.target()) + ", "
                            + Rights.names(grant.rights()) + ", label " + grant.label());
        }
        put(path + ".place", group.place().map(Object::toString).orElse("chosen by the machine"));
        put(path + ".timed", group.timed());
        group.wasi().ifPresent(wasi -> wasi(path + ".wasi", wasi));
    }

    private void edge(String path, EdgeSpec edge) {
        put(path + ".edge", edge.word());
        record(path, edge.settings());
        if (edge instanceof EdgeSpec.Storage storage) {
            for (int i = 0; i < storage.contents().size(); i++) {
                EdgeSpec.Contents contents = storage.contents().get(i);
                String bytes = contents.bytes()
                        .map(given -> given.length + " bytes, sha256 " + Sha256.of(given))
                        .orElse("filled with " + contents.fill() + " bytes");
                put(
                        path + ".contents." + i,
                        contents.count() + " x " + contents.name() + ", label " + contents.label() + ", " + bytes);
            }
            put(path + ".export", storage.export());
        } else if (edge instanceof EdgeSpec.Network network) {
            put(path + ".arrivals", network.arrivals().map(Object::toString).orElse("none"));
            put(
                    path + ".payload",
                    network.payload().stream().map(Object::toString).collect(Collectors.joining(", ")));
        } else if (edge instanceof EdgeSpec.Population population) {
            put(path + ".arrivals", population.arrivals().toString());
            record(path + ".clients", population.clients());
        }
    }

    private void wasi(String path, WasiSpec wasi) {
        put(path + ".args", wasi.arguments().stream().map(Object::toString).collect(Collectors.joining(" ")));
        wasi.environment()
                .forEach(variable ->
                        put(path + ".env." + variable.name(), variable.value().text()));
        put(path + ".stdin", wasi.input().map(Configuration::input).orElse("closed"));
        put(path + ".stdout", wasi.output().map(Configuration::output).orElse("closed"));
        put(path + ".stderr", wasi.error().map(Configuration::output).orElse("closed"));
        put(path + ".clock", wasi.clock());
        put(path + ".random", wasi.random().map(Object::toString).orElse("none"));
        for (WasiGrant.Preopen folder : wasi.folders()) {
            Sha256 hash = new Sha256();
            folder.files().forEach(file -> hash.add(file.path()).add(file.content()));
            put(
                    path + ".files." + folder.path(),
                    (folder.writable() ? "writable, " : "read only, ")
                            + folder.files().size() + " entries, hash " + hash.hex());
        }
        wasi.handler().ifPresent(handler -> put(path + ".call", handler));
        record(path + ".limits", wasi.limits());
    }

    private static String input(WasiGrant.Input input) {
        return input.bytes() == null ? "message" : input.bytes().length + " bytes, sha256 " + Sha256.of(input.bytes());
    }

    private static String output(WasiGrant.Output output) {
        String word = output.kind().name().toLowerCase(Locale.ROOT);
        return output.handle().isEmpty() ? word : word + " " + output.handle();
    }

    /** Each component of a record under its name. */
    private void record(String path, Record record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                put(path + "." + component.getName(), component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
    }

    private void put(String path, Object value) {
        Object plain = plain(value);
        if (plain instanceof Record record) {
            record(path, record);
        } else if (plain instanceof Collection<?> several) {
            int index = 0;
            for (Object one : several) {
                put(path + "." + index++, one);
            }
        } else if (plain instanceof Number || plain instanceof Boolean) {
            settings.put(path, plain);
        } else if (plain instanceof Enum<?> constant) {
            settings.put(path, constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        } else if (plain != null) {
            settings.put(path, plain.toString());
        }
    }

    /** Without the wrapping of what may be absent. */
    private static Object plain(Object value) {
        if (value instanceof Optional<?> some) {
            return some.orElse(null);
        }
        if (value instanceof OptionalInt some) {
            return some.isPresent() ? (Object) some.getAsInt() : null;
        }
        if (value instanceof OptionalLong some) {
            return some.isPresent() ? (Object) some.getAsLong() : null;
        }
        return value;
    }
}
