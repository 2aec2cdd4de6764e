package org.skerry.noc.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.skerry.noc.traffic.PacketTrace;
import org.skerry.noc.traffic.TrafficTable;
import org.skerry.sim.config.ConfigException;

class TraceReadersTest {
    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static PacketTrace csv(String text) throws IOException {
        return CsvTrace.read(text(text), "t.csv", 16, 0);
    }

    private static TrafficTable noxim(String text) throws IOException {
        return NoximTable.read(text(text), "t.txt", 16);
    }

    @Test
    void aLineIsAPacket() throws IOException {
        PacketTrace trace = csv(
                "# made by hand\ncycle,source,destination,flits,class\n0,3,12,5\r\n\n 0, 3, 3, 1, 2\n70,0,15,4096\n");
        assertEquals(3, trace.size());
        assertEquals(5 + 1 + 4096, trace.totalFlits());
        assertEquals(2, trace.classOf(1));
        assertEquals(3, trace.destination(1));
        assertEquals(70, trace.cycle(2));
        assertEquals(1, CsvTrace.read(text("0,1,2,3\nnonsense"), "t.csv", 16, 1).size());
    }

    @Test
    void whatIsWrongInATraceIsRefusedByLineAndColumn() {
        assertRefused("t.csv:2:1: cycle=4 is before 5", () -> csv("5,0,1,1\n4,0,1,1\n"));
        assertRefused("t.csv:1:3: source=16 is outside 0 to 15", () -> csv("0,16,1,1\n"));
        assertRefused("t.csv:1:5: destination=-1 is outside", () -> csv("0,0,-1,1\n"));
        assertRefused("t.csv:3:7: flits=0 is outside 1 to 4096", () -> csv("#\n\n0,0,1,0\n"));
        assertRefused("t.csv:1:9: class=16 is outside 0 to 15", () -> csv("0,0,1,1,16\n"));
        assertRefused("t.csv:1:11: there is a sixth field", () -> csv("0,0,1,1,1,1\n"));
        assertRefused("t.csv:1:6: there is no flits", () -> csv("0,0,1\n"));
        assertRefused("t.csv:1:3: source='x' is no whole number", () -> csv("0,x,1,1\n"));
        assertRefused("t.csv:1:1: cycle='' is no whole number", () -> csv(",0,1,1\n"));
        assertRefused("t.csv has no packets", () -> csv("cycle,source,destination,flits\n"));
    }

    @Test
    void aTableOfNoximSaysWhoSendsToWhomAndWhen() throws IOException {
        TrafficTable table = noxim("% comment\n0 1 0.25\n 2\t3 0.5 0.1\n4 5 1 0 99 200 1000\n");
        assertEquals(3, table.flows().size());
        assertEquals(0.25, table.flows().get(0).rateAfter());
        assertEquals(0.1, table.flows().get(1).rateAfter());
        assertEquals((0.25 + 0.5 + 100.0 / 1000) / 16, table.load(16), 1e-12);
    }

    @Test
    void whatIsWrongInATableIsRefusedByLineAndColumn() {
        assertRefused("t.txt:1:5: pir=1.5 is outside 0 to 1", () -> noxim("0 1 1.5\n"));
        assertRefused("t.txt:2:3: destination=16 is outside", () -> noxim("0 1 1\n0 16 0\n"));
        assertRefused("t.txt:1:16: t_off=10 is outside 11 to", () -> noxim("0 1 0.5 0.5 10 10\n"));
        assertRefused("t.txt:1:4: there is no pir", () -> noxim("0 1\n"));
        assertRefused("add up to 1.2", () -> noxim("0 1 0.6\n0 2 0.6\n"));
        assertRefused("below 1.0E-6", () -> noxim("0 1 0.0000001\n"));
        assertRefused("t.txt has no pairs", () -> noxim("% nothing\n"));
    }

    /** A trace of three packets as the format says. */
    private static byte[] netrace(int type, int destination) {
        ByteBuffer file = ByteBuffer.allocate(72 + 5 + 24 + 3 * 21 + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x484A5455).putFloat(1.0f).put(new byte[30]).put((byte) 16).put((byte) 0);
        file.putLong(100).putLong(3).putInt(5).putInt(1).putLong(0);
        file.put(new byte[5 + 24]);
        packet(file, 7, 1, 0, 3, 0, 1, 2);
        packet(file, 9, 2, 3, 0, 0);
        packet(file, 9, type, 5, destination, 0);
        return file.array();
    }

    private static void packet(
            ByteBuffer file, long cycle, int type, int source, int destination, int... dependencies) {
        file.putLong(cycle).putInt(0).putInt(0).put((byte) type);
        file.put((byte) source).put((byte) destination).put((byte) 0);
        int[] ids = dependencies.length == 1 ? new int[0] : Arrays.copyOfRange(dependencies, 1, dependencies.length);
        file.put((byte) ids.length);
        for (int id : ids) {
            file.putInt(id);
        }
    }

    private static NetraceFile netrace(byte[] bytes) throws IOException {
        return NetraceFile.read(new ByteArrayInputStream(bytes), "t.tra", 16, 16, 0);
    }

    @Test
    void aTraceOfNetraceHasPacketsOfEightAndOfSeventyTwoBytes() throws IOException {
        assertTrue(NetraceFile.begins(netrace(6, 1)));
        NetraceFile file = netrace(netrace(6, 1));
        assertEquals(2, file.dependencies());
        PacketTrace trace = file.trace();
        assertEquals(3, trace.size());
        assertEquals(7, trace.cycle(0));
        assertEquals(1, trace.flits(0));
        assertEquals(5, trace.flits(1));
        assertEquals(0, trace.classOf(0));
        assertEquals(1, trace.classOf(1));
        assertEquals(5, trace.source(2));
    }

    @Test
    void aBrokenTraceOfNetraceIsRefusedByPacket() {
        assertRefused("t.tra: packet 3 has type 7", () -> netrace(netrace(7, 1)));
        assertRefused("t.tra: packet 3 goes from node 5 to node 99", () -> netrace(netrace(2, 99)));
        byte[] whole = netrace(2, 1);
        assertRefused("ends within packet 3", () -> netrace(Arrays.copyOf(whole, whole.length - 1)));
        assertRefused("ends within its header", () -> netrace(Arrays.copyOf(whole, 50)));
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static void assertRefused(String part, Reading reading) {
        String message = assertThrows(ConfigException.class, reading::read).getMessage();
        assertTrue(message.contains(part), message);
    }
}
