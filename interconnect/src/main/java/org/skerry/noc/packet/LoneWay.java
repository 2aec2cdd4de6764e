package org.skerry.noc.packet;

import org.skerry.noc.routing.Direction;

/**
 * The way of a packet as long as it meets nobody, which is nearly always all of it: the cycles that it wants are free and no other packet matters
 * in its channels. It does to {@link LinkTimes} and {@link ChannelTimes} what {@link Journeys} does for any packet, with a fraction of the instructions.
 */
final class LoneWay {
    private final long[] words;
    private final LinkTimes links;
    private final int[] beyond;
    private final int routerMask;
    private final int rest;

    // Where it ended, if not outside: the input that the packet was sent to last, when, how it goes on, cycles of a
    // turn there.
    int input;
    long sent;
    long legs;
    int turn;

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
     * Settles the way of flits that follow each other. Returns whether they have left their last router.
     *
     * @param from      record of the input port behind the link that they were sent over from {@code sentFirst} on
     * @param vc        where their virtual channel lies in a record
     * @param stayFirst cycles from then on until the first flit leaves their channel, if it meets nobody
     * @param straight  the same in the routers behind
     * @param turning   how many more where it turns
     */
    boolean go(
            long now, int from, int vc, long sentFirst, int flits, int stayFirst, int straight, int turning, long way) {
        long together = (1L << flits) - 1;
        long last = LinkTimes.WINDOW - flits;
        long end = now + flits - 1 + rest;
        int in = from;
        long left = way;
        int step = beyond[(int) Legs.port(left)];
        int stay = stayFirst;
        long ahead = sentFirst + stay - now; // when its first flit leaves for the next link
        long passage = (sentFirst << Integer.SIZE) + ChannelTimes.passage(stay + flits - 1, flits - 1, flits);
        links.lookAt(in, now);
        long through = links.passing(in);
        for (; ; ) {
            int out = (in & routerMask) + step;
            long cycles = together << ahead;
            long passed = now - words[out + LinkTimes.BASE];
            long keep = LinkTimes.keep(passed);
            long over = words[out + LinkTimes.OUT] >>> passed & keep;
            if (((over | through) & cycles) != 0 || words[out + vc] > now || ahead > last) {
                break;
            }
            words[in + LinkTimes.IN] = through | cycles;
            ChannelTimes.set(words, in + vc, end + ahead, passage);
            through = words[out + LinkTimes.IN] >>> passed & keep;
            words[out + LinkTimes.OUT] = over | cycles;
            words[out + LinkTimes.BASE] = now;
            words[out + LinkTimes.FLITS] += flits;
            in = out;
            passage += ChannelTimes.later(stay);
            left = Legs.rest(left);
            if (Legs.isOver(left)) {
                passage -= ChannelTimes.passage(stay, 0, 0);
                if (Legs.port(left) >= Direction.COUNT) {
                    words[in + LinkTimes.IN] = through;
                    ChannelTimes.set(words, in + vc, end + ahead, passage);
                    sent = now + ahead;
                    legs = 0;
                    return true;
                }
                left = Legs.nextPart(left);
                step = beyond[(int) Legs.port(left)];
                stay = straight + turning * (int) Legs.beginsWithTurn(left);
                passage += ChannelTimes.passage(stay, 0, 0);
            } else if (stay != straight) {
                passage += ChannelTimes.passage(straight, 0, 0) - ChannelTimes.passage(stay, 0, 0);
                stay = straight;
            }
            ahead += stay;
        }
        words[in + LinkTimes.IN] = through;
        input = in;
        sent = now + ahead - stay;
        legs = left;
        turn = stay - straight;
        return false;
    }
}
