package org.skerry.scenario.noise;

import java.util.List;
import org.skerry.sim.config.Check;

/**
 * What noise is measured by, and what it is held against; written down before anything was measured.
 *
 * <pre>
 *   slowdown         = latency beside the neighbour / latency beside a quiet one, of the same requests with the same seed
 *   loss             = 1 - goodput beside the neighbour / goodput beside a quiet one, not below 0
 *   fair loss        = h / (v + h): what v victims lose of a saturated resource when h neighbours get an equal share of it each
 *   isolation index  = 1 - loss / fair loss: 1 nothing lost, 0 as much as by fair sharing, below 0 more
 *   Jain's index     = (sum x)^2 / (n sum x^2) of shares x: 1 all equal, 1 / n one has all (Jain, Chiu, Hawe, DEC-TR-301, 1984)
 *   starvation       : a dispatcher of P threads that never takes a turn away serves nobody else from P endless turns on, and somebody below
 *   fair share       = min(what a client asks for alone, turns of the server / (clients + flooders)), of a server that is flooded
 * </pre>
 *
 * A hog on the links of a mesh without time division. Packets of a flow keep to one virtual channel and routers take turns, so a packet lets at
 * most one packet of every other flow go ahead on each link; each of those in turn waits for one packet of every flow on each link of its own
 * way. With n(l) flows on link l and packets of at most F flits:
 *
 * <pre>
 *   longest wait of a message = sum over flows g that share a link with it, over links l of g: n(l) x F
 * </pre>
 *
 * Divided by time nobody waits for another domain: slowdown 1, to the cycle.
 */
public final class NoiseFormulas {
    private NoiseFormulas() {}

    /** How many times as long something takes. */
    public static double slowdown(double noisy, double quiet) {
        return noisy / quiet;
    }

    /** What part of its goodput a victim loses, 0 to 1. */
    public static double loss(double noisy, double quiet) {
        return Math.max(0, 1 - noisy / quiet);
    }

    /** What part victims lose of a saturated resource when every neighbour gets as much as each of them. */
    public static double fairLoss(int victims, int neighbours) {
        Check.isTrue(
                victims > 0 && neighbours > 0, "there are " + victims + " victims and " + neighbours + " neighbours");
        return (double) neighbours / (victims + neighbours);
    }

    /** 1 if nothing is lost, 0 for a fair loss, below 0 for more. */
    public static double isolationIndex(double loss, double fairLoss) {
        return 1 - loss / fairLoss;
    }

    /** How equal shares are, 1 / n to 1; 1 where nobody has anything. */
    public static double jain(List<Double> shares) {
        double sum = 0;
        double squares = 0;
        for (double share : shares) {
            sum += share;
            squares += share * share;
        }
        return squares == 0 ? 1 : sum * sum / (shares.size() * squares);
    }

    /** Whether anybody but endless turns is served by a dispatcher that takes no turn away. */
    public static boolean starves(int endlessTurns, int threads) {
        return endlessTurns >= threads;
    }

    /** What a client of a flooded server is entitled to, in turns. */
    public static double fairShare(double alone, double serverTurns, int clients, int flooders) {
        return Math.min(alone, serverTurns / (clients + flooders));
    }
}
