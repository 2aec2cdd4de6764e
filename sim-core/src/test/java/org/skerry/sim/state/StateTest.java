package org.skerry.sim.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StateTest {
    private static byte[] everything() {
        return writer().toByteArray();
    }

    private static StateWriter writer() {
        StateWriter out = new StateWriter();
        out.section("first");
        out.writeBoolean(true);
        out.writeBoolean(false);
        out.writeInt(2);
        out.writeInt(-5);
        out.writeLong(1L << 60);
        out.section("second");
        out.writeBytes(new byte[] {1, 2, 3});
        out.writeLongs(new long[] {9, 8, 7, 6}, 1, 3);
        out.writeInts(new int[] {4, 5});
        out.writeString("Schäre");
        return out;
    }

    private static void readEverything(StateReader in) {
        in.section("first");
        assertTrue(in.readBoolean());
        assertFalse(in.readBoolean());
        assertEquals(2, in.readIndex(3, "kinds"));
        assertEquals(-5, in.readInt());
        assertEquals(1L << 60, in.readLong());
        in.section("second");
        assertArrayEquals(new byte[] {1, 2, 3}, in.readBytes());
        assertArrayEquals(new long[] {8, 7}, in.readLongs());
        int[] ints = new int[2];
        in.readInts(ints);
        assertArrayEquals(new int[] {4, 5}, ints);
        assertEquals("Schäre", in.readString());
        in.end();
    }

    @Test
    void whatWasWrittenIsRead() {
        readEverything(new StateReader(everything()));
    }

    @Test
    void everyCutIsNoticed() {
        byte[] whole = everything();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(StateException.class, () -> readEverything(new StateReader(cut)), length + " bytes");
        }
    }

    @Test
    void bytesLeftOverAreNoticed() {
        StateWriter out = writer();
        out.writeInt(0);
        byte[] longer = out.toByteArray();
        StateException refusal = assertThrows(StateException.class, () -> readEverything(new StateReader(longer)));
        assertEquals("expected the end after section 'second', found 4 more bytes", refusal.getMessage());
    }

    @Test
    void everyBitThatFlipsIsNoticed() {
        byte[] bytes = everything();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(StateException.class, () -> new StateReader(bytes), "bit " + bit);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        readEverything(new StateReader(bytes));
    }

    @Test
    void readingMoreThanWasWrittenIsRefused() {
        StateWriter out = new StateWriter();
        out.section("short");
        out.writeInt(1);
        StateReader in = new StateReader(out.toByteArray());
        in.section("short");
        StateException refusal = assertThrows(StateException.class, in::readLong);
        assertEquals("expected 8 bytes in section 'short', found 4: the state is cut off", refusal.getMessage());
    }

    @Test
    void writerGrowsByAnyKindOfValue() {
        StateWriter out = new StateWriter();
        for (int i = 0; i < 3000; i++) {
            out.writeBoolean(i % 3 == 0);
        }
        out.writeBytes(new byte[10_000]);
        out.writeLongs(new long[10_000]);
        StateReader in = new StateReader(out.toByteArray());
        for (int i = 0; i < 3000; i++) {
            assertEquals(i % 3 == 0, in.readBoolean());
        }
        assertEquals(10_000, in.readBytes().length);
        assertEquals(10_000, in.readLongs().length);
        in.end();
    }

    @Test
    void boolThatIsNeitherIsRefused() {
        StateWriter out = new StateWriter();
        out.writeInt(2);
        StateReader in = new StateReader(out.toByteArray());
        assertThrows(StateException.class, in::readBoolean);
    }

    @Test
    void numberOfNothingIsRefused() {
        StateWriter out = new StateWriter();
        out.writeInt(3);
        StateReader in = new StateReader(out.toByteArray());
        StateException refusal = assertThrows(StateException.class, () -> in.readIndex(3, "kinds"));
        assertTrue(
                refusal.getMessage().startsWith("expected one of 3 kinds in section '(start)', found number 3"),
                refusal.getMessage());
    }

    @Test
    void anotherSectionIsNamedWithTheOneExpected() {
        StateReader in = new StateReader(everything());
        StateException refusal = assertThrows(StateException.class, () -> in.section("zeroth"));
        assertTrue(
                refusal.getMessage()
                        .startsWith("expected section 'zeroth' at byte 0 after section '(start)', found section"),
                refusal.getMessage());
        assertTrue(refusal.getMessage().contains("'first'"), refusal.getMessage());
    }

    @Test
    void dataWhereASectionShouldBeginIsNoticed() {
        StateReader in = new StateReader(everything());
        in.section("first");
        assertThrows(StateException.class, () -> in.section("second"));
    }

    @Test
    void foreignBytesDoNotMakeTheReaderAllocateWhatTheyClaim() {
        StateWriter out = new StateWriter();
        out.writeInt(Integer.MAX_VALUE);
        byte[] hostile = out.toByteArray();
        assertThrows(StateException.class, () -> new StateReader(hostile).readLongs());
        assertThrows(StateException.class, () -> new StateReader(hostile).readBytes());
        assertThrows(StateException.class, () -> new StateReader(hostile).readString());
        StateWriter negative = new StateWriter();
        negative.writeInt(-1);
        assertThrows(StateException.class, () -> new StateReader(negative.toByteArray()).readLongs());
    }

    @Test
    void arrayOfAnotherSizeIsRefusedWithBothSizes() {
        StateWriter out = new StateWriter();
        out.writeLongs(new long[3]);
        StateException refusal =
                assertThrows(StateException.class, () -> new StateReader(out.toByteArray()).readLongs(new long[4]));
        assertTrue(
                refusal.getMessage().startsWith("expected 4 longs in section '(start)', found 3"),
                refusal.getMessage());
    }
}
