package org.skerry.model.sharedmem.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.Capability;
import org.skerry.sim.actor.CapabilityKind;
import org.skerry.sim.actor.HandleTable;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

final class MemorySlotsTest {
    private static final int SLOTS = 16;

    private final RuntimeMemory memory = new RuntimeMemory(1 << 20);
    private final ControlBlock control =
            new ControlBlock(memory.space(), memory.allocate(Purpose.CONTROL, "test", ControlBlock.BYTES, null));
    private final long address = memory.allocate(Purpose.TABLE, "test", SLOTS * MemorySlots.SLOT_BYTES, null);
    private final HandleTable table = new HandleTable(new MemorySlots(memory.space(), control, SLOTS));
    private final Capability capability =
            new Capability(CapabilityKind.ACTOR, 77, 3, Rights.SEND, 5, new long[] {1, 2, 3});

    MemorySlotsTest() {
        control.table(address);
    }

    @Test
    void aCapabilityIsReadAsItWasWritten() {
        int handle = table.install(capability);
        assertEquals(capability, table.get(handle));
        table.install(capability);
        table.drop(1);
        assertNull(table.get(1));
    }

    @Test
    void bytesThatMakeNoCapabilityAreAnEmptySlot() {
        table.install(capability);
        for (int[] change : new int[][] {{0, 0x41}, {4, 9}, {5, 0}, {5, 9}, {6, 1}, {20, 0xFF00}}) {
            table.install(capability);
            long slot = address;
            long before = memory.space().load(slot + change[0], 4);
            memory.space().store(slot + change[0], change[0] == 20 ? 4 : 1, change[1]);
            assertNull(table.get(0), "byte " + change[0] + " set to " + change[1]);
            memory.space().store(slot + change[0], 4, before);
            assertNotNull(table.get(0));
        }
    }

    @Test
    void bytesThatMakeACapabilityAreOneWhoeverWroteThem() {
        table.install(capability);
        for (int i = 0; i < MemorySlots.SLOT_BYTES; i += 8) {
            memory.space()
                    .store(
                            address + 5L * MemorySlots.SLOT_BYTES + i,
                            8,
                            memory.space().load(address + i, 8));
        }
        assertEquals(capability, table.get(5));
    }

    @Test
    void anyBytesAreACapabilityOrNoneAndNeverAnErrorOfTheHost() {
        int none = 0;
        for (long seed = 1; seed <= 2_000; seed++) {
            RandomStream random = new RandomStreams(seed).stream("slots", 0);
            control.table(random.nextInt(50) == 0 ? random.nextLong() : address);
            memory.space().store(address + random.nextInt(120), 1 << random.nextInt(4), random.nextLong());
            table.drop(1);
            table.install(capability);
            none += table.get(0) == null ? 1 : 0;
        }
        assertTrue(none > 10);
    }
}
