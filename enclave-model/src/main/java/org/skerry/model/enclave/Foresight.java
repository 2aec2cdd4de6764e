package org.skerry.model.enclave;

import org.skerry.model.protocol.Delivery;
import org.skerry.noc.Packet;

/**
 * Looks at the state of enclaves that are about to act, before any of them does. On a large chip that state is in the memory of the
 * host and not in its caches; looked at together, level by level of the objects it consists of, many lines are under way at one time,
 * while each enclave by itself would wait for one after the other. Changes nothing that is simulated.
 */
final class Foresight {
    /** So many are looked at together: enough to keep the host's memory busy, few enough to stay in its first caches. Assumption. */
    static final int MOST = 16;

    /** Fewer than so many are not worth a look. Assumption. */
    static final int FEWEST = 3;

    /**
     * Slices of fewer enclaves need no look: the state of so many is some megabyte, which lies in the host's caches anyway. Assumption.
     */
    private static final int FEWEST_ENCLAVES = 128;

    private static final int LEVELS = 3; // of parts that guests and turns consist of

    private final Enclave[] enclaves;
    private final int first; // number of the first of these
    private final Journal journal;
    private final PairCredits credits;
    private final boolean pays;
    private final int[] next = new int[MOST]; // of the slice
    private final Delivery[] deliveries =
            new Delivery[MOST]; // that arrive at those, are in their hands or are taken next; or null
    private final Enclave[] who = new Enclave[MOST]; // of those
    private final Resident[] residents = new Resident[MOST];
    private final Core[] cores = new Core[MOST];
    private long seen; // so that nobody takes the looks for superfluous

    /** For the enclaves of a slice, which are numbered from {@code first} on. */
    Foresight(Enclave[] enclaves, int first, Journal journal, PairCredits credits) {
        this.enclaves = enclaves;
        this.first = first;
        this.journal = journal;
        this.credits = credits;
        pays = enclaves.length >= FEWEST_ENCLAVES;
    }

    /** Whether it is worth while to look at all; whoever knows who acts next asks before. */
    boolean pays() {
        return pays;
    }

    /** Where whoever knows it puts which enclaves act next. */
    int[] next() {
        return next;
    }

    /** Looks at what so many packets bring, and at what it takes to take messages in and to begin turns. */
    void beforeArrivals(Packet[] packets, int all) {
        if (all < FEWEST) {
            return;
        }
        int count = deliveries(packets, all);
        long sum = find(count, true);
        for (int i = 0; i < count; i++) {
            NetworkInterface network = who[i].network();
            sum += network.mailbox().foresee() + network.outbox().foresee() + cores[i].foresee();
            sum += deliveries[i].message().foresee();
            if (residents[i] != null) {
                sum += residents[i].turn.foresee();
            }
        }
        for (int i = 0; i < count; i++) {
            sum += deliveries[i].message().payload().length + seeMailbox(i);
            Mailbox mailbox = who[i].network().mailbox();
            sum += mailbox.isEmpty() && cores[i].state() == Core.State.ASLEEP ? seeBegin(i) : mailbox.foreseeParts();
        }
        seen += sum;
    }

    /** Which of these packets bring messages; credits of their pairs are looked at here. */
    private int deliveries(Packet[] packets, int all) {
        long sum = 0;
        for (int i = 0; i < all; i++) {
            sum += packets[i].destination();
        }
        for (int i = 0; i < all; i++) { // without a branch, which would have to wait
            sum += packets[i].body().getClass() == Delivery.class ? 1 : 0;
        }
        int count = 0;
        for (int i = 0; i < all; i++) {
            int place = packets[i].destination() - first;
            if (packets[i].body() instanceof Delivery delivery) {
                next[count] = place;
                deliveries[count++] = delivery;
                sum += delivery.foresee();
                sum += journal.meter().foresee(packets[i].source(), packets[i].destination());
            }
            sum += credits.foresee(packets[i].destination(), packets[i].source());
        }
        seen += sum;
        return count;
    }

    /** Looks at what they need to go on with what their guests did. */
    void beforeEvents(int count) {
        if (count < FEWEST) {
            return;
        }
        long sum = find(count, true);
        for (int i = 0; i < count; i++) {
            NetworkInterface network = who[i].network();
            sum += network.sends().foresee()
                    + network.outbox().foresee()
                    + network.mailbox().foresee();
            sum += cores[i].foresee();
            sum += residents[i] == null ? 0 : residents[i].turn.foresee();
        }
        for (int i = 0; i < count; i++) {
            deliveries[i] = cores[i].current();
            sum += cores[i].foreseeParts() + (deliveries[i] == null ? 0 : deliveries[i].foresee());
            sum += residents[i] == null ? 0 : residents[i].turn.ledger().foresee();
        }
        for (int i = 0; i < count; i++) {
            sum += deliveries[i] == null ? 0 : deliveries[i].message().foresee();
            sum += residents[i] == null ? 0 : residents[i].turn.ledger().foreseeEntries();
            deliveries[i] = who[i].network().mailbox().first();
            if (deliveries[i] != null) { // the next turn may begin at once
                sum += deliveries[i].foresee() + seeMailbox(i) + seeBegin(i);
            }
        }
        for (int i = 0; i < count; i++) {
            if (deliveries[i] != null) {
                sum += deliveries[i].message().foresee();
                sum += journal.meter().foresee(deliveries[i].source(), who[i].number());
                sum += credits.foresee(who[i].number(), deliveries[i].source());
            }
        }
        seen += sum;
    }

    /** Looks at what guests of so many enclaves of the slice need to run, and their cores when they have: those in {@code places}. */
    void beforeGuests(int[] places, int from, int count) {
        if (count < FEWEST) {
            return;
        }
        System.arraycopy(places, from, next, 0, count);
        long sum = find(count, false);
        for (int i = 0; i < count; i++) {
            sum += cores[i].foresee();
            if (residents[i] != null) {
                sum += residents[i].instance.foresee() + residents[i].turn.foresee();
            }
        }
        for (int level = 0; level < LEVELS; level++) {
            for (int i = 0; i < count; i++) {
                if (residents[i] != null) {
                    sum += residents[i].instance.foreseeParts(level) + residents[i].turn.foreseeParts(level);
                }
            }
        }
        for (int i = 0; i < count; i++) {
            sum += cores[i].foreseeParts();
        }
        seen += sum;
    }

    /** What a turn needs to begin, but for its message. */
    private long seeBegin(int i) {
        return cores[i].foreseeBegin() + (residents[i] == null ? 0 : residents[i].turn.foreseeBegin());
    }

    /** What lies in the mailbox and is not written yet. */
    private long seeMailbox(int i) {
        return residents[i] == null ? 0 : residents[i].ring.foresee();
    }

    private long find(int count, boolean acts) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            who[i] = enclaves[next[i]];
            sum += who[i].number();
        }
        for (int i = 0; i < count; i++) {
            cores[i] = who[i].core();
            residents[i] = who[i].resident();
            if (acts) {
                sum += who[i].network().foresee();
                sum += journal.foresee(next[i]);
            }
        }
        for (int i = 0; i < count; i++) {
            sum += residents[i] == null ? 0 : residents[i].id;
        }
        return sum;
    }
}
