package org.skerry.noc.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.skerry.noc.traffic.PacketTrace;
import org.skerry.sim.config.Check;

/**
 * A trace as text, one packet a line:
 *
 * <pre>
 *   cycle,source,destination,flits[,class]
 *   0,3,12,5
 *   0,3,7,1,2
 * </pre>
 *
 * Lines are in the order of time: no cycle is before that of the line above. Packets of one source and cycle are sent in the order of
 * their lines. A source may send to itself. Empty lines and lines that begin with {@code #} mean nothing, nor does a first line of titles.
 */
public final class CsvTrace {
    private static final String TITLES = "cycle,source,destination,flits";
    private static final long LAST_CYCLE = 1_000_000_000_000L;

    private CsvTrace() {}

    /**
     * Reads a trace.
     *
     * @param name      of the file, for messages
     * @param endpoints of the network it is for
     * @param most      packets to read, the first ones; 0 for all
     */
    public static PacketTrace read(InputStream in, String name, int endpoints, int most) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        PacketTrace.Builder trace = new PacketTrace.Builder();
        int number = 0;
        int packets = 0;
        boolean any = false;
        for (String line = lines.readLine(); line != null && (most == 0 || packets < most); line = lines.readLine()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            boolean titles = !any && line.replace(" ", "").startsWith(TITLES);
            if (!titles) {
                add(trace, new TextFields(name, number, line), endpoints);
                packets++;
            }
            any = true;
        }
        PacketTrace done = trace.build();
        Check.isTrue(done.size() > 0, name + " has no packets. Write one on a line: " + TITLES + "[,class].");
        return done;
    }

    private static void add(PacketTrace.Builder trace, TextFields line, int endpoints) {
        TextFields.Field first = line.nextOfList();
        long cycle = line.whole(first, "cycle", 0, LAST_CYCLE);
        if (cycle < trace.lastCycle()) {
            throw line.wrong(
                    first.column(),
                    "cycle=" + cycle + " is before " + trace.lastCycle()
                            + ", that of the packet above. Sort the lines by cycle.");
        }
        int source = (int) line.whole(line.nextOfList(), "source", 0, endpoints - 1L);
        int destination = (int) line.whole(line.nextOfList(), "destination", 0, endpoints - 1L);
        int flits = (int) line.whole(line.nextOfList(), "flits", 1, PacketTrace.MOST_FLITS);
        TextFields.Field classField = line.nextOfList();
        int classNumber = classField == null ? 0 : (int) line.whole(classField, "class", 0, PacketTrace.CLASSES - 1L);
        TextFields.Field more = line.nextOfList();
        if (more != null) {
            throw line.wrong(more.column(), "there is a sixth field. Give cycle,source,destination,flits[,class].");
        }
        trace.add(cycle, source, destination, flits, classNumber);
    }
}
