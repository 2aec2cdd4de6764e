package org.skerry.noc.flit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FlitLayoutTest {
    @Test
    void fieldsDoNotTouchEachOther() {
        for (int slot : new int[] {0, 1, 12345, FlitLayout.SLOTS - 1}) {
            for (int ends = 0; ends < 4; ends++) {
                boolean head = (ends & 1) != 0;
                boolean tail = (ends & 2) != 0;
                int flit = FlitLayout.flit(slot, head, tail);
                assertEquals(slot, FlitLayout.slot(flit));
                assertEquals(head, FlitLayout.isHead(flit));
                assertEquals(tail, FlitLayout.isTail(flit));
                assertEquals(FlitLayout.flit(7, head, tail), FlitLayout.moved(flit, 7));
                assertEquals(FlitLayout.ends(flit), FlitLayout.ends(FlitLayout.moved(flit, 7)));
            }
        }
    }
}
