package org.skerry.scenario.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.scenario.spec.WorkSpec;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.GrantUse;
import org.skerry.sim.actor.GuestFault;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.ActorAuthority;
import org.skerry.sim.machine.ActorFault;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.MeasuredRegion;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.stats.EnergySeries;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.stats.Unit;
import org.skerry.sim.trace.Attestation;
import org.skerry.sim.trace.EndpointList;
import org.skerry.sim.trace.LinkLoad;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.sim.trace.Reach;
import org.skerry.view.report.Report.Verdict;

/** Reads what {@link RunJson} wrote, in the order in which it was written. */
final class RunReader {
    /** Beyond what any machine here has: a damaged number must not make a page draw a billion squares. */
    private static final int MOST_COLUMNS = 1 << 12;

    private static final int MOST_PLACES = 1 << 24;

    private RunReader() {}

    /**
     * One run.
     *
     * @throws org.skerry.sim.config.ConfigException when anything is missing, of another type, or contradicts the rest
     */
    static FinishedRun run(JsonFields json) {
        FinishedRun run;
        try {
            run = new FinishedRun(
                    record(json),
                    about(json.object("about")),
                    verdicts(json.list("checks")),
                    null,
                    json.whole("femtosecondsPerCycle"),
                    json.truth("good"));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw json.damaged("cannot be: " + e.getMessage());
        }
        // Figures that follow from others, and keys that nobody reads, must be what this program would have written.
        String difference = difference(json.node(), RunJson.json(run), "");
        if (difference != null) {
            throw json.damaged(difference, "does not fit the rest of the run");
        }
        return run;
    }

    private static RunRecord record(JsonFields json) {
        return new RunRecord(
                json.text("scenario"),
                json.text("machine"),
                json.whole("seed"),
                json.object("versions").text("skerry"),
                configuration(json.object("configuration")),
                modules(json.object("modules")),
                outcome(json.object("outcome"), json.whole("cycles")),
                json.whole("nanoseconds"),
                region(json.object("region")),
                metrics(json.object("metrics"), json.object("region")),
                bill(json.list("energy")),
                json.has("energyOverTime") ? energyOverTime(json.object("energyOverTime")) : EnergySeries.NONE,
                bill(json.list("area")),
                json.list("links").stream().map(RunReader::link).toList(),
                json.list("memory").stream().map(RunReader::memory).toList(),
                reach(json.object("reach")),
                json.list("orders").stream().map(RunReader::order).toList(),
                json.has("attestation") ? attestation(json.object("attestation")) : Attestation.NONE,
                json.list("authority").stream().map(RunReader::authority).toList(),
                json.has("clients")
                        ? json.list("clients").stream().map(ClientsJson::read).toList()
                        : List.of(),
                json.has("endpoints") ? EndpointsJson.read(json.object("endpoints")) : EndpointList.NONE,
                json.small("places", MOST_PLACES),
                json.list("log").stream()
                        .map(line -> new LogLine(line.whole("cycle"), line.text("actor"), line.text("text")))
                        .toList(),
                json.text("digest"));
    }

    private static EnergySeries energyOverTime(JsonFields json) {
        return new EnergySeries(
                json.numbers("cycles").stream().map(Double::longValue).toList(),
                json.list("parts").stream()
                        .map(part -> new EnergySeries.Part(part.text("part"), part.numbers("picojoules")))
                        .toList());
    }

    private static About about(JsonFields json) {
        Optional<WorkSpec> work = Optional.empty();
        if (json.has("work")) {
            JsonFields done = json.object("work");
            work = Optional.of(new WorkSpec(done.text("unit"), done.whole("count")));
        }
        return new About(
                json.text("description"),
                work,
                json.truth("sameLog"),
                json.texts("hostile"),
                json.truth("oracle"),
                json.texts("caveats"));
    }

    private static RunOutcome outcome(JsonFields json, long cycle) {
        String name = json.text("name");
        return switch (name) {
            case "quiescent" -> new RunOutcome.Quiescent(cycle);
            case "limit-reached" -> new RunOutcome.LimitReached(cycle, json.text("limit"));
            case "deadlocked" -> new RunOutcome.Deadlocked(cycle, json.texts("waits"));
            case "faulted" ->
                new RunOutcome.Faulted(
                        cycle,
                        json.list("faults").stream().map(RunReader::fault).toList());
            default -> throw json.damaged("name", "is '" + name + "', which is no outcome");
        };
    }

    private static ActorFault fault(JsonFields json) {
        GuestFault fault = new GuestFault(
                json.constant("kind", GuestFault.Kind.values()),
                json.text("function"),
                json.text("reason"),
                json.whole("instruction"));
        return new ActorFault(json.text("actor"), json.whole("cycle"), fault);
    }

    private static List<Verdict> verdicts(List<JsonFields> list) {
        List<Verdict> verdicts = new ArrayList<>();
        for (JsonFields json : list) {
            String word = json.text("state");
            Verdict.State state = Arrays.stream(Verdict.State.values())
                    .filter(one -> one.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> json.damaged("state", "is '" + word + "', which is no result of a check"));
            verdicts.add(new Verdict(json.text("claim"), state, json.text("detail")));
        }
        return verdicts;
    }

    private static MeasuredRegion region(JsonFields json) {
        return new MeasuredRegion(
                json.whole("fromCycle"),
                json.whole("toCycle"),
                json.whole("nanoseconds"),
                json.whole("turnsBefore"),
                json.whole("turns"),
                json.whole("allTurns"),
                json.text("rule"));
    }

    /** A registry whose metrics have stopped, read once. */
    private static StatsSnapshot metrics(JsonFields json, JsonFields region) {
        StatsRegistry registry = new StatsRegistry();
        json.objects().forEach((name, metric) -> {
            String symbol = metric.text("unit");
            Unit unit = Arrays.stream(Unit.values())
                    .filter(one -> one.symbol().equals(symbol))
                    .findFirst()
                    .orElseThrow(() -> metric.damaged("unit", "is '" + symbol + "', which is no unit"));
            if (metric.has("buckets")) {
                registry.histogram(name, unit, metric.text("text"), histogram(metric));
            } else {
                // Parts of cycles may fall: what a core waits for is sometimes known only afterwards. Nothing else
                // does.
                long value = name.startsWith("cycles.") ? metric.any("value") : metric.whole("value");
                registry.counter(name, unit, metric.text("text"), () -> value);
            }
        });
        return registry.snapshot(region.whole("toCycle") - region.whole("fromCycle"));
    }

    private static LatencyHistogram histogram(JsonFields json) {
        JsonFields buckets = json.object("buckets");
        List<long[]> pairs = new ArrayList<>();
        buckets.node().fieldNames().forEachRemaining(value -> {
            if (!value.matches("[0-9]{1,18}")) {
                throw buckets.damaged(value, "is no value of a histogram");
            }
            pairs.add(new long[] {Long.parseLong(value), buckets.whole(value)});
        });
        try {
            return LatencyHistogram.of(pairs, json.whole("sum"), json.whole("max"));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw json.damaged("buckets", "cannot be: " + e.getMessage());
        }
    }

    private static List<CostLine> bill(List<JsonFields> list) {
        return list.stream()
                .map(json -> new CostLine(
                        json.text("part"),
                        json.number("amount"),
                        json.number("low"),
                        json.number("high"),
                        json.text("unit"),
                        json.text("from"),
                        json.text("source")))
                .toList();
    }

    private static LinkLoad link(JsonFields json) {
        return new LinkLoad(
                json.small("fromX", MOST_COLUMNS),
                json.small("fromY", MOST_COLUMNS),
                json.small("toX", MOST_COLUMNS),
                json.small("toY", MOST_COLUMNS),
                json.whole("flits"));
    }

    private static MemoryRegion memory(JsonFields json) {
        MemoryRegion region = new MemoryRegion(
                json.text("space"),
                json.whole("spaceBytes"),
                json.whole("base"),
                json.whole("bytes"),
                json.text("actor"),
                json.text("what"));
        if (region.bytes() > region.spaceBytes() || region.base() > region.spaceBytes() - region.bytes()) {
            throw json.damaged("does not lie in its space");
        }
        return region;
    }

    private static Reach reach(JsonFields json) {
        List<Reach.Landing> landings = new ArrayList<>();
        for (JsonFields landing : json.list("landings")) {
            landings.add(new Reach.Landing(
                    landing.text("by"),
                    landing.text("space"),
                    landing.constant("whose", Reach.Whose.values()),
                    landing.text("actor"),
                    landing.text("what"),
                    landing.whole("bytesRead"),
                    landing.whole("bytesWritten")));
        }
        List<Reach.Stop> stops = new ArrayList<>();
        for (JsonFields stop : json.list("stops")) {
            stops.add(new Reach.Stop(stop.text("by"), stop.text("where"), stop.whole("reads"), stop.whole("writes")));
        }
        return new Reach(landings, stops);
    }

    private static OrderOutcome order(JsonFields json) {
        return new OrderOutcome(
                json.whole("cycle"),
                json.text("order"),
                json.text("actor"),
                json.any("obeyedCycle"),
                json.whole("turnsBefore"),
                json.whole("turnsAfter"),
                json.whole("diverted"),
                json.whole("found"));
    }

    private static Attestation attestation(JsonFields json) {
        return new Attestation(
                json.truth("able"),
                json.list("answers").stream()
                        .map(answer -> new Attestation.Answer(
                                answer.text("actor"),
                                answer.whole("askedCycle"),
                                answer.any("answeredCycle"),
                                answer.small("bytes", Integer.MAX_VALUE),
                                answer.texts("broken"),
                                answer.text("detail")))
                        .toList());
    }

    private static ActorAuthority authority(JsonFields json) {
        List<GrantUse> uses = new ArrayList<>();
        for (JsonFields grant : json.list("grants")) {
            uses.add(new GrantUse(
                    grant.text("name"),
                    grant.constant("kind", CapabilityKind.values()),
                    grant.whole("held"),
                    grant.whole("exercised"),
                    rights(grant, "granted"),
                    rights(grant, "used")));
        }
        return new ActorAuthority(json.small("actors", MOST_PLACES), json.texts("names"), uses);
    }

    static int rights(JsonFields json, String key) {
        for (int rights = 0; rights <= Rights.ALL; rights++) {
            if (Rights.names(rights).equals(json.text(key))) {
                return rights;
            }
        }
        throw json.damaged(key, "is '" + json.text(key) + "', which names no rights");
    }

    private static Map<String, String> modules(JsonFields json) {
        Map<String, String> modules = new LinkedHashMap<>();
        json.node().fieldNames().forEachRemaining(name -> modules.put(name, json.text(name)));
        return modules;
    }

    private static Map<String, Object> configuration(JsonFields json) {
        Map<String, Object> settings = new LinkedHashMap<>();
        json.node().fieldNames().forEachRemaining(path -> settings.put(path, setting(json, path)));
        return settings;
    }

    private static Object setting(JsonFields json, String path) {
        JsonNode value = json.node().get(path);
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isIntegralNumber()) {
            return json.any(path);
        }
        return value.isNumber() ? json.number(path) : json.text(path);
    }

    /** The first path at which two trees differ, or null. */
    private static String difference(JsonNode read, JsonNode written, String path) {
        if (read.isObject() && written.isObject()) {
            List<String> keys = new ArrayList<>();
            read.fieldNames().forEachRemaining(keys::add);
            written.fieldNames().forEachRemaining(key -> {
                if (!read.has(key)) {
                    keys.add(key);
                }
            });
            for (String key : keys) {
                String at = path.isEmpty() ? key : path + "." + key;
                String below =
                        !read.has(key) || !written.has(key) ? at : difference(read.get(key), written.get(key), at);
                if (below != null) {
                    return below;
                }
            }
            return null;
        }
        if (read.isArray() && written.isArray() && read.size() == written.size()) {
            for (int i = 0; i < read.size(); i++) {
                String below = difference(read.get(i), written.get(i), path + "[" + i + "]");
                if (below != null) {
                    return below;
                }
            }
            return null;
        }
        boolean same = read.isNumber() && written.isNumber()
                ? read.decimalValue().compareTo(written.decimalValue()) == 0
                : read.equals(written);
        return same ? null : path;
    }
}
