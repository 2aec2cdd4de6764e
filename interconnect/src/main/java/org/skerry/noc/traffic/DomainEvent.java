package org.skerry.noc.traffic;

import java.util.Comparator;
import org.skerry.noc.router.VcAddress;

/**
 * Something that happened to a flit of one domain. Events of one cycle have an order of their own, so that lists of them can be compared.
 *
 * @param kind   what
 * @param place  endpoint if it entered or was taken, else the {@link VcAddress} of the output that it left by, without a virtual channel
 * @param source of its packet
 * @param number of its packet, among those of its source
 * @param flit   0 for one in the middle of the packet, 1 for its head, 2 for its tail, 3 for a packet of one flit
 */
record DomainEvent(Kind kind, int place, int source, long number, int flit) implements Comparable<DomainEvent> {
    /** What can happen. The first two are all that the domain's endpoints can see. */
    enum Kind {
        ENTERED,
        TAKEN,
        LEFT
    }

    private static final Comparator<DomainEvent> ORDER = Comparator.comparing(DomainEvent::kind)
            .thenComparing(DomainEvent::place)
            .thenComparing(DomainEvent::source)
            .thenComparing(DomainEvent::number)
            .thenComparing(DomainEvent::flit);

    /** In words, of a packet with a name. */
    String text(String packet) {
        String which = switch (flit) {
            case 0 -> "a middle flit";
            case 1 -> "the head";
            case 2 -> "the tail";
            default -> "the flit";
        };
        String what = switch (kind) {
            case ENTERED -> " entered at endpoint " + place;
            case TAKEN -> " was taken by endpoint " + place;
            case LEFT -> " left " + Flights.output(place);
        };
        return which + " of packet " + packet + what;
    }

    @Override
    public int compareTo(DomainEvent other) {
        return ORDER.compare(this, other);
    }
}
