package org.skerry.noc.packet;

import org.skerry.noc.routing.Direction;

/**
 * The way of a packet as long as it meets nobody, which is nearly always all of it: the cycles that it wants are free and no other packet matters
 * in its channels. It does to {@link LinkTimes} and {@link ChannelTimes} what {@link Journeys} does for any packet, with a fraction of the instructions.
 */
final class LoneWay {
    /** Something is in the way. */
    static final long HINDERED = -1;

    private static final int OUT_OF_REACH = -1;

    private final long[] words;
    private final LinkTimes links;
    private final ChannelTimes channels;
    private final int[] beyond;
    private final int[] steps;
    private final int rest;

    private int link; // behind which it is hindered, counted from the turn on

    // Where it is hindered: how many routers it has left, the router and its input that the packet was sent to last,
    // when, how it goes on.
    int routers;
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
     * Settles the way of flits that follow each other along a row, then along a column, and out. Returns when the first one leaves their last
     * router, or {@link #HINDERED}.
     *
     * @param start     place of the router that they come to first
     * @param from      record of the input port behind the link that they were sent over: their channel is free there, and it was
     *                  {@linkplain LinkTimes#lookAt looked at} at {@code now} unless nobody ever has cycles of that link
     * @param vc        where their virtual channel lies in a record
     * @param leaves    cycles from now on until the first flit leaves the first router
     * @param straight  cycles from being sent until the first flit leaves their channel
     * @param turning   how many more where they turn
     * @param turn      how many more in the first router
     */
    long go(
            long now,
            int start,
            int from,
            int vc,
            int leaves,
            int flits,
            int straight,
            int turning,
            int turn,
            int dx,
            int dy,
            int exit) {
        long[] words = this.words;
        int[] beyond = this.beyond;
        int[] steps = this.steps;
        int first = Math.abs(dx); // links before the turn
        int second = Math.abs(dy); // and behind it
        int laterTurn = turning != 0 && dx != 0 && dy != 0 ? turning : 0;
        int leavesLast = leaves + (first + second) * straight + laterTurn;
        int end = second;
        if (leavesLast + flits > LinkTimes.WINDOW) {
            leavesLast = OUT_OF_REACH;
            end = reach(leaves + flits, straight, first, laterTurn) - 1 - first;
            if (end < -first) {
                return hindered(end);
            }
        }
        // Of each router: when its flits are sent there and leave, the long of its channel.
        long leaving = (1L << flits) - 1 << leaves;
        // Of the first record nothing is taken but the way through the switch, of the last one nothing but the link.
        long passed = now - words[from + LinkTimes.BASE];
        long through = words[from + LinkTimes.IN] >>> passed & LinkTimes.keep(passed);
        if ((through & leaving) != 0) {
            return hindered(-first - 1);
        }
        int passing = flits - 1;
        long passage = ChannelTimes.word(now + (leaves + passing + rest), straight + turn + passing, flits);
        words[from + LinkTimes.IN] = through | leaving;
        words[from + LinkTimes.BASE] = now;
        words[from + vc] = passage;
        passage -= ChannelTimes.longer(turn);

        long taken = ChannelTimes.taken(now);
        long advance = ChannelTimes.later(straight);
        long hop = 1L << straight;
        int alongRow = Direction.ofDx(dx);
        int alongColumn = Direction.ofDy(dy);
        int column = steps[alongColumn];
        int turned = start + first * steps[alongRow];
        int out = turned + second * column + beyond[exit];
        // The record that comes next if it lies behind the turn, and from there to that before it. One loop for both
        // directions: processors guess wrong where a loop ends, and read the lines of the next routers early only as
        // long as they guess right.
        int behind = turned + beyond[alongColumn] - first * column;
        int back = start + beyond[alongRow] - behind;
        int nearer = steps[alongRow] - column;
        for (int link = -first; link < end; link++) {
            long coming = leaving;
            leaving *= hop;
            passage += advance;
            long longer = 0;
            if (laterTurn != 0 && link == -1) {
                leaving <<= laterTurn;
                passage += ChannelTimes.later(laterTurn);
                longer = ChannelTimes.longer(laterTurn);
            }
            int in = behind + (back & link >> Integer.SIZE - 1);
            behind += column;
            back += nearer;
            passed = now - words[in + LinkTimes.BASE];
            long keep = LinkTimes.keep(passed);
            long over = words[in + LinkTimes.OUT] >>> passed & keep;
            through = words[in + LinkTimes.IN] >>> passed & keep;
            if ((over & coming) != 0 || (through & leaving) != 0 || words[in + vc] >= taken) {
                return hindered(link);
            }
            words[in + LinkTimes.OUT] = over | coming;
            words[in + LinkTimes.IN] = through | leaving;
            words[in + LinkTimes.BASE] = now;
            words[in + LinkTimes.FLITS] += flits;
            words[in + vc] = passage + longer;
        }
        if (leavesLast == OUT_OF_REACH) {
            return hindered(end);
        }
        passed = now - words[out + LinkTimes.BASE];
        long over = words[out + LinkTimes.OUT] >>> passed & LinkTimes.keep(passed);
        if ((over & leaving) != 0 || words[out + vc] >= taken) {
            return hindered(second);
        }
        words[out + LinkTimes.OUT] = over | leaving;
        words[out + LinkTimes.BASE] = now;
        words[out + LinkTimes.FLITS] += flits;
        // It leaves the channel of its endpoint as it comes.
        words[out + vc] = passage - ChannelTimes.longer(straight);
        return now + leavesLast;
    }

    private long hindered(int atLink) {
        link = atLink;
        return HINDERED;
    }

    /**
     * Routers that the last flit leaves within the window of cycles that can be given away, if it leaves the first one so many cycles
     * from now.
     */
    private static int reach(int leaves, int straight, int linksToTurn, int laterTurn) {
        int reach = 0;
        for (int cycles = leaves;
                cycles + (reach >= linksToTurn ? laterTurn : 0) <= LinkTimes.WINDOW;
                cycles += straight) {
            reach++;
        }
        return reach;
    }

    /** Says where it stays that is hindered: there, or in the router before, which it does not leave after all. */
    void stop(
            long now,
            int start,
            int from,
            int vc,
            long sentFirst,
            int flits,
            int straight,
            int turning,
            int turns,
            int dx,
            int dy,
            int exit) {
        routers = Math.abs(dx) + 1 + link;
        stay(start, from, sentFirst, straight, turning, turns, dx, dy, exit);
        if (routers == 0) {
            return;
        }
        long cycles = (1L << flits) - 1 << sent - now;
        links.lookAt(input, now);
        if ((links.leaving(input) & cycles) == 0 && channels.isFree(input + vc, now)) {
            links.giveLink(input, cycles, flits);
            return;
        }
        // As if it had not left: the general rules say anew when it does.
        routers--;
        stay(start, from, sentFirst, straight, turning, turns, dx, dy, exit);
        words[input + LinkTimes.IN] &= ~cycles;
        words[input + vc] = ChannelTimes.UNUSED;
    }

    /** Says where it is behind so many routers. */
    private void stay(
            int start, int from, long sentFirst, int straight, int turning, int turns, int dx, int dy, int exit) {
        int columns = Math.min(routers, Math.abs(dx));
        int rows = Math.min(routers - columns, Math.abs(dy));
        int alongRow = Direction.ofDx(dx);
        int alongColumn = Direction.ofDy(dy);
        int port = routers > columns + rows ? exit : rows != 0 ? alongColumn : alongRow; // by which it came
        place = start + columns * steps[alongRow] + rows * steps[alongColumn];
        input = routers == 0 ? from : place - steps[port] + beyond[port];
        int turned = (routers != 0 ? turns : 0) + (rows != 0 && dx != 0 ? 1 : 0);
        sent = sentFirst + (long) routers * straight + (long) turned * turning;
        int columnsLeft = dx - columns * Direction.dx(alongRow);
        int rowsLeft = dy - rows * Direction.dy(alongColumn);
        legs = Legs.of(columnsLeft, rowsLeft, true, exit, 0);
        if (routers == 0 ? turns != 0 : rows == 0 && columnsLeft == 0 && dy != 0) {
            legs = Legs.turning(legs);
        }
    }
}
