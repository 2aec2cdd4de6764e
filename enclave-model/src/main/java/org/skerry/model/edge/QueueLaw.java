package org.skerry.model.edge;

/**
 * How long requests that come as a Poisson process wait for a server, in closed form. Times in any unit, all of them in the same.
 *
 * <pre>
 *   M/G/1   W = rate E[S^2] / (2 (1 - rho)),  rho = rate E[S]        Pollaczek 1930, Khinchine 1932
 *   M/D/1   W = rho S / (2 (1 - rho))                                the same with one service time
 *   M/M/c   W = C S / (c (1 - rho)),  rho = rate S / c               Erlang 1917, with C the probability of waiting:
 *           C = B / (1 - rho (1 - B)),  B(0) = 1,  B(k) = a B(k-1) / (k + a B(k-1)),  a = rate S
 * </pre>
 *
 * <p>For requests that came at known times and are served one after another in a known time each, {@link Lindley} says what each one waits.
 */
public final class QueueLaw {
    private QueueLaw() {}

    /**
     * Mean wait before one server.
     *
     * @param rate          requests in a unit of time
     * @param service       mean time of service
     * @param serviceSquare mean of its square
     */
    public static double meanWait(double rate, double service, double serviceSquare) {
        return rate * serviceSquare / (2 * (1 - stable(rate * service)));
    }

    /** Mean wait before one server that always takes the same time. */
    public static double meanWaitFixed(double rate, double service) {
        return meanWait(rate, service, service * service);
    }

    /** Mean wait before several alike servers with exponential times of service, all served in the order in which they come. */
    public static double meanWaitExponential(double rate, double service, int servers) {
        double load = rate * service;
        double rho = stable(load / servers);
        double blocked = 1;
        for (int k = 1; k <= servers; k++) {
            blocked = load * blocked / (k + load * blocked);
        }
        double waits = blocked / (1 - rho * (1 - blocked));
        return waits * service / (servers * (1 - rho));
    }

    private static double stable(double rho) {
        if (!(rho >= 0 && rho < 1)) {
            throw new IllegalArgumentException("a load of " + rho + " has no mean wait");
        }
        return rho;
    }

    /** Waits one after another: W(n+1) = max(0, W(n) + S(n) - gap(n)) (Lindley, The theory of queues with a single server, 1952). */
    public static final class Lindley {
        private double free;
        private double sum;
        private long count;

        /** A request comes at a time, not before the last one, and takes so long. Returns what it waits. */
        public double arrive(double time, double service) {
            double begin = Math.max(time, free);
            free = begin + service;
            sum += begin - time;
            count++;
            return begin - time;
        }

        /** Mean wait of all that came. */
        public double mean() {
            return count == 0 ? 0 : sum / count;
        }
    }
}
