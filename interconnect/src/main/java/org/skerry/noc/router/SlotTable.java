package org.skerry.noc.router;

/**
 * When each output of each router passes flits of a time-division domain: in every cycle whose number, less the phase of the output, has the
 * domain as its remainder after division by the number of domains. No two domains pass an output in one cycle. Immutable.
 */
public final class SlotTable {
    /** Phase of an output that is always open, as it belongs to one domain. */
    public static final int ALWAYS = -1;

    private final int domains;
    private final int domain;
    private final int[] phases; // by router * ports + port

    /**
     * The slots of one domain.
     *
     * @param domains number of domains
     * @param domain  this one, from 0
     * @param phases  by router * ports + port: 0 to domains - 1, or {@link #ALWAYS}
     */
    public SlotTable(int domains, int domain, int[] phases) {
        this.domains = domains;
        this.domain = domain;
        this.phases = phases.clone();
    }

    /** Number of domains. */
    public int domains() {
        return domains;
    }

    /** Whether an output is open in the cycles that leave {@code slot} when divided by the number of domains. */
    public boolean isOpen(int slot, int output) {
        int phase = phases[output];
        return phase == ALWAYS || Math.floorMod(slot - phase, domains) == domain;
    }
}
