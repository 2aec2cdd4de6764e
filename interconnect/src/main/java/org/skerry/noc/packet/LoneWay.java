package org.skerry.noc.packet;

/**
 * The way of a packet as long as it meets nobody, which is nearly always all of it: the cycles that it wants are free and no other packet matters
 * in its channels. It does to {@link LinkTimes} and {@link ChannelTimes} what {@link Journeys} does for any packet, with a fraction of the instructions.
 */
final class LoneWay {
    /** Something is in the way. */
    static final long HINDERED = -1;

    private final long[] words;
    private final LinkTimes links;
    private final int[] beyond;
    private final int routerMask;
    private final int rest;

    /** Routers that it has left. */
    int routers;

    // Where it is hindered: the input that the packet was sent to last, when, how it goes on.
    int input;
    long sent;
    long legs;

    /**
     * Ways over links and channels as {@link Journeys} lays them out.
     *
     * @param beyond     by output port, where the record behind it begins, from that of its router's first port on
     * @param routerMask bits that tell records of routers apart
     */
    LoneWay(long[] words, int[] beyond, int routerMask, LinkTimes links, ChannelTimes channels) {
        this.links = links;
        this.words = words;
        this.beyond = beyond;
        this.routerMask = routerMask;
        rest = channels.rest();
    }

    /**
     * Settles the way of flits that follow each other. Returns when the first one leaves their last router, or {@link #HINDERED}.
     *
     * @param from      record of the input port behind the link that they were sent over from {@code sentFirst} on
     * @param vc        where their virtual channel lies in a record
     * @param straight  cycles from being sent until the first flit leaves their channel
     * @param turning   how many more where it turns
     */
    long go(long now, int from, int vc, long sentFirst, int flits, int straight, int turning, long way) {
        long together = (1L << flits) - 1;
        long last = now + LinkTimes.WINDOW - 1 + rest;
        int in = from;
        long left = way;
        int count = 0;
        // Of each router: when its flits are sent there and leave, what is remembered of its channel.
        long coming = 0; // the link to the first router is behind it
        long leaving = together << sentFirst + straight - now;
        long until = sentFirst + straight + flits - 1 + rest;
        long passage = ChannelTimes.passage(sentFirst, straight + flits - 1, flits - 1, flits);
        for (; ; ) {
            int turn = turning * (int) Legs.beginsWithTurn(left);
            int step = beyond[(int) Legs.port(left)];
            int ahead = Legs.linksOfPart(left);
            long advance = ChannelTimes.later(straight + turn) - ChannelTimes.longer(turn);
            leaving <<= turn;
            until += turn;
            passage += ChannelTimes.longer(turn);
            if (left == 0) {
                // It is outside.
                leaving = 0;
                until -= straight;
                passage -= ChannelTimes.longer(straight);
            }
            do {
                long passed = now - words[in + LinkTimes.BASE];
                long keep = LinkTimes.keep(passed);
                long over = words[in + LinkTimes.OUT] >>> passed & keep;
                long through = words[in + LinkTimes.IN] >>> passed & keep;
                if ((over & coming | through & leaving) != 0 || words[in + vc] > now || until > last) {
                    return stop(
                            now,
                            from,
                            vc,
                            sentFirst,
                            flits,
                            straight,
                            turning,
                            way,
                            count + Legs.linksOfPart(left) - ahead);
                }
                words[in + LinkTimes.OUT] = over | coming;
                words[in + LinkTimes.IN] = through | leaving;
                words[in + LinkTimes.BASE] = now;
                words[in + LinkTimes.FLITS] += flits;
                ChannelTimes.set(words, in + vc, until, passage);
                in = (in & routerMask) + step;
                coming = leaving;
                leaving <<= straight;
                until += straight;
                passage += advance;
                advance = ChannelTimes.later(straight);
            } while (--ahead > 0);
            if (left == 0) {
                routers = count;
                return until - straight - rest - (flits - 1);
            }
            count += Legs.linksOfPart(left);
            left = Legs.nextPart(left);
        }
    }

    /** Says where it stays that is hindered at a router behind so many others: there, or in the one before, which it does not leave after all. */
    private long stop(
            long now, int from, int vc, long sentFirst, int flits, int straight, int turning, long way, int behind) {
        routers = behind;
        input = from;
        sent = sentFirst;
        legs = way;
        for (int i = 1; i <= behind; i++) {
            int out = (input & routerMask) + beyond[(int) Legs.port(legs)];
            long leaves = sent + straight + turning * (int) Legs.beginsWithTurn(legs);
            if (i == behind) {
                long cycles = (1L << flits) - 1 << leaves - now;
                links.lookAt(out, now);
                if ((links.leaving(out) & cycles) != 0 || words[out + vc] > now) {
                    // As if it had not left: the general rules say anew when it does.
                    words[input + LinkTimes.IN] &= ~cycles;
                    words[input + vc] = 0;
                    routers--;
                    return HINDERED;
                }
                links.giveLink(out, cycles);
            }
            input = out;
            sent = leaves;
            legs = Legs.next(legs);
        }
        links.count(input, flits);
        return HINDERED;
    }
}
