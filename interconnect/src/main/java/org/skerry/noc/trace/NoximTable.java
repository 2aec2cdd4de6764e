package org.skerry.noc.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.skerry.noc.traffic.TrafficTable;
import org.skerry.sim.config.Check;

/**
 * A traffic table of Noxim (Catania et al., ACM TOMACS 27(1), 2016): who sends to whom how often, one pair a line, words separated by
 * spaces.
 *
 * <pre>
 *   % source destination pir [por [t_on [t_off [t_period]]]]
 *   0 1 0.01
 *   0 9 0.02 0.02 100 500 1000
 * </pre>
 *
 * {@code pir} is the chance of a packet in a cycle, {@code por} the chance in a cycle after one in which the source made a packet (default:
 * {@code pir}). A pair is active in cycles whose number, modulo {@code t_period}, lies strictly between {@code t_on} and {@code t_off};
 * without them always. Noxim takes a missing {@code pir} from elsewhere; here a line must have it. What is out of
 * range is replaced there and refused here.
 */
public final class NoximTable {
    private static final int MOST_LINES = 1_000_000;
    private static final int LAST = 1_000_000_000;

    private NoximTable() {}

    /**
     * Reads a table.
     *
     * @param name      of the file, for messages
     * @param endpoints of the network it is for
     */
    public static TrafficTable read(InputStream in, String name, int endpoints) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        List<TrafficTable.Flow> flows = new ArrayList<>();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank() && !line.startsWith("%")) {
                Check.isTrue(flows.size() < MOST_LINES, name + " has more than " + MOST_LINES + " pairs. Give fewer.");
                flows.add(flow(new TextFields(name, number, line), endpoints));
            }
        }
        Check.isTrue(!flows.isEmpty(), name + " has no pairs. Write one on a line: source destination pir.");
        return new TrafficTable(flows);
    }

    private static TrafficTable.Flow flow(TextFields line, int endpoints) {
        int source = (int) line.whole(line.nextWord(), "source", 0, endpoints - 1L);
        int destination = (int) line.whole(line.nextWord(), "destination", 0, endpoints - 1L);
        TextFields.Field rate = line.nextWord();
        if (rate == null) {
            line.whole(null, "pir", 0, 1);
        }
        double pir = line.chance(rate, "pir");
        TextFields.Field again = line.nextWord();
        double por = again == null ? pir : line.chance(again, "por");
        TextFields.Field onField = line.nextWord();
        int on = onField == null ? TrafficTable.ALWAYS : (int) line.whole(onField, "t_on", 0, LAST);
        TextFields.Field offField = line.nextWord();
        int off = offField == null ? TrafficTable.NEVER : (int) line.whole(offField, "t_off", on + 1L, LAST);
        TextFields.Field periodField = line.nextWord();
        int period =
                periodField == null ? TrafficTable.NEVER : (int) line.whole(periodField, "t_period", off + 1L, LAST);
        TextFields.Field more = line.nextWord();
        if (more != null) {
            throw line.wrong(
                    more.column(), "there is an eighth word. Give source destination pir por t_on t_off t_period.");
        }
        return new TrafficTable.Flow(source, destination, pir, por, on, off, period);
    }
}
