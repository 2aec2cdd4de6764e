package org.skerry.noc.ideal;

import java.util.Arrays;
import org.skerry.noc.topology.MeshSpec;

/** What a mesh says of the way between two endpoints, remembered for some of the pairs that were asked for last. */
final class Ways {
    /** Pairs that are remembered. Assumption: what lives beside each other is asked for again soon. */
    private static final int PLACES = 256;

    private final MeshSpec mesh;
    private final long[] pairs = new long[PLACES];
    private final int[] linksOf = new int[PLACES];
    private final int[] fromOf = new int[PLACES];
    private final int[] toOf = new int[PLACES];
    private final long[] cyclesOf = new long[PLACES];

    // the way asked for last
    int links;
    int from; // router
    int to; // likewise
    long loneCycles; // of a packet of one flit, see MeshSpec

    /** Of a mesh, none of them asked for yet. */
    Ways(MeshSpec mesh) {
        this.mesh = mesh;
        Arrays.fill(pairs, -1);
    }

    /** Sets {@link #links} and its neighbours to the way between two endpoints. */
    void ask(int source, int destination) {
        long pair = (long) source << Integer.SIZE | destination;
        int at = source * 31 + destination & PLACES - 1;
        if (pairs[at] != pair) {
            pairs[at] = pair;
            linksOf[at] = mesh.hops(source, destination);
            fromOf[at] = mesh.routerOf(source);
            toOf[at] = mesh.routerOf(destination);
            cyclesOf[at] = mesh.loneCycles(fromOf[at], toOf[at], 1);
        }
        links = linksOf[at];
        from = fromOf[at];
        to = toOf[at];
        loneCycles = cyclesOf[at];
    }
}
