package org.skerry.noc.traffic;

import org.skerry.noc.grid.Grid;
import org.skerry.sim.config.Check;
import org.skerry.sim.rng.RandomStream;

/**
 * Which endpoint belongs to which domain, and what they send: endpoints are dealt to domains along diagonals, or back and forth if there are more domains than columns, and send only among those
 * of their own domain. A destination of the pattern that belongs to another domain stands for the next endpoint that does not.
 */
final class Domains {
    private final int[] ownerOf; // by endpoint
    private final int[] nextOf; // by domain, endpoint: it, or the next endpoint of that domain
    private final int endpoints;

    Domains(Grid grid, int domains) {
        endpoints = grid.endpoints();
        Check.isTrue(
                domains <= endpoints,
                "network.domains=" + domains + " are more than the " + endpoints
                        + " endpoints. Give fewer, or a larger network.");
        int columns = grid.width() * grid.across();
        ownerOf = new int[endpoints];
        for (int endpoint = 0; endpoint < endpoints; endpoint++) {
            ownerOf[endpoint] =
                    domains <= columns ? (endpoint + endpoint / columns) % domains : backAndForth(endpoint, domains);
        }
        nextOf = new int[domains * endpoints];
        for (int domain = 0; domain < domains; domain++) {
            int next = -1;
            for (int i = 2 * endpoints - 1; i >= 0; i--) {
                int endpoint = i % endpoints;
                next = ownerOf[endpoint] == domain ? endpoint : next;
                nextOf[domain * endpoints + endpoint] = next;
            }
        }
    }

    /** Every other round is dealt backwards, or a domain that has endpoints in one column alone would not meet another. */
    private static int backAndForth(int endpoint, int domains) {
        int place = endpoint % domains;
        return endpoint / domains % 2 == 0 ? place : domains - 1 - place;
    }

    int ownerOf(int endpoint) {
        return ownerOf[endpoint];
    }

    /** {@code pattern} within each domain. */
    Pattern within(Pattern pattern) {
        return (source, random) -> nextOf[ownerOf[source] * endpoints + pattern.destination(source, random)];
    }

    /**
     * Packets of several domains, each with its process.
     *
     * @param processes by domain; null for one that sends nothing here
     */
    InjectionProcess processes(InjectionProcess[] processes) {
        return new InjectionProcess() {
            @Override
            public long first(int endpoint, RandomStream random) {
                InjectionProcess process = processes[ownerOf[endpoint]];
                return process == null ? GapTable.NEVER : process.first(endpoint, random);
            }

            @Override
            public long next(int endpoint, long cycle, RandomStream random) {
                return processes[ownerOf[endpoint]].next(endpoint, cycle, random);
            }
        };
    }
}
