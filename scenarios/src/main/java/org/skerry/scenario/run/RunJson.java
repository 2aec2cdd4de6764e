package org.skerry.scenario.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skerry.scenario.history.History;
import org.skerry.sim.actor.GrantUse;
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
import org.skerry.sim.stats.Metric;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.Attestation;
import org.skerry.sim.trace.LinkLoad;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.sim.trace.Reach;
import org.skerry.view.report.Report.Verdict;

/** Records as JSON. The form has a version, and {@link RunReader} refuses others; what is written here it must read. */
public final class RunJson {
    static final String FORMAT = "skerry-run-3";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RunJson() {}

    /** One finished run. */
    public static ObjectNode json(FinishedRun run) {
        RunRecord record = run.record();
        ObjectNode json = NODES.objectNode();
        json.put("format", FORMAT);
        json.put("scenario", record.scenario());
        json.put("machine", record.machine());
        json.put("seed", record.seed());
        json.putObject("versions").put("skerry", record.version()).put("contract", "skerry_v1");
        json.set("outcome", outcome(record.outcome()));
        json.put("good", run.good());
        json.put("cycles", record.outcome().cycle());
        json.put("nanoseconds", record.nanoseconds());
        json.put("digest", record.digest());
        json.set("about", about(run.about()));
        json.set("checks", verdicts(run.verdicts()));
        if (NetworkRange.known(record.metrics())) {
            json.put("network_out_of_range", NetworkRange.left(record.metrics()));
        }
        json.set("region", region(record.region()));
        json.put("places", record.places());
        json.put("femtosecondsPerCycle", run.femtosecondsPerCycle());
        json.set("metrics", metrics(record.metrics()));
        json.set("energy", bill(record.energy()));
        if (!record.energyOverTime().isEmpty()) {
            json.set("energyOverTime", energyOverTime(record.energyOverTime()));
        }
        json.set("area", bill(record.area()));
        json.set("links", links(record.links()));
        json.set("memory", memory(record.memory()));
        json.set("reach", reach(record.reach()));
        json.set("orders", orders(record.orders()));
        if (!record.attestation().equals(Attestation.NONE)) {
            json.set("attestation", attestation(record.attestation()));
        }
        json.set("authority", authority(record.authority()));
        History history = History.of(record.log());
        if (!history.isEmpty()) {
            json.set("history", HistoryJson.json(history));
        }
        if (!record.clients().isEmpty()) {
            ArrayNode clients = json.putArray("clients");
            record.clients().forEach(each -> clients.add(ClientsJson.json(each)));
        }
        if (record.endpoints().total() > 0) {
            json.set("endpoints", EndpointsJson.json(record.endpoints()));
        }
        ObjectNode modules = json.putObject("modules");
        record.modules().forEach(modules::put);
        json.set("configuration", configuration(record.configuration()));
        ArrayNode log = json.putArray("log");
        for (LogLine line : record.log()) {
            log.addObject()
                    .put("cycle", line.cycle())
                    .put("actor", line.actor())
                    .put("text", line.text());
        }
        return json;
    }

    private static ObjectNode energyOverTime(EnergySeries series) {
        ObjectNode json = NODES.objectNode();
        series.cycles().forEach(json.putArray("cycles")::add);
        ArrayNode parts = json.putArray("parts");
        for (EnergySeries.Part part : series.parts()) {
            ArrayNode amounts = parts.addObject().put("part", part.name()).putArray("picojoules");
            part.picojoules().forEach(amounts::add);
        }
        return json;
    }

    private static ObjectNode outcome(RunOutcome outcome) {
        ObjectNode json = NODES.objectNode().put("name", outcome.name()).put("explanation", outcome.explain());
        if (outcome instanceof RunOutcome.LimitReached reached) {
            json.put("limit", reached.limit());
        } else if (outcome instanceof RunOutcome.Deadlocked deadlocked) {
            deadlocked.waits().forEach(json.putArray("waits")::add);
        } else if (outcome instanceof RunOutcome.Faulted faulted) {
            ArrayNode faults = json.putArray("faults");
            for (ActorFault fault : faulted.faults()) {
                faults.addObject()
                        .put("actor", fault.actor())
                        .put("cycle", fault.cycle())
                        .put("kind", fault.fault().kind().name().toLowerCase(Locale.ROOT))
                        .put("function", fault.fault().function())
                        .put("reason", fault.fault().reason())
                        .put("instruction", fault.fault().instruction());
            }
        }
        return json;
    }

    private static ObjectNode about(About about) {
        ObjectNode json = NODES.objectNode().put("description", about.description());
        about.work()
                .ifPresent(
                        work -> json.putObject("work").put("unit", work.unit()).put("count", work.count()));
        json.put("sameLog", about.sameLog());
        about.hostile().forEach(json.putArray("hostile")::add);
        json.put("oracle", about.oracle());
        about.caveats().forEach(json.putArray("caveats")::add);
        return json;
    }

    /** What was checked. */
    public static ArrayNode verdicts(List<Verdict> verdicts) {
        ArrayNode json = NODES.arrayNode();
        for (Verdict verdict : verdicts) {
            json.addObject()
                    .put("claim", verdict.what())
                    .put("state", verdict.state().word())
                    .put("detail", verdict.detail());
        }
        return json;
    }

    private static ObjectNode metrics(StatsSnapshot metrics) {
        ObjectNode json = NODES.objectNode();
        for (int i = 0; i < metrics.metrics().size(); i++) {
            Metric metric = metrics.metrics().get(i);
            ObjectNode one = json.putObject(metric.name());
            LatencyHistogram histogram = metrics.histogram(metric.name());
            one.put("unit", metric.unit().symbol()).put("text", metric.text());
            if (histogram == null) {
                one.put("value", metrics.value(i));
                continue;
            }
            one.put("count", histogram.count()).put("sum", histogram.sum());
            one.put("median", histogram.percentile(500_000));
            one.put("p90", histogram.percentile(900_000));
            one.put("p99", histogram.percentile(990_000));
            one.put("p999", histogram.percentile(999_000));
            one.put("max", histogram.max());
            ObjectNode buckets = one.putObject("buckets");
            histogram.buckets().forEach(bucket -> buckets.put(Long.toString(bucket[0]), bucket[1]));
        }
        return json;
    }

    private static ObjectNode region(MeasuredRegion region) {
        return NODES.objectNode()
                .put("fromCycle", region.fromCycle())
                .put("toCycle", region.toCycle())
                .put("nanoseconds", region.nanoseconds())
                .put("turnsBefore", region.turnsBefore())
                .put("turns", region.turns())
                .put("allTurns", region.allTurns())
                .put("rule", region.rule());
    }

    private static ArrayNode bill(List<CostLine> lines) {
        ArrayNode json = NODES.arrayNode();
        for (CostLine line : lines) {
            json.addObject()
                    .put("part", line.part())
                    .put("amount", line.amount())
                    .put("low", line.low())
                    .put("high", line.high())
                    .put("unit", line.unit())
                    .put("from", line.from())
                    .put("source", line.source());
        }
        return json;
    }

    private static ArrayNode links(List<LinkLoad> links) {
        ArrayNode json = NODES.arrayNode();
        for (LinkLoad link : links) {
            json.addObject()
                    .put("fromX", link.fromX())
                    .put("fromY", link.fromY())
                    .put("toX", link.toX())
                    .put("toY", link.toY())
                    .put("flits", link.flits());
        }
        return json;
    }

    private static ArrayNode memory(List<MemoryRegion> regions) {
        ArrayNode json = NODES.arrayNode();
        for (MemoryRegion region : regions) {
            json.addObject()
                    .put("space", region.space())
                    .put("spaceBytes", region.spaceBytes())
                    .put("base", region.base())
                    .put("bytes", region.bytes())
                    .put("actor", region.actor())
                    .put("what", region.what());
        }
        return json;
    }

    private static ObjectNode reach(Reach reach) {
        ObjectNode json = NODES.objectNode();
        ArrayNode landings = json.putArray("landings");
        for (Reach.Landing landing : reach.landings()) {
            landings.addObject()
                    .put("by", landing.by())
                    .put("space", landing.space())
                    .put("whose", landing.whose().name().toLowerCase(Locale.ROOT))
                    .put("actor", landing.actor())
                    .put("what", landing.what())
                    .put("bytesRead", landing.bytesRead())
                    .put("bytesWritten", landing.bytesWritten());
        }
        ArrayNode stops = json.putArray("stops");
        for (Reach.Stop stop : reach.stops()) {
            stops.addObject()
                    .put("by", stop.by())
                    .put("where", stop.where())
                    .put("reads", stop.reads())
                    .put("writes", stop.writes());
        }
        return json;
    }

    private static ArrayNode orders(List<OrderOutcome> orders) {
        ArrayNode json = NODES.arrayNode();
        for (OrderOutcome order : orders) {
            json.addObject()
                    .put("cycle", order.cycle())
                    .put("order", order.order())
                    .put("actor", order.actor())
                    .put("obeyedCycle", order.obeyedCycle())
                    .put("turnsBefore", order.turnsBefore())
                    .put("turnsAfter", order.turnsAfter())
                    .put("diverted", order.diverted())
                    .put("found", order.found());
        }
        return json;
    }

    private static ObjectNode attestation(Attestation attestation) {
        ObjectNode json = NODES.objectNode().put("able", attestation.able());
        ArrayNode answers = json.putArray("answers");
        for (Attestation.Answer answer : attestation.answers()) {
            ObjectNode one = answers.addObject()
                    .put("actor", answer.actor())
                    .put("askedCycle", answer.askedCycle())
                    .put("answeredCycle", answer.answeredCycle())
                    .put("bytes", answer.bytes())
                    .put("accepted", answer.accepted());
            answer.broken().forEach(one.putArray("broken")::add);
            one.put("detail", answer.detail());
        }
        return json;
    }

    private static ArrayNode authority(List<ActorAuthority> authority) {
        ArrayNode json = NODES.arrayNode();
        for (ActorAuthority entry : authority) {
            ObjectNode one = json.addObject().put("actors", entry.actors());
            entry.names().forEach(one.putArray("names")::add);
            ArrayNode grants = one.putArray("grants");
            for (GrantUse use : entry.uses()) {
                grants.addObject()
                        .put("name", use.name())
                        .put("kind", use.kind().name().toLowerCase(Locale.ROOT))
                        .put("held", use.held())
                        .put("exercised", use.exercised())
                        .put("granted", Rights.names(use.granted()))
                        .put("used", Rights.names(use.used()))
                        .put("unused", Rights.names(use.unused()));
            }
        }
        return json;
    }

    private static ObjectNode configuration(Map<String, Object> settings) {
        ObjectNode json = NODES.objectNode();
        settings.forEach((path, value) -> {
            if (value instanceof Boolean truth) {
                json.put(path, truth);
            } else if (value instanceof Double fraction) {
                json.put(path, fraction);
            } else if (value instanceof Number number) {
                json.put(path, number.longValue());
            } else {
                json.put(path, String.valueOf(value));
            }
        });
        return json;
    }

    /** The text of a file: indented, with the same line ends everywhere. */
    public static String text(JsonNode json) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of values can always be written", e);
        }
    }
}
