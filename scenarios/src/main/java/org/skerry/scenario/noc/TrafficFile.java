package org.skerry.scenario.noc;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.skerry.noc.trace.CsvTrace;
import org.skerry.noc.trace.NetraceFile;
import org.skerry.noc.trace.NoximTable;
import org.skerry.noc.traffic.PacketTrace;
import org.skerry.noc.traffic.TrafficTable;
import org.skerry.scenario.load.InputFile;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;

/**
 * A file of traffic that a study sends in place of a pattern.
 *
 * @param kind        what it holds
 * @param path        where it is
 * @param flitBytes   of a trace of Netrace, whose packets have a length in bytes: bytes of a flit; 0 for the default
 * @param mostPackets of a trace: packets to read, the first ones; 0 for all
 */
public record TrafficFile(Kind kind, String path, int flitBytes, int mostPackets) {
    /** Bytes of a flit of Netrace's packets, which are 8 or 72 bytes long. Assumption: links of SCC. */
    public static final int DEFAULT_FLIT_BYTES = 16;

    private static final int SIGNATURE_BYTES = 4;

    /** What a file can hold. */
    public enum Kind {
        /** Packets one by one: our CSV, or Netrace. */
        TRACE,
        /** How often who sends to whom: a table of Noxim. */
        TABLE
    }

    /** Checks ranges. */
    public TrafficFile {
        Check.inRange(flitBytes, 0, 1024, "traffic.flitBytes");
        Check.inRange(mostPackets, 0, PacketTrace.MOST_PACKETS, "traffic.mostPackets");
    }

    /** The file that a pattern names, as in {@code trace(FILE)} or {@code table(FILE)}, or null if it is another pattern. */
    static TrafficFile of(String pattern, int flitBytes, int mostPackets) {
        for (Kind kind : Kind.values()) {
            String word = kind == Kind.TRACE ? "trace(" : "table(";
            if (pattern.startsWith(word) && pattern.endsWith(")")) {
                return new TrafficFile(
                        kind, pattern.substring(word.length(), pattern.length() - 1), flitBytes, mostPackets);
            }
        }
        return null;
    }

    /** Packets of a trace, and what the user should know about them. */
    record Packets(PacketTrace trace, String warning) {}

    Packets packets(int endpoints) {
        return read((in, name) -> {
            byte[] first = in.readNBytes(SIGNATURE_BYTES);
            in.unread(first);
            if (first.length >= 3 && first[0] == 'B' && first[1] == 'Z' && first[2] == 'h') {
                throw new ConfigException(name + " is compressed. Decompress it with bunzip2.");
            }
            if (!NetraceFile.begins(first)) {
                Check.isTrue(
                        flitBytes == 0,
                        "traffic.flitBytes=" + flitBytes + " is for traces of Netrace, and " + name
                                + " gives packets in flits. Leave it out.");
                return new Packets(CsvTrace.read(in, name, endpoints, mostPackets), "");
            }
            int bytes = flitBytes == 0 ? DEFAULT_FLIT_BYTES : flitBytes;
            NetraceFile read = NetraceFile.read(in, name, endpoints, bytes, mostPackets);
            return new Packets(
                    read.trace(),
                    read.dependencies() == 0
                            ? ""
                            : name + " says for " + read.dependencies()
                                    + " pairs of packets that one waits for the other. Here none does: each is made in its cycle.");
        });
    }

    TrafficTable table(int endpoints) {
        return read((in, name) -> NoximTable.read(in, name, endpoints));
    }

    private interface Reading<T> {
        T of(PushbackInputStream in, String name) throws IOException;
    }

    private <T> T read(Reading<T> reading) {
        try (InputStream in = InputFile.open(InputFile.path(path), kind == Kind.TRACE ? "trace" : "table of traffic")) {
            return reading.of(new PushbackInputStream(in, SIGNATURE_BYTES), path);
        } catch (IOException e) {
            throw new ConfigException(path + " cannot be read: " + e.getMessage() + ". Check the file.", e);
        }
    }
}
