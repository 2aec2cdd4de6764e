package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.skerry.model.edge.QueueLaw;
import org.skerry.scenario.outside.ActorWaits;
import org.skerry.scenario.outside.StoreWaits;
import org.skerry.scenario.outside.StoreWaits.Load;

/** What requests from outside wait for, against closed forms of queues. Bounds are those that docs/VALIDATION.md stated before. */
final class OutsideSuite implements Suite {
    private static final String SOURCE = "QueueLaw, docs/VALIDATION.md, outside";
    private static final String WAIT = "mean wait";
    private static final String RECURSION = "mean wait, the same arrivals by Lindley's recursion";
    private static final long STORE_REQUESTS = 500_000;
    private static final int ACTOR_REQUESTS = 10_000;
    private static final double SERVICE = 1000;

    @Override
    public String name() {
        return "outside";
    }

    @Override
    public String text() {
        return "waits of requests from outside before stores and actors against closed forms of queues";
    }

    @Override
    public List<Row> run(Effort effort) {
        List<Row> rows = new ArrayList<>();
        if (effort.wanted().test("store, M/D/1")) {
            fixed(rows, 30, 2);
            fixed(rows, 50, 3);
            fixed(rows, 70, 5);
            fixed(rows, 80, 6);
        }
        if (effort.wanted().test("store, M/G/1")) {
            double expected = QueueLaw.meanWait(0.5 / SERVICE, SERVICE, Load.TWO_SIZES.serviceSquare());
            rows.add(
                    row("store, M/G/1", WAIT, "load 0.5", expected, mean(Load.TWO_SIZES, 1, 50), 8, true, "two sizes"));
        }
        if (effort.wanted().test("store, M/M/c")) {
            exponential(rows, 1, 50, 3);
            exponential(rows, 2, 70, 5);
            exponential(rows, 4, 80, 6);
        }
        for (String machine : List.of("chip", "shared")) {
            String subject = "actor on " + machine + ", M/D/1";
            if (effort.wanted().test(subject)) {
                actor(rows, subject, machine);
            }
        }
        return rows;
    }

    private static void fixed(List<Row> rows, int rho, double percent) {
        StoreWaits.Found found = StoreWaits.run(Load.FIXED, 1, rho, STORE_REQUESTS, 1);
        rows.add(row(
                "store, M/D/1",
                WAIT,
                load(rho),
                QueueLaw.meanWaitFixed(rate(1, rho), SERVICE),
                found.meanNanoseconds(),
                percent,
                true,
                ""));
        rows.add(row(
                "store, M/D/1",
                "largest difference of a wait from Lindley's recursion",
                load(rho),
                0,
                found.worstNanoseconds(),
                1,
                false,
                ""));
    }

    private static void exponential(List<Row> rows, int channels, int rho, double percent) {
        rows.add(row(
                "store, M/M/c",
                WAIT,
                channels + " channels, " + load(rho),
                QueueLaw.meanWaitExponential(rate(channels, rho), SERVICE, channels),
                mean(Load.EXPONENTIAL, channels, rho),
                percent,
                true,
                ""));
    }

    /** What really comes in a nanosecond: gaps are whole ones. */
    private static double rate(int channels, int rho) {
        return 1.0 / (100_000 / (rho * channels));
    }

    private static double mean(Load load, int channels, int rho) {
        return StoreWaits.run(load, channels, rho, STORE_REQUESTS, 1).meanNanoseconds();
    }

    private static void actor(List<Row> rows, String subject, String machine) {
        ActorWaits waits = new ActorWaits(machine, 1);
        String note = String.format(Locale.ROOT, "alone %.0f ns, service %.1f ns", waits.alone(), waits.service());
        for (int rho : new int[] {30, 50, 70}) {
            ActorWaits.Found found = waits.at(rho, ACTOR_REQUESTS);
            rows.add(row(subject, WAIT, load(rho), found.closedForm(), found.meanWait(), 15, true, note));
            rows.add(row(subject, RECURSION, load(rho), found.recursion(), found.meanWait(), 5, true, note));
        }
    }

    private static String load(int rho) {
        return "load 0." + rho / 10;
    }

    private static Row row(
            String subject,
            String figure,
            String point,
            double reference,
            double model,
            double tolerance,
            boolean percent,
            String note) {
        return new Row(
                subject, figure, point, "ns", reference, model, percent, tolerance, Row.Basis.PREDICTED, note, SOURCE);
    }
}
