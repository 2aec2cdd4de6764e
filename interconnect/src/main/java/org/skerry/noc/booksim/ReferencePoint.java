package org.skerry.noc.booksim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
 */
public record ReferencePoint(
        String curve,
        List<String> configuration,
        double offered,
        boolean saturated,
        double packetLatency,
        double hops,
        double accepted,
        int throughputPeriod) {
    private static final String FILE = "reference.csv";

    /** All points, in the order of the file. */
    public static List<ReferencePoint> all() {
        List<ReferencePoint> points = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(ReferencePoint.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            boolean titles = true;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    if (!titles) {
                        points.add(parse(line.split("\\|", -1)));
                    }
                    titles = false;
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return points;
    }

    private static ReferencePoint parse(String[] fields) {
        return new ReferencePoint(
                fields[0],
                List.of(fields[1].split(";")),
                number(fields[2]),
                Boolean.parseBoolean(fields[4]),
                number(fields[5]),
                number(fields[8]),
                number(fields[9]),
                (int) number(fields[10]));
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
