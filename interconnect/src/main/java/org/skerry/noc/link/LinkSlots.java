package org.skerry.noc.link;

import java.util.Arrays;
import org.skerry.noc.router.Links;
import org.skerry.noc.router.SlotTable;
import org.skerry.noc.router.VcAddress;

/**
 * When a time-division domain may send over links between routers: so many cycles after the output of the switch was open to it as a flit takes
 * through the switch. A flit that is sent for the first time and has none before it is on time; one that is sent again waits.
 */
public final class LinkSlots {
    private final int domains;
    private final int passageCycles;
    private final int[] outputOf; // by link, which is named by the input that it leads to
    private final long[] lastFlit; // by link: cycle of the last flit of any domain
    private SlotTable table;
    private SlotTable before;
    private long since = Long.MIN_VALUE; // cycle from which on the switch has gone by the table

    /**
     * Slots of one domain.
     *
     * @param lastFlit of each input of each router; the same array for all domains: slots that are right never meet there, and with wrong ones a
     *                 domain finds a link taken
     */
    public LinkSlots(OpenGeometry geometry, SlotTable table, int passageCycles, long[] lastFlit) {
        this.table = table;
        before = table;
        domains = table.domains();
        this.passageCycles = passageCycles;
        this.lastFlit = lastFlit;
        int ports = geometry.ports();
        outputOf = new int[geometry.routers() * ports];
        Arrays.fill(outputOf, -1);
        for (int router = 0; router < geometry.routers(); router++) {
            for (int port = 0; port < ports; port++) {
                if (geometry.kind(router, port) == Links.SOUTH) {
                    int far = geometry.far(router, port);
                    outputOf[VcAddress.router(far) * ports + VcAddress.port(far)] = router * ports + port;
                }
            }
        }
    }

    /** From {@code cycle} on the switch goes by another table; what it passed before is sent in the slots that it had then. */
    public void reslot(long cycle, SlotTable other) {
        before = table;
        table = other;
        since = cycle;
    }

    /** Takes a link if it is open now. */
    boolean take(long cycle, int link) {
        long passed = cycle - passageCycles;
        SlotTable then = passed < since ? before : table;
        if (lastFlit[link] == cycle || !then.isOpen(Math.floorMod(passed, domains), outputOf[link])) {
            return false;
        }
        lastFlit[link] = cycle;
        return true;
    }
}
