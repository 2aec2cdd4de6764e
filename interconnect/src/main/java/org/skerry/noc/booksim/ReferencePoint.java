package org.skerry.noc.booksim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A point of a curve as BookSim 2 measured it, from {@code reference.csv}.
 *
 * @param curve            name of the curve
 * @param configuration    assignments {@code key=value} that differ from BookSim's defaults
 * @param offered          flits offered for each endpoint and cycle
 * @param saturated        whether BookSim gave up; then there are no latencies
 * @param packetLatency    mean cycles, waiting at the source included
 * @param hops             routers passed
 * @param accepted         flits for each endpoint and cycle; sustained if saturated
 * @param throughputPeriod sample period of the run that measured the sustained rate; 0 if not saturated
 * @param mean             the figure that counts, from many runs of BookSim, where one run is far from what BookSim gives on
 *                         average; else null
 */
public record ReferencePoint(
        String curve,
        List<String> configuration,
        double offered,
        boolean saturated,
        double packetLatency,
        double hops,
        double accepted,
        int throughputPeriod,
        Mean mean) {
    /**
     * A figure of many runs of BookSim: the accepted rate of a saturated point, else the packet latency.
     *
     * @param value     their mean
     * @param halfWidth half of its 95 % confidence interval
     * @param runs      how many; their seeds are 1, 2, ...
     */
    public record Mean(double value, double halfWidth, int runs) {}

    private static final String FILE = "reference.csv";
    private static final String MEANS = "means.csv";

    /** All points, in the order of the file. */
    public static List<ReferencePoint> all() {
        Map<String, Mean> means = new HashMap<>();
        for (String[] fields : lines(MEANS)) {
            means.put(fields[0] + " " + number(fields[1]), new Mean(number(fields[3]), number(fields[4]), (int)
                    number(fields[5])));
        }
        return lines(FILE).stream()
                .map(fields -> parse(fields, means.get(fields[0] + " " + number(fields[2]))))
                .toList();
    }

    /** The fields of each line below the titles. */
    private static List<String[]> lines(String file) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(ReferencePoint.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split("\\|", -1))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ReferencePoint parse(String[] fields, Mean mean) {
        return new ReferencePoint(
                fields[0],
                List.of(fields[1].split(";")),
                number(fields[2]),
                Boolean.parseBoolean(fields[4]),
                number(fields[5]),
                number(fields[8]),
                number(fields[9]),
                (int) number(fields[10]),
                mean);
    }

    private static double number(String text) {
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    /** The configuration that BookSim was given, latency or throughput. */
    public BookSimConfig config(boolean throughput) {
        List<String> all = new ArrayList<>(configuration);
        all.add("injection_rate=" + offered);
        all.add("injection_rate_uses_flits=1");
        if (throughput && throughputPeriod > 0) {
            all.add("sample_period=" + throughputPeriod);
        }
        return BookSimConfig.read("", curve, all);
    }
}
