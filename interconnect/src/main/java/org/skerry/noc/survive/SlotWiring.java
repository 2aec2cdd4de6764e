package org.skerry.noc.survive;

import org.skerry.noc.router.SlotTable;

/** Who has switches and links when, for the phases in force. A network that is wired wrongly says something else. */
interface SlotWiring {
    /** As they should be. */
    SlotWiring RIGHT = (domains, domain, phases) -> new SlotTable(domains, domain, phases);

    /** Slots of a domain at the outputs of switches and at interfaces. */
    SlotTable switches(int domains, int domain, int[] phases);

    /** Slots of a domain on links, as many cycles later as a flit takes through a switch. */
    default SlotTable links(int domains, int domain, int[] phases) {
        return switches(domains, domain, phases);
    }
}
