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
    private final ChannelTimes channels;
    private final int[] beyond;
    private final int[] steps;
    private final int rest;

    /** Routers that it has left. */
    int routers;

    // Where it is hindered: the router and its input that the packet was sent to last, when, how it goes on.
    int place;
    int input;
    long sent;
    long legs;

    /**
     * Ways over links and channels as {@link Journeys} lays them out.
     *
     * @param beyond by output port, where the record behind it begins, from its router's place on
     * @param steps  by output port, from its router's place to that of the router behind it
     */
    LoneWay(long[] words, int[] beyond, int[] steps, LinkTimes links, ChannelTimes channels) {
        this.links = links;
        this.channels = channels;
        this.words = words;
        this.beyond = beyond;
        this.steps = steps;
        rest = channels.rest();
    }

    /**
     * Settles the way of flits that follow each other. Returns when the first one leaves their last router, or {@link #HINDERED}.
     *
     * @param start     place of the router that they come to first
     * @param from      record of the input port behind the link that they were sent over from {@code sentFirst} on
     * @param vc        where their virtual channel lies in a record
     * @param straight  cycles from being sent until the first flit leaves their channel
     * @param turning   how many more where it turns
     */
    long go(long now, int start, int from, int vc, long sentFirst, int flits, int straight, int turning, long way) {
        long taken = ChannelTimes.taken(now);
        long last = taken + ChannelTimes.later(LinkTimes.WINDOW - 1 + rest);
        // One loop for both directions: processors guess wrong where a loop ends, and read the lines of the next
        // routers early only as long as they guess right.
        int first = 0; // links before the turn
        int second = 0; // and behind it
        long exit = way;
        long turned = Legs.nextPart(way);
        if (turned != 0) {
            first = Legs.linksOfPart(way);
            exit = turned;
            long third = Legs.nextPart(turned);
            if (third != 0) {
                second = Legs.linksOfPart(turned);
                exit = third;
            }
        }
        int port = (int) Legs.port(way);
        int turnedPort = (int) Legs.port(turned);
        int step = steps[port];
        int turnedStep = steps[turnedPort];
        int turnedPlace = start + first * step;
        // The record that comes next if it lies before the turn, and the same behind it.
        int before = start + beyond[port];
        int behind = turnedPlace + beyond[turnedPort] - first * turnedStep;
        // Of each router: when its flits are sent there and leave, the long of its channel.
        int turn = turning * (int) Legs.beginsWithTurn(way);
        int laterTurn = turning * (int) Legs.beginsWithTurn(turned);
        long coming = 0; // the link to the first router is behind it
        long leaving = (1L << flits) - 1 << sentFirst + straight + turn - now;
        long passage =
                ChannelTimes.word(sentFirst + straight + turn + flits - 1 + rest, straight + turn + flits - 1, flits);
        long advance = ChannelTimes.later(straight) - ChannelTimes.longer(turn);
        int in = from;
        for (int beyondTurn = -first; beyondTurn <= second; beyondTurn++) {
            if (laterTurn != 0 && beyondTurn == 0) {
                leaving <<= laterTurn;
                passage += ChannelTimes.later(laterTurn) + ChannelTimes.longer(laterTurn);
                advance -= ChannelTimes.longer(laterTurn);
            }
            if (passage >= last || !take(in, vc, now, taken, coming, leaving, passage, flits)) {
                return stop(now, start, from, vc, sentFirst, flits, straight, turning, way, first + beyondTurn);
            }
            coming = leaving;
            leaving <<= straight;
            passage += advance;
            advance = ChannelTimes.later(straight);
            in = behind + (before - behind & beyondTurn >> Integer.SIZE - 1);
            before += step;
            behind += turnedStep;
        }
        // It leaves the channel of its endpoint as it comes.
        passage -= ChannelTimes.later(straight) + ChannelTimes.longer(straight);
        in = turnedPlace + second * turnedStep + beyond[(int) Legs.port(exit)];
        routers = first + second + 1;
        if (passage >= last || !take(in, vc, now, taken, coming, 0, passage, flits)) {
            return stop(now, start, from, vc, sentFirst, flits, straight, turning, way, routers);
        }
        return ChannelTimes.until(passage) - rest - (flits - 1);
    }

    /** Takes cycles of a link and of the switch behind it, and a channel, if nobody has them. */
    private boolean take(int in, int vc, long now, long taken, long coming, long leaving, long passage, int flits) {
        long passed = now - words[in + LinkTimes.BASE];
        long keep = LinkTimes.keep(passed);
        long over = words[in + LinkTimes.OUT] >>> passed & keep;
        long through = words[in + LinkTimes.IN] >>> passed & keep;
        if ((over & coming | through & leaving) != 0 || words[in + vc] >= taken) {
            return false;
        }
        words[in + LinkTimes.OUT] = over | coming;
        words[in + LinkTimes.IN] = through | leaving;
        words[in + LinkTimes.BASE] = now;
        words[in + LinkTimes.FLITS] += flits;
        words[in + vc] = passage;
        return true;
    }

    /** Says where it stays that is hindered at a router behind so many others: there, or in the one before, which it does not leave after all. */
    private long stop(
            long now,
            int start,
            int from,
            int vc,
            long sentFirst,
            int flits,
            int straight,
            int turning,
            long way,
            int behind) {
        routers = behind;
        place = start;
        input = from;
        sent = sentFirst;
        legs = way;
        for (int i = 1; i <= behind; i++) {
            int port = (int) Legs.port(legs);
            int out = place + beyond[port];
            long leaves = sent + straight + turning * (int) Legs.beginsWithTurn(legs);
            if (i == behind) {
                long cycles = (1L << flits) - 1 << leaves - now;
                links.lookAt(out, now);
                if ((links.leaving(out) & cycles) != 0 || !channels.isFree(out + vc, now)) {
                    // As if it had not left: the general rules say anew when it does.
                    words[input + LinkTimes.IN] &= ~cycles;
                    words[input + vc] = ChannelTimes.UNUSED;
                    routers--;
                    return HINDERED;
                }
                links.giveLink(out, cycles);
            }
            place += steps[port];
            input = out;
            sent = leaves;
            legs = Legs.next(legs);
        }
        links.count(input, flits);
        return HINDERED;
    }
}
