package org.skerry.view.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.GrantUse;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.machine.ActorAuthority;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.MeasuredRegion;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.CostLine;
import org.skerry.sim.stats.EnergySeries;
import org.skerry.sim.stats.GoodputSeries;
import org.skerry.sim.stats.LatencyHistogram;
import org.skerry.sim.stats.StatsRegistry;
import org.skerry.sim.stats.Unit;
import org.skerry.sim.trace.Attestation;
import org.skerry.sim.trace.EndpointList;
import org.skerry.sim.trace.LinkLoad;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.sim.trace.Reach;
import org.skerry.view.chart.MemoryMap;
import org.skerry.view.report.Report.Verdict;

/** Reports with made-up figures, small enough to check by hand. */
final class TinyReport {
    private TinyReport() {}

    /** 1000 cycles of 2 ns; 100 messages that took 1 to 100 cycles. */
    static RunRecord run(String machine, long cycles, String actor, String line) {
        StatsRegistry registry = new StatsRegistry();
        registry.counter("turns.count", Unit.TURNS, "turns that ended", () -> 40);
        registry.counter("turns.busyCycles", Unit.CYCLES, "cycles", () -> 700);
        registry.counter("core.stallCycles.memory", Unit.CYCLES, "cycles", () -> 100);
        registry.counter("cycles.idle", Unit.CYCLES, "no message was there", () -> 4 * cycles - 800);
        registry.counter("cycles.executing", Unit.CYCLES, "instructions of actors", () -> 700);
        registry.counter("cycles.waitingForMemory", Unit.CYCLES, "a line was on its way", () -> 100);
        LatencyHistogram latency = registry.histogram("turns.latency", Unit.CYCLES, "from send to end of handling");
        for (int i = 1; i <= 100; i++) {
            latency.record(i);
        }
        LatencyHistogram message = registry.histogram("message.cycles", Unit.CYCLES, "from software to handler");
        registry.counter("message.sendSoftware", Unit.CYCLES, "cycles of all messages in software", () -> 200);
        if (cycles > 1000) {
            registry.counter("message.sendLines", Unit.CYCLES, "cycles of all messages in lines", () -> 100);
        }
        registry.counter("message.mailbox", Unit.CYCLES, "in the mailbox", () -> cycles > 1000 ? 400 : 500);
        for (int i = 0; i < 10; i++) {
            message.record(70);
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("seed", 7L);
        settings.put("machine.kind", machine);
        settings.put("machine.core.milliCyclesPerLoad", 7000L);
        return new RunRecord(
                "tiny",
                machine,
                7,
                "0.0",
                settings,
                Map.of("guest", "ab12"),
                new RunOutcome.Quiescent(cycles),
                2 * cycles,
                MeasuredRegion.whole(cycles, 2 * cycles),
                registry.snapshot(cycles),
                List.of(
                        new CostLine("cores", 5e6, 2.5e6, 1e7, "pJ", "700 instructions x 7 nJ", "assumption"),
                        new CostLine("links", cycles * 1000, cycles * 900, cycles * 1100, "pJ", "x", "a book, page 3")),
                new EnergySeries(
                        List.of(0L, cycles / 2, cycles),
                        List.of(new EnergySeries.Part("cores", List.of(1.0 * cycles, 2.0 * cycles)))),
                List.of(new CostLine("SRAM", 1.5, 1, 2, "mm2", "2 MiB x 0.75 mm2", "a book, page 4")),
                List.of(new LinkLoad(0, 0, 1, 0, cycles / 10), new LinkLoad(1, 0, 0, 0, cycles / 100)),
                List.of(
                        new MemoryRegion("enclave 0", 65536, 0, 4096, "", "runtime"),
                        new MemoryRegion("enclave 0", 65536, 4096, 1024, actor, "mailbox of " + actor),
                        new MemoryRegion("enclave 0", 65536, 16384, 32768, actor, "actor " + actor),
                        new MemoryRegion("enclave 1", 65536, 0, 65536, "pong0", "actor pong0")),
                new Reach(List.of(landing()), List.of(new Reach.Stop("pong0", "decoder of " + machine, 1, 0))),
                List.of(
                        new OrderOutcome(10, "stop " + actor, actor, 15, 3, 0, 0, 0),
                        new OrderOutcome(10, "read the bus", "", 10, 0, 0, 0, cycles > 1000 ? 1 : 0)),
                Attestation.NONE,
                List.of(new ActorAuthority(
                        2,
                        List.of(actor, "other"),
                        List.of(
                                new GrantUse("log", CapabilityKind.LOG, 1, 1, Rights.LOG, Rights.LOG),
                                new GrantUse(
                                        "peer", CapabilityKind.ACTOR, 1, 1, Rights.SEND | Rights.GRANT, Rights.SEND),
                                new GrantUse("", CapabilityKind.ACTOR, 3, 0, Rights.SEND, 0)))),
                List.of(clients(actor, cycles)),
                EndpointList.NONE,
                4,
                List.of(new LogLine(5, actor, line)),
                "0123456789abcdef0123456789abcdef");
    }

    /** Ten requests in two intervals, of which nine were answered in time and one twice. */
    private static ClientFigures clients(String device, long cycles) {
        List<Long> percentiles = List.of(100L, 120L, 140L, 150L, 190L, 195L, 200L, cycles);
        return new ClientFigures(
                device,
                5,
                new ClientFigures.Counts(10, 12, 9, 3, 0, 2, 1, 1, 1, 1, 0, 0),
                List.of(
                        new ClientFigures.Latency(ClientFigures.INTENDED, 9, 1000, percentiles, "AA=="),
                        new ClientFigures.Latency(ClientFigures.SENT, 9, 900, percentiles, "AA=="),
                        new ClientFigures.Latency(ClientFigures.CLOSED_LOOP, 4, 400, percentiles, "AA==")),
                new GoodputSeries(
                        cycles,
                        List.of(
                                new GoodputSeries.Interval(6, 6, 6, 0, 0, 0, 0, 0, 100, 150, 150),
                                new GoodputSeries.Interval(4, 6, 3, 1, 3, 2, 1, 0, 120, cycles, cycles))));
    }

    static Report report(RunRecord... runs) {
        return new Report(
                "tiny: machines compared",
                "Two made-up runs.",
                "a was as fast as b.",
                List.of(runs),
                Optional.of(new Report.Work("request", 500)),
                List.of(
                        new Verdict("a ends", Verdict.State.HOLDS, "it did"),
                        new Verdict("b ends", Verdict.State.FAILS, "it did not")),
                List.of("Nothing here is real."),
                "skerry compare tiny --seed 7");
    }

    static Report two() {
        return report(run("a", 1000, "ping", "hello"), run("b", 2000, "ping", "hello"));
    }

    private static Reach.Landing landing() {
        return new Reach.Landing("pong0", "enclave 0", Reach.Whose.ANOTHER, "ping", "actor ping", 100, 7);
    }

    /** Two runs, and one chapter with a part of each kind in which every text is {@code words}. */
    static Report withChapter(String words) {
        Chapter chapter = new Chapter(
                words,
                List.of(
                        new Chapter.Paragraph(words, Chapter.Tone.BAD),
                        new Chapter.KeyFigures(
                                List.of(new Chapter.KeyFigure(words, words, words, words, Chapter.Tone.GOOD))),
                        new Chapter.Table(
                                words,
                                List.of(words, "bytes"),
                                List.of(List.of(Chapter.Cell.of(words), new Chapter.Cell("49,152", Chapter.Tone.BAD)))),
                        new Chapter.Picture(new MemoryMap(
                                "reached", words, two().runs().get(0).memory(), List.of(landing()), List.of("ping")))));
        return two().with(List.of(chapter));
    }
}
