package org.skerry.model.enclave;

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

    private static final int LEVELS = 2; // of parts that guests and turns consist of

    private final Enclave[] enclaves;
    private final Journal journal;
    private final CreditsAway creditsAway;
    private final boolean pays;
    private final int[] next = new int[MOST]; // of the slice
    private final Enclave[] who = new Enclave[MOST]; // of those
    private final Resident[] residents = new Resident[MOST];
    private final Core[] cores = new Core[MOST];
    private long seen; // so that nobody takes the looks for superfluous

    /** For the enclaves of a slice. */
    Foresight(Enclave[] enclaves, Journal journal, CreditsAway creditsAway) {
        this.enclaves = enclaves;
        this.journal = journal;
        this.creditsAway = creditsAway;
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

    /** Looks at what the first {@code count} of {@link #next} need to take a message in and to begin a turn. */
    void beforeArrivals(int count) {
        if (count < FEWEST) {
            return;
        }
        long sum = find(count, true);
        for (int i = 0; i < count; i++) {
            NetworkInterface network = who[i].network();
            sum += network.mailbox().foresee() + network.outbox().foresee() + cores[i].foresee();
            if (residents[i] != null) {
                sum += residents[i].admission.foresee() + residents[i].turn.foresee() + residents[i].memory.foresee();
            }
        }
        for (int i = 0; i < count; i++) {
            if (cores[i].state() == Core.State.ASLEEP) {
                sum += seeBegin(i);
            } else {
                sum += seeMailbox(i);
            }
        }
        seen += sum;
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
            sum += cores[i].foresee() + who[i].management().marks().turns();
            sum += creditsAway.foresee(next[i]) + (residents[i] == null ? 0 : residents[i].turn.foresee());
        }
        for (int i = 0; i < count; i++) {
            sum += cores[i].foreseeParts()
                    + (residents[i] == null ? 0 : residents[i].turn.ledger().foresee());
        }
        for (int i = 0; i < count; i++) {
            sum += cores[i].account().foresee();
            if (!who[i].network().mailbox().isEmpty()) { // the next turn may begin at once
                sum += seeBegin(i);
            }
            sum += residents[i] == null ? 0 : residents[i].turn.ledger().foreseeEntries();
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

    /** What a turn needs that begins on a message of the mailbox. */
    private long seeBegin(int i) {
        return seeMailbox(i) + cores[i].foreseeBegin() + (residents[i] == null ? 0 : residents[i].turn.foreseeBegin());
    }

    /** What lies in the mailbox. */
    private long seeMailbox(int i) {
        return who[i].network().mailbox().foreseeParts()
                + (residents[i] == null ? 0 : residents[i].memory.foreseeMailbox());
    }

    private long find(int count, boolean acts) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            who[i] = enclaves[next[i]];
            sum += who[i].number();
        }
        for (int i = 0; i < count; i++) {
            cores[i] = who[i].occupants().core();
            residents[i] = who[i].occupants().resident();
            if (acts) {
                sum += who[i].network().foresee()
                        + who[i].departure().foresee()
                        + who[i].management().foresee();
                sum += journal.foresee(next[i]);
            }
        }
        for (int i = 0; i < count; i++) {
            sum += residents[i] == null ? 0 : residents[i].id;
        }
        return sum;
    }
}
