package org.skerry.model.control;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.skerry.model.placement.PlacementPolicy;
import org.skerry.noc.topology.MeshSpec;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/**
 * Which enclaves are free, and which of them an actor gets that is created while the chip runs:
 *
 * <pre>
 *   in-order             the lowest one
 *   round-robin          the lowest one of the tile after the one that was chosen last
 *   communication-aware  the one nearest to the parent, the only one whom the child is known to hear of
 *   by-trust-domain      the nearest one in a tile of the parent's domain, else in an empty tile, else the nearest
 * </pre>
 *
 * <p>Of several that are as good, first one that was never used: what an ended actor left stays readable for as long as possible. In order,
 * that even comes before everything else.
 *
 * <p>Where the chip is divided by time, each trust domain has enclaves of its own for that, see {@link #deal}, so that no actor lives where it
 * does because of what another domain has created.
 */
public final class Placement implements Stateful {
    /** No enclave is free. */
    public static final int NONE = -1;

    /** The domain of an actor of which none is known. */
    public static final int NO_DOMAIN = -1;

    private static final byte ELSEWHERE = 0; // another control node's
    private static final byte UNUSED = 1;
    private static final byte TAKEN = 2;
    private static final byte GIVEN_BACK = 3;

    private final PlacementPolicy policy;
    private final MeshSpec mesh;
    private final byte[] states; // by enclave
    private final int[] domains; // by enclave; of who lives there
    private final int[] free; // by tile
    private int unusedFrom; // no enclave before it is unused
    private int nextTile;
    private Placement[] parts; // by trust domain, once enclaves are dealt
    private int[] dealt; // by enclave: trust domain, or NO_DOMAIN; null if they are not

    /** No enclave at all; {@link #add} brings some. */
    public Placement(PlacementPolicy policy, MeshSpec mesh) {
        this.policy = policy;
        this.mesh = mesh;
        states = new byte[mesh.tileEndpoints()];
        domains = new int[states.length];
        free = new int[mesh.routers()];
        Arrays.fill(domains, NO_DOMAIN);
    }

    /** All enclaves of a chip, free. */
    public static Placement ofAll(PlacementPolicy policy, MeshSpec mesh) {
        Placement placement = new Placement(policy, mesh);
        for (int enclave = 0; enclave < placement.states.length; enclave++) {
            placement.add(enclave);
        }
        return placement;
    }

    /** One more enclave, free and never used. */
    public void add(int enclave) {
        states[enclave] = UNUSED;
        free[tile(enclave)]++;
        unusedFrom = Math.min(unusedFrom, enclave);
    }

    /** Whether an endpoint is one of these enclaves. */
    public boolean has(int enclave) {
        return enclave < states.length && states[enclave] != ELSEWHERE;
    }

    /** An enclave that is no longer one of these, if it was. */
    public void remove(int enclave) {
        if (states[enclave] == UNUSED || states[enclave] == GIVEN_BACK) {
            free[tile(enclave)]--;
        }
        states[enclave] = ELSEWHERE;
        domains[enclave] = NO_DOMAIN;
    }

    /** Whether it is one of these and somebody lives there. */
    public boolean isTaken(int enclave) {
        return parts == null ? states[enclave] == TAKEN : parts[dealt[enclave]].isTaken(enclave);
    }

    /** Somebody of a trust domain lives in an enclave that was free. */
    public void occupy(int enclave, int domain) {
        if (!has(enclave)) {
            return; // reserved for whoever is pinned there
        }
        states[enclave] = TAKEN;
        domains[enclave] = domain;
        free[tile(enclave)]--;
    }

    /** The trust domain of who lives in an enclave, or {@link #NO_DOMAIN}. */
    public int domain(int enclave) {
        return parts == null || dealt[enclave] == NO_DOMAIN ? domains[enclave] : parts[dealt[enclave]].domain(enclave);
    }

    /**
     * Deals the enclaves to so many trust domains: those that are taken belong to the domain of whoever lives there, the others are dealt in
     * turn. From then on the children of a domain live in its enclaves alone.
     */
    public void deal(int count) {
        Placement[] each = new Placement[count];
        Arrays.setAll(each, domain -> new Placement(policy, mesh));
        int[] owners = new int[states.length];
        int turn = 0;
        for (int enclave = 0; enclave < states.length; enclave++) {
            owners[enclave] = NO_DOMAIN;
            if (has(enclave)) {
                boolean taken = states[enclave] == TAKEN;
                owners[enclave] = taken ? domains[enclave] : turn++ % count;
                each[owners[enclave]].add(enclave);
                if (taken) {
                    each[owners[enclave]].occupy(enclave, domains[enclave]);
                }
            }
        }
        dealt = owners;
        parts = each;
    }

    /** The trust domain that an enclave was dealt to; 0 if they are not dealt. */
    public int dealtTo(int enclave) {
        return dealt == null ? 0 : dealt[enclave];
    }

    /** Takes an enclave for the child of an actor at {@code parent}, in a trust domain, or returns {@link #NONE}. */
    public int take(int parent, int domain) {
        if (parts != null) {
            return parts[domain == NO_DOMAIN ? dealt[parent] : domain].take(parent, domain);
        }
        int enclave = switch (policy) {
            case IN_ORDER -> lowest();
            case ROUND_ROBIN -> inTurn();
            case COMMUNICATION_AWARE -> nearest(parent, tile -> true);
            case BY_TRUST_DOMAIN -> ofDomain(parent, domain);
        };
        if (enclave != NONE) {
            occupy(enclave, domain);
        }
        return enclave;
    }

    /** An enclave is free again. */
    public void giveBack(int enclave) {
        if (parts != null) {
            if (has(enclave)) {
                parts[dealt[enclave]].giveBack(enclave);
            }
            return;
        }
        if (!has(enclave)) {
            return;
        }
        states[enclave] = GIVEN_BACK;
        domains[enclave] = NO_DOMAIN;
        free[tile(enclave)]++;
    }

    private int lowest() {
        while (unusedFrom < states.length && states[unusedFrom] != UNUSED) {
            unusedFrom++;
        }
        for (int enclave = unusedFrom < states.length ? unusedFrom : 0; enclave < states.length; enclave++) {
            if (isFree(enclave)) {
                return enclave;
            }
        }
        return NONE;
    }

    private int inTurn() {
        for (int i = 0; i < free.length; i++) {
            int tile = (nextTile + i) % free.length;
            if (free[tile] > 0) {
                nextTile = (tile + 1) % free.length;
                return within(tile);
            }
        }
        return NONE;
    }

    private int ofDomain(int parent, int domain) {
        int own = nearest(parent, tile -> residents(tile, domain) == Residents.OWN);
        int empty = own != NONE ? own : nearest(parent, tile -> residents(tile, domain) == Residents.NOBODY);
        return empty != NONE ? empty : nearest(parent, tile -> true);
    }

    /** Who lives in a tile, seen from a domain. */
    private enum Residents {
        NOBODY,
        OWN,
        STRANGERS
    }

    private Residents residents(int tile, int domain) {
        Residents residents = Residents.NOBODY;
        for (int enclave = first(tile); enclave < first(tile + 1); enclave++) {
            if (states[enclave] == TAKEN) {
                if (domains[enclave] != domain) {
                    return Residents.STRANGERS;
                }
                residents = Residents.OWN;
            }
        }
        return residents;
    }

    /** The free enclave nearest to another one in a tile that will do, the lowest of several. */
    private int nearest(int from, IntPredicate tiles) {
        int router = mesh.routerOf(from);
        int furthest = mesh.width() + mesh.height();
        for (int distance = 0; distance < furthest; distance++) {
            for (int dy = -distance; dy <= distance; dy++) {
                int dx = distance - Math.abs(dy);
                int left = tileAt(mesh.x(router) - dx, mesh.y(router) + dy, tiles);
                int tile = left != NONE ? left : tileAt(mesh.x(router) + dx, mesh.y(router) + dy, tiles);
                if (tile != NONE) {
                    return within(tile);
                }
            }
        }
        return NONE;
    }

    private int tileAt(int x, int y, IntPredicate tiles) {
        if (x < 0 || x >= mesh.width() || y < 0 || y >= mesh.height()) {
            return NONE;
        }
        int tile = y * mesh.width() + x;
        return free[tile] > 0 && tiles.test(tile) ? tile : NONE;
    }

    /** The free enclave of a tile that comes first. */
    private int within(int tile) {
        int again = NONE;
        for (int enclave = first(tile); enclave < first(tile + 1); enclave++) {
            if (states[enclave] == UNUSED) {
                return enclave;
            }
            again = again == NONE && states[enclave] == GIVEN_BACK ? enclave : again;
        }
        return again;
    }

    private boolean isFree(int enclave) {
        return states[enclave] == UNUSED || unusedFrom == states.length && states[enclave] == GIVEN_BACK;
    }

    private int tile(int enclave) {
        return enclave / mesh.endpointsPerRouter();
    }

    private int first(int tile) {
        return tile * mesh.endpointsPerRouter();
    }

    @Override
    public void save(StateWriter out) {
        if (parts != null) {
            for (Placement part : parts) {
                part.save(out);
            }
            return;
        }
        out.writeBytes(states, 0, states.length);
        out.writeInts(domains);
        out.writeInt(nextTile);
    }

    @Override
    public void load(StateReader in) {
        if (parts != null) {
            for (Placement part : parts) {
                part.load(in);
            }
            return;
        }
        in.readBytes(states, 0, states.length);
        in.readInts(domains);
        nextTile = in.readInt();
        unusedFrom = 0;
        Arrays.fill(free, 0);
        for (int enclave = 0; enclave < states.length; enclave++) {
            free[tile(enclave)] += states[enclave] == UNUSED || states[enclave] == GIVEN_BACK ? 1 : 0;
        }
    }
}
