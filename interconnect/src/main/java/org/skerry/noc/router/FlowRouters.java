package org.skerry.noc.router;

import java.util.Arrays;
import org.skerry.noc.flit.FlitLayout;
import org.skerry.noc.flit.PacketIdentities;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;

/**
 * The routers of {@link Routers} once more, for the machines: both allocators iSLIP with one iteration, and every packet stays in the
 * virtual channel in which it entered, as {@link VcChoice#BY_FLOW} has it. They do the same in every cycle, by fewer accesses:
 *
 * <ul>
 *   <li>An output virtual channel can be asked for only by inputs of the same number, so to give it away is to choose among ports, and
 *       nothing has to be looked at again before somebody asks or it becomes free.
 *   <li>Mostly a router has one input whose flit may leave, and nothing is to be decided; several are bits side by side. The pointer of a
 *       switch output stands between ports, so to grant is to choose among ports, too.
 *   <li>All that belongs to a virtual channel is one long, with all flits of the packet at its front: see {@link ChannelWords}. What
 *       is needed together lies together: see {@link FlowState}.
 *   <li>An endpoint takes a flit in every cycle. Where its places come back before the last of them can be taken, it always has one:
 *       its output never waits for credits, and of its flits it hears of the tails alone.
 *   <li>To leave is two steps: what others may depend on in the same cycle, and afterwards, for all flits of the cycle one after the
 *       other, links, counters and history: see {@link FlowDepartures}.
 *   <li>Loops over flits and credits call nothing and do what is usual; what is rarer waits until they have ended. A call on any branch
 *       makes C2 read fields again in every round, and keep values in memory.
 * </ul>
 */
public final class FlowRouters implements MeshRouters {
    private static final int ROW_BITS = FlowState.ROW_BITS;
    private static final int ROW = FlowState.ROW;
    private static final int MOST_DEPTH = 254;

    private final RouteFunction routing;
    private final FlowDepartures departures;
    private final FlowState state;
    private final long[] words;
    private final long[] routers;
    private final ActiveSet active;
    private final FlowLinks links;
    private final DelayLine heads;
    private final RouterForesight foresight; // null where it would only cost

    private final int depth;
    private final int headCycles; // from a head's coming to the front until it asks for a virtual channel
    private final int routerBits; // of an address, below the router
    private final int isOutput; // the bit of an address
    private final int ports; // the bits of an address that say which port
    private final int rows; // and whether as input or output
    private final int groups;
    private final int lineBits;

    private int[] newHeads = new int[64]; // inputs with a head that is to ask for a virtual channel, within a cycle
    private int newHeadCount;
    private int[] candidates = new int[64]; // output virtual channels that are free and asked for
    private int candidateCount;
    private long[] entering = new long[64]; // within a cycle, flits that came in by others and wait to be looked at
    private int enteringCount;
    private final int[] asking = new int[FlowState.MOST_PORTS]; // by output port of a router: inputs that ask for it
    private final int[] granted = new int[FlowState.MOST_PORTS]; // by input port of a router: outputs that granted

    /** Whether these can stand for {@link Routers}. */
    public static boolean fit(Geometry geometry, Pipeline pipeline, RouteFunction routing) {
        long[] classes = routing.vcClasses();
        for (int vc = 0; vc < classes.length; vc++) {
            if (classes[vc] != 1L << vc) {
                return false;
            }
        }
        return classes.length == geometry.vcs()
                && geometry.vcs() <= FlowState.MOST_VCS
                && geometry.ports() <= FlowState.MOST_PORTS
                && geometry.routers() <= Integer.MAX_VALUE >> 2 * ROW_BITS + 1
                && pipeline.vcDepthFlits() <= MOST_DEPTH
                && pipeline.injectionCreditCycles() <= FlowState.MOST_DEPARTURES
                && pipeline.vcDepthFlits() >= pipeline.passageCycles() + pipeline.ejectionCreditCycles()
                && pipeline.vcAllocator().isSimpleIslip()
                && pipeline.switchAllocator().isSimpleIslip()
                && routing.mostWays() == 1
                && pipeline.vcAllocationCycles() > 0
                && pipeline.turnCycles() == 0
                && pipeline.batches() == null
                && pipeline.link().flitCycles() == 1
                && !geometry.hasSeams()
                && !pipeline.speculative()
                && !pipeline.waitForTailCredit();
    }

    /** The routers of {@code geometry}, empty, if they {@link #fit}. A packet goes on in the virtual channel in which it came. */
    public FlowRouters(Geometry geometry, Pipeline pipeline, RouteFunction routing, PacketIdentities packets) {
        this(geometry, pipeline, routing, packets, geometry.routers() >= RouterForesight.FEWEST_ROUTERS);
    }

    /** The same; whether they look ahead changes nothing but how long the host takes. */
    FlowRouters(
            Geometry geometry, Pipeline pipeline, RouteFunction routing, PacketIdentities packets, boolean looksAhead) {
        this.routing = routing;
        headCycles = pipeline.routingCycles() + pipeline.vcAllocationCycles() - 1;
        state = new FlowState(geometry, pipeline, headCycles);
        departures = new FlowDepartures(state, packets);
        words = state.words;
        routers = state.routers;
        active = state.active;
        links = state.links;
        heads = state.heads;
        foresight = looksAhead ? new RouterForesight(state, routing, packets) : null;
        depth = state.depth;
        routerBits = state.bits + 1;
        isOutput = 1 << state.bits;
        ports = isOutput - ROW;
        rows = ports | isOutput;
        groups = state.groups;
        lineBits = routerBits - FlowState.LINE_SHIFT;
    }

    @Override
    public void connect(boolean south, Boundary boundary) {
        departures.connect(south ? Links.SOUTH : Links.NORTH, boundary);
    }

    // ---- addresses ---------------------------------------------------------------------------------------------

    private int port(int address) {
        return (address & ports) >>> ROW_BITS;
    }

    /** The output virtual channel that an input has. */
    private int output(int input, long word) {
        return input & ~rows | ChannelWords.output(word);
    }

    // ---- what arrives ------------------------------------------------------------------------------------------

    @Override
    public void arrivals(long cycle) {
        takeCredits(cycle, links.credits(cycle));
        putAll(cycle, links.flits(cycle));
        while (heads.isDue(cycle)) {
            long head = heads.take();
            askVc((int) (head >>> 32), (int) head);
        }
    }

    private void takeCredits(long cycle, int[] credits) {
        if (foresight != null) {
            foresight.beforeCredits(credits);
        }
        long[] all = words;
        int most = depth;
        int restCount = 0;
        int output;
        for (int at = 0; (output = credits[at]) != FlowLinks.END; at++) {
            long word = ChannelWords.withCredit(all[output]);
            all[output] = word;
            int now = ChannelWords.credits(word);
            if (now == 1 || now > most) {
                credits[restCount++] = output;
            }
        }
        for (int i = 0; i < restCount; i++) {
            hasCredit(cycle, credits[i]);
        }
        credits[0] = FlowLinks.END;
    }

    @Override
    public void credit(long cycle, int address) {
        int output = state.here(address) | isOutput;
        words[output] = ChannelWords.withCredit(words[output]);
        hasCredit(cycle, output);
    }

    /** An output has one more credit than before. */
    private void hasCredit(long cycle, int output) {
        long word = words[output];
        int credits = ChannelWords.credits(word);
        if (credits == 1) {
            endWait(output, word);
        } else if (credits > depth) {
            throw new IllegalStateException("cycle " + cycle + ": " + state.place(output)
                    + " has more credits than the " + depth + " flits that the buffer behind it holds");
        }
    }

    /** An output that had no credit has one. */
    private void endWait(int output, long word) {
        int holder = ChannelWords.holder(word);
        int input = output & ~rows | holder - 1 << ROW_BITS;
        if (holder != 0 && ChannelWords.flits(words[input]) != 0) {
            getReady(input);
        }
    }

    @Override
    public void arrive(long cycle, int address, int flit) {
        int input = state.here(address);
        routers[state.line(input) + FlowState.ENTERED] += cycle;
        if (foresight == null) {
            put(cycle, input, flit);
        } else {
            if (enteringCount == entering.length) {
                entering = Arrays.copyOf(entering, 2 * enteringCount);
            }
            entering[enteringCount++] = (long) input << Integer.SIZE | flit;
        }
    }

    private void putAll(long cycle, long[] flits) {
        if (foresight != null) {
            foresight.beforeArrivals(flits);
        }
        long[] all = words;
        int most = depth;
        int restCount = 0;
        long arrival;
        for (int at = 0; (arrival = flits[at]) != FlowLinks.END; at++) {
            int input = (int) (arrival >>> Integer.SIZE);
            long word = all[input];
            if (ChannelWords.takes(word, (int) arrival) && ChannelWords.flits(word) != most) {
                all[input] = ChannelWords.withAnother(word, (int) arrival);
            } else {
                flits[restCount++] = arrival;
            }
        }
        for (int i = 0; i < restCount; i++) {
            put(cycle, (int) (flits[i] >>> Integer.SIZE), (int) flits[i]);
        }
        flits[0] = FlowLinks.END;
    }

    private void put(long cycle, int input, int flit) {
        long word = words[input];
        if (ChannelWords.flits(word) != 0) {
            putBehind(cycle, input, word, flit);
            return;
        }
        words[input] = ChannelWords.withFront(word, flit);
        if (!ChannelWords.hasOutput(word)) {
            begin(cycle, input, flit);
        } else if (ChannelWords.credits(words[output(input, word)]) != 0) {
            getReady(input);
        }
    }

    private void putBehind(long cycle, int input, long word, int flit) {
        if (ChannelWords.flits(word) == depth) {
            throw new IllegalStateException("cycle " + cycle + ": " + state.place(input)
                    + " was sent a flit while it held " + depth + ", which is all it can hold");
        }
        words[input] = ChannelWords.takes(word, flit)
                ? ChannelWords.withAnother(word, flit)
                : state.addLater(input, word, flit);
    }

    /** A head comes to the front such that its first stage may begin at {@code cycle}. */
    private void begin(long cycle, int input, int flit) {
        if (!FlitLayout.isHead(flit)) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + state.place(input) + " has a flit at its front whose head never came");
        }
        if (headCycles != 0) {
            heads.add(cycle, (long) input << 32 | flit);
            return;
        }
        if (newHeadCount == newHeads.length) {
            newHeads = Arrays.copyOf(newHeads, 2 * newHeadCount);
        }
        newHeads[newHeadCount++] = input;
    }

    private void askVcs() {
        int count = newHeadCount;
        newHeadCount = 0;
        for (int i = 0; i < count; i++) {
            int input = newHeads[i];
            askVc(input, ChannelWords.front(words[input]));
        }
    }

    private void askVc(int input, int flit) {
        int port = port(input);
        int way = routing.first(input >>> routerBits, port, FlowState.vc(input), FlitLayout.slot(flit));
        int output = input & ~rows | Way.port(way) << ROW_BITS | isOutput;
        long word = words[output];
        words[output] = ChannelWords.withHead(word, port);
        if (ChannelWords.isIdle(word)) {
            addCandidate(output);
        }
    }

    private void addCandidate(int output) {
        if (candidateCount == candidates.length) {
            candidates = Arrays.copyOf(candidates, 2 * candidateCount);
        }
        candidates[candidateCount++] = output;
    }

    /** The flit at the front of an input may leave. */
    private void getReady(int input) {
        int at = state.line(input) + FlowState.READY;
        long others = routers[at];
        if (others == 0) {
            routers[at] = input;
            active.add(input >>> routerBits);
        } else {
            getReadyWith(at, others, input);
        }
    }

    private void getReadyWith(int at, long others, int input) {
        int one = (int) others;
        int other = (int) (others >>> Integer.SIZE);
        if (other == 0) {
            routers[at] = FlowState.ready(Math.min(one, input), Math.max(one, input));
            return;
        }
        if (others != FlowState.SEVERAL) {
            routers[at] = FlowState.SEVERAL;
            routers[several(one)] = 1L << one;
            routers[several(other)] |= 1L << other;
        }
        routers[several(input)] |= 1L << input;
    }

    /** Where those inputs of a router are that may let flits go, among four ports, by any of their addresses, if there are several. */
    private int several(int input) {
        return state.line(input) + FlowState.FIRST_OF_SEVERAL + (input >>> FlowState.GROUP_BITS & groups - 1);
    }

    // ---- allocation --------------------------------------------------------------------------------------------

    @Override
    public void step(long cycle) {
        if (foresight != null) {
            takeEntering(cycle);
        }
        if (newHeadCount != 0) {
            askVcs();
        }
        int asked = candidateCount; // those to come are for the next cycle
        for (int word = active.nextWord(0); word >= 0; word = active.nextWord(word + 1)) {
            long left = active.word(word);
            if (foresight != null) {
                foresight.beforeSwitches(word << 6, left);
            }
            long done = allocateSwitches(cycle, word << 6, left);
            active.remove(word, done);
        }
        if (asked != 0) {
            allocateVcs(asked);
        }
        if (newHeadCount != 0) {
            askVcs();
        }
        departures.finish(cycle);
    }

    private void takeEntering(long cycle) {
        if (enteringCount == entering.length) {
            entering = Arrays.copyOf(entering, enteringCount + 1);
        }
        entering[enteringCount] = FlowLinks.END;
        enteringCount = 0;
        putAll(cycle, entering);
    }

    /** Gives away what the first candidates are; whoever gets one asks for the switch in the next cycle. */
    private void allocateVcs(int count) {
        for (int i = 0; i < count; i++) {
            int output = candidates[i];
            long word = words[output];
            int port = InputBits.firstAtOrAfter(ChannelWords.heads(word), ChannelWords.pointer(word));
            words[output] = ChannelWords.given(word, port);
            int input = output & ~rows | port << ROW_BITS;
            words[input] = ChannelWords.withOutput(words[input], output & rows);
            if (ChannelWords.credits(word) != 0) {
                getReady(input);
            }
        }
        candidateCount -= count;
        if (candidateCount != 0) {
            System.arraycopy(candidates, count, candidates, 0, candidateCount);
        }
    }

    /**
     * Lets flits leave the routers of {@code working}, a bit each, counted from {@code firstRouter}; returns those of which none may leave
     * in the next cycle as far as is known now.
     */
    private long allocateSwitches(long cycle, int firstRouter, long working) {
        long[] moves = departures.room(Long.SIZE * state.portsUsed);
        int end = departures.end();
        long[] all = words;
        long[] ofRouters = routers;
        long done = 0;
        long rest = 0;
        for (long left = working; left != 0; left &= left - 1) {
            int at = (firstRouter + Long.numberOfTrailingZeros(left) << lineBits) + FlowState.READY;
            long ready = ofRouters[at];
            int input = (int) ready;
            if (ready >>> Integer.SIZE != 0) { // rarely: mostly there is one flit
                rest |= left & -left;
                continue;
            }
            long word = all[input];
            int output = output(input, word);
            long behind = ChannelWords.withoutCredit(all[output]);
            if (ChannelWords.goesOn(word) && ChannelWords.credits(behind) != 0) {
                all[output] = behind;
                all[input] = ChannelWords.withNext(word);
            } else if (ChannelWords.isLast(word) && ChannelWords.heads(behind) == 0) {
                all[output] = ChannelWords.withoutHolder(behind);
                all[input] = 0;
                ofRouters[at] = 0;
                done |= left & -left;
            } else {
                rest |= left & -left;
                continue;
            }
            moves[end + 1] = word;
            moves[end] = FlowDepartures.move(input, output);
            end += 2;
        }
        departures.added(end);
        return rest == 0 ? done : done | allocateOthers(cycle, firstRouter, rest);
    }

    /** The same for those that have more than one flit ready, or one behind which none of its packet can follow at once. */
    private long allocateOthers(long cycle, int firstRouter, long working) {
        long done = 0;
        for (long left = working; left != 0; left &= left - 1) {
            int router = firstRouter + Long.numberOfTrailingZeros(left);
            int at = (router << lineBits) + FlowState.READY;
            long ready = routers[at];
            long still;
            if (ready >>> Integer.SIZE == 0) {
                int input = (int) ready;
                long word = words[input];
                still = move(cycle, input, word, output(input, word)) ? ready : 0;
            } else {
                still = ready == FlowState.SEVERAL
                        ? allocateBusySwitch(cycle, router << routerBits)
                        : allocateTwo(cycle, (int) ready, (int) (ready >>> Integer.SIZE));
            }
            routers[at] = still;
            done |= still == 0 ? left & -left : 0;
        }
        return done;
    }

    /** Lets flits of two inputs leave a router, or one if they share a port or want the same one; returns what of them is ready then. */
    private long allocateTwo(long cycle, int one, int other) {
        int first = one & ~(rows | ROW - 1);
        int to = ChannelWords.output(words[one]);
        int otherTo = ChannelWords.output(words[other]);
        boolean samePort = port(one) == port(other);
        if (!samePort && to != otherTo) {
            boolean more = move(cycle, one, words[one], first | to | one & ROW - 1);
            boolean otherMore = move(cycle, other, words[other], first | otherTo | other & ROW - 1);
            return FlowState.ready(more ? one : 0, otherMore ? other : 0);
        }
        int last = (int) words[(samePort ? one & -ROW : first | to) + FlowState.POINTER];
        boolean isFirst; // as in compete, where outputs grant themselves and inputs accept
        if (samePort && to == otherTo) {
            isFirst = InputBits.isBefore(one & ROW - 1, other & ROW - 1, (last & ROW - 1) + 1);
        } else if (samePort) {
            isFirst = InputBits.isBefore(port(to), port(otherTo), port(last) + 1);
        } else {
            isFirst = InputBits.isBefore(port(one), port(other), port(last) + 1);
        }
        int winner = isFirst ? one : other;
        boolean more = move(cycle, winner, words[winner], output(winner, words[winner]));
        return FlowState.ready(isFirst && !more ? 0 : one, isFirst || more ? other : 0);
    }

    /** The same for any number of inputs. */
    private long allocateBusySwitch(long cycle, int first) {
        int end = first + groups * Long.SIZE;
        if (mustDecide(first, end)) {
            compete(cycle, first, end);
        } else {
            for (int group = first; group < end; group += Long.SIZE) {
                long stay = 0;
                for (long left = routers[several(group)]; left != 0; left &= left - 1) {
                    int input = group + Long.numberOfTrailingZeros(left);
                    long word = words[input];
                    if (move(cycle, input, word, output(input, word))) {
                        stay |= left & -left;
                    }
                }
                routers[several(group)] = stay;
            }
        }
        return stillReady(first, end);
    }

    /** What is to be known of the inputs that are ready where there were several. */
    private long stillReady(int first, int end) {
        int one = 0;
        int other = 0;
        for (int group = first; group < end; group += Long.SIZE) {
            for (long left = routers[several(group)]; left != 0; left &= left - 1) {
                if (one != 0) {
                    return FlowState.SEVERAL;
                }
                one = other;
                other = group + Long.numberOfTrailingZeros(left);
            }
        }
        if (other != 0) {
            routers[several(one == 0 ? other : one)] = 0;
            routers[several(other)] = 0;
        }
        return FlowState.ready(one, other);
    }

    /** Whether two of the inputs of a router that may let flits go share a port, or want the same one. */
    private boolean mustDecide(int first, int end) {
        int inputs = 0;
        int outputs = 0;
        for (int group = first; group < end; group += Long.SIZE) {
            for (long left = routers[several(group)]; left != 0; left &= left - 1) {
                int input = group + Long.numberOfTrailingZeros(left);
                int from = 1 << port(input);
                int to = 1 << port(ChannelWords.output(words[input]));
                if ((inputs & from | outputs & to) != 0) {
                    return true;
                }
                inputs |= from;
                outputs |= to;
            }
        }
        return false;
    }

    /** Each output of a router that is asked for grants itself to an input port, and each of those takes one of them. */
    private void compete(long cycle, int first, int end) {
        int outputPorts = 0;
        for (int group = first; group < end; group += Long.SIZE) {
            for (long left = routers[several(group)]; left != 0; left &= left - 1) {
                int input = group + Long.numberOfTrailingZeros(left);
                int output = port(ChannelWords.output(words[input]));
                asking[output] |= 1 << port(input);
                outputPorts |= 1 << output;
            }
        }
        int takers = 0;
        for (int left = outputPorts; left != 0; left &= left - 1) {
            int output = Integer.numberOfTrailingZeros(left);
            int last = (int) words[first + (output << ROW_BITS) + isOutput + FlowState.POINTER];
            int port = InputBits.firstAtOrAfter(asking[output], port(last) + 1);
            asking[output] = 0;
            granted[port] |= left & -left;
            takers |= 1 << port;
        }
        for (int left = takers; left != 0; left &= left - 1) {
            int port = Integer.numberOfTrailingZeros(left);
            int offers = granted[port];
            granted[port] = 0;
            accept(cycle, first + (port << ROW_BITS), offers);
        }
    }

    /** An input port takes one of the outputs that are offered, for one of its virtual channels that ask for it. */
    private void accept(long cycle, int row, int offers) {
        int last = (int) words[row + FlowState.POINTER];
        int output = InputBits.firstAtOrAfter(offers, port(last) + 1) << ROW_BITS | isOutput;
        int vcs = 0;
        for (int left = (int) (routers[several(row)] >>> row) & 0xffff; left != 0; left &= left - 1) {
            int input = row + Integer.numberOfTrailingZeros(left);
            if (ChannelWords.output(words[input]) == output) {
                vcs |= left & -left;
            }
        }
        int input = row + InputBits.firstAtOrAfter(vcs, (last & ROW - 1) + 1);
        if (!move(cycle, input, words[input], input & ~rows | output)) {
            routers[several(input)] &= ~(1L << input);
        }
    }

    // ---- flits that leave --------------------------------------------------------------------------------------

    /** The flit at the front of an input leaves through an output. Returns whether the next one may leave after it. */
    private boolean move(long cycle, int input, long word, int output) {
        long behind = ChannelWords.withoutCredit(words[output]);
        assert ChannelWords.credits(behind) < depth : "cycle " + cycle + ": " + state.place(output) + " had no credit";
        departures.add(input, output, word);
        if (FlitLayout.isTail(ChannelWords.front(word))) {
            endPacket(cycle, input, word, output, behind);
            return false;
        }
        words[output] = behind;
        if (ChannelWords.behind(word) == 0) {
            words[input] = ChannelWords.emptied(word);
            return false;
        }
        words[input] = ChannelWords.withNext(word);
        return ChannelWords.credits(behind) != 0;
    }

    /** What a tail leaves behind: an output without a holder, and the next packet of its input, if there is one. */
    private void endPacket(long cycle, int input, long word, int output, long behind) {
        words[output] = ChannelWords.withoutHolder(behind);
        if (ChannelWords.heads(behind) != 0) {
            addCandidate(output);
        }
        int left = ChannelWords.flits(word) - 1;
        if (left == 0) {
            words[input] = 0;
        } else {
            long next = state.nextPacket(input, left);
            words[input] = next;
            begin(cycle + 1, input, ChannelWords.front(next));
        }
    }

    // ---- for others --------------------------------------------------------------------------------------------

    @Override
    public long nextCycle(long cycle) {
        return active.isEmpty() && candidateCount == 0
                ? Math.min(links.nextCycle(cycle), Math.min(state.ejected.nextCycle(), heads.nextCycle()))
                : cycle + 1;
    }

    @Override
    public DelayLine ejections() {
        return state.ejected;
    }

    @Override
    public void ejected(long cycle, int address) {
        // Its place has been free again since the flit left.
    }

    @Override
    public boolean hasPlace(long cycle, int address) {
        return state.hasPlace(cycle, state.here(address));
    }

    @Override
    public DelayLine injectionCredits() {
        return state.injectionCredits; // none: whoever wants to know whether there is a place asks
    }

    @Override
    public int taken(int router, int port) {
        return state.taken(router, port);
    }

    @Override
    public int buffered(int router) {
        return state.buffered(router);
    }

    @Override
    public long bufferFlitCycles(int router, long cycle) {
        return state.bufferFlitCycles(router, cycle);
    }

    @Override
    public long portFlits(int router, int port) {
        return state.sent(router, port);
    }

    @Override
    public long digestHigh(int router) {
        return state.high(router);
    }

    @Override
    public long digestLow(int router) {
        return state.low(router);
    }

    @Override
    public int bytesPerRouter() {
        return state.bytesPerRouter();
    }

    @Override
    public void checkCredits() {
        state.checkCredits();
    }

    @Override
    public void save(StateWriter out) {
        state.save(out);
    }

    @Override
    public void load(StateReader in) {
        state.load(in);
        candidateCount = 0;
        for (int i = 0; i < state.routerCount * state.portsUsed * state.vcsUsed; i++) {
            int output = state.address(i) | isOutput;
            if (ChannelWords.heads(words[output]) != 0 && ChannelWords.holder(words[output]) == 0) {
                addCandidate(output);
            }
        }
    }
}
