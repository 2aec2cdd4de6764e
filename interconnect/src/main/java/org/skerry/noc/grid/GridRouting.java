package org.skerry.noc.grid;

import org.skerry.sim.config.Check;

/** The ways of routing in a grid, by name. */
public enum GridRouting {
    /** Along the row, then along the column. */
    XY(false, 1) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new DimensionOrderRoute(grid, vcs, 0, true, packets, faults);
        }
    },
    /** Along the column, then along the row. */
    YX(false, 1) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new DimensionOrderRoute(grid, vcs, 0, false, packets, faults);
        }
    },
    /** XY or YX by a coin. */
    O1TURN(false, 2) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new EitherOrderRoute(grid, vcs, false, packets);
        }
    },
    /** XY or YX, whichever begins with the emptier output. */
    ADAPTIVE_XY_YX(false, 2) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new EitherOrderRoute(grid, vcs, true, packets);
        }
    },
    /** By a random router between source and destination. */
    ROMM(false, 2) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new ViaRoute(grid, vcs, true, false, packets);
        }
    },
    /** By any random router. */
    VALIANT(false, 2) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new ViaRoute(grid, vcs, false, false, packets);
        }
    },
    /** One ring after the other, virtual channels by dateline. */
    RING_ORDER(true, 2) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new RingOrderRoute(grid, vcs, false, packets);
        }
    },
    /** One ring after the other, virtual channels balanced. */
    RING_ORDER_BALANCED(true, 2) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new RingOrderRoute(grid, vcs, true, packets);
        }
    },
    /** One ring after the other in a torus of links that go one way alone, virtual channels by dateline. */
    FORWARD_RINGS(true, 2) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new ForwardRingsRoute(grid, vcs, packets);
        }
    },
    /** Every shortest way in a mesh, with an escape channel. */
    MINIMAL_ADAPTIVE(false, 2) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new MinimalAdaptiveRoute(grid, vcs, packets);
        }
    },
    /** Every shortest way in a torus, with two escape channels. */
    MINIMAL_ADAPTIVE_TORUS(true, 3) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new MinimalAdaptiveRoute(grid, vcs, packets);
        }
    },
    /** West before anything else, then any shortest way. */
    WEST_FIRST(false, 1) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new TurnRoute(grid, vcs, false, packets);
        }
    },
    /** Shortest ways that turn as the column allows. */
    ODD_EVEN(false, 1) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new TurnRoute(grid, vcs, true, packets);
        }
    },
    /** Tables of shortest ways round whatever is dead, in meshes and tori: up/down routing. */
    FAULT_TOLERANT(false, 1) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new FaultTolerantRoute(grid, vcs, packets, faults);
        }
    },
    /** {@code valiant} of BookSim 2, as built: packets that pass their destination early may block each other. */
    BOOKSIM_VALIANT(false, 2) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new ViaRoute(grid, vcs, false, true, packets);
        }
    },
    /** {@code min_adapt} of BookSim 2 in a mesh, as built. */
    BOOKSIM_MIN_ADAPT_MESH(false, 2) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new BookSimMinimalMesh(grid, vcs, packets);
        }
    },
    /** {@code min_adapt} of BookSim 2 in a torus, as built. */
    BOOKSIM_MIN_ADAPT_TORUS(true, 4) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new BookSimMinimalTorus(grid, vcs, packets);
        }
    },
    /** {@code planar_adapt} of BookSim 2, as built: XY on the upper third of the virtual channels. */
    BOOKSIM_PLANAR_ADAPT(false, 1) {
        @Override
        GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults) {
            return new DimensionOrderRoute(grid, vcs, 2 * (vcs / 3), true, packets, faults);
        }
    };

    private final boolean torus;
    private final int leastVcs;

    GridRouting(boolean torus, int leastVcs) {
        this.torus = torus;
        this.leastVcs = leastVcs;
    }

    /** Refuses a grid or a number of virtual channels that packets could not be routed in. */
    public void checkFits(Grid grid, int vcs) {
        Check.isTrue(
                this == FAULT_TOLERANT || grid.wraps() == torus,
                "network.routing=" + this + " is for a " + (torus ? "torus" : "mesh") + " and the network is a "
                        + (grid.wraps() ? "torus" : "mesh") + ". Choose another routing.");
        Check.isTrue(
                vcs >= leastVcs,
                "network.router.vcs=" + vcs + " is below " + leastVcs + ", which network.routing=" + this
                        + " needs to keep packets from blocking each other. Give at least " + leastVcs + ".");
    }

    /** The routing of packets in {@code packets}, with nothing dead. */
    public final GridRoute route(Grid grid, int vcs, Itineraries packets) {
        return route(grid, vcs, packets, Faults.NONE);
    }

    /** The routing of packets in {@code packets}. */
    public final GridRoute route(Grid grid, int vcs, Itineraries packets, Faults faults) {
        checkFits(grid, vcs);
        Check.isTrue(
                faults.isEmpty() || this == XY || this == YX || this == FAULT_TOLERANT,
                "network.routing=" + this
                        + " does not know of dead routers and links. Choose FAULT_TOLERANT, XY or YX.");
        return make(grid, vcs, packets, faults);
    }

    /**
     * Refuses this routing if packets of it can block each other for ever in a grid, or do not arrive; prints the cycle. A grid of more
     * than {@link GridDependencies#FOLLOWED} routers in a row or column is represented by a smaller one, of an equally even or odd number, unless
     * parts of it are dead.
     */
    public final void refuseCycles(Grid grid, int vcs, Faults faults) {
        new GridDependencies(this, grid, vcs, faults).refuseCycles();
    }

    abstract GridRoute make(Grid grid, int vcs, Itineraries packets, Faults faults);
}
