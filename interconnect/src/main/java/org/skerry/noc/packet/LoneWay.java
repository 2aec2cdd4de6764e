package org.skerry.noc.packet;

import org.skerry.noc.routing.Direction;

/**
 * The way of a packet as long as nobody makes it wait, which is nearly always all of it: the cycles that it wants are free, and in each of its
 * channels no other packet matters, or one that has gone on before it. It does to {@link LinkTimes} and {@link ChannelTimes} what
 * {@link Journeys} does for any packet, with a fraction of the instructions.
 */
final class LoneWay {
    /** Something is in the way. */
    static final long HINDERED = -1;

    private static final int OUT_OF_REACH = -1;

    private final long[] words;
    private final LinkTimes links;
    private final ChannelTimes channels;
    private final RecordLayout layout;
    private final int straight;
    private final int turning;
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
     * Ways over links and channels.
     *
     * @param straight  cycles from being sent until the first flit leaves a channel
     * @param turning   how many more where they turn
     */
    LoneWay(long[] words, RecordLayout layout, LinkTimes links, ChannelTimes channels, int straight, int turning) {
        this.links = links;
        this.channels = channels;
        this.words = words;
        this.layout = layout;
        this.straight = straight;
        this.turning = turning;
        rest = channels.rest();
    }

    /** Cycles from being sent until the first flit leaves a channel behind which it does not turn. */
    int straight() {
        return straight;
    }

    /** How many more where it turns. */
    int turning() {
        return turning;
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
     * @param turn      how many more of those as they turn there
     */
    long go(long now, int start, int from, int vc, int leaves, int flits, int turn, int dx, int dy, int exit) {
        long[] words = this.words;
        int straight = this.straight;
        int first = Math.abs(dx); // links before the turn
        int end = Math.abs(dy); // and behind it
        int laterTurn = turning != 0 && dx != 0 && dy != 0 ? turning : 0;
        int leavesLast = leaves + (first + end) * straight + laterTurn;
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

        long taken = ChannelTimes.taken(now);
        long advance = ChannelTimes.later(straight);
        passage += (first + 1) * advance - ChannelTimes.longer(turn);
        long hop = 1L << straight;
        // Records lie along a row, then along a column. One loop for both: processors guess wrong where a loop ends,
        // and read the lines of the next routers early only as long as they guess right. Little in it goes from one
        // link to the next, as there are not enough registers for all.
        int turned = start + layout.columns(dx);
        int row = layout.stepAlongRow(dx);
        int column = layout.stepAlongColumn(dy);
        int inColumn = turned + column + layout.fromColumn(dy);
        int toRow = turned + row + layout.fromRow(dx) - inColumn;
        int toRowStep = row - column;
        for (int link = -first; ; link++) {
            int in = 0;
            long word = 0;
            boolean second = false; // in its channel
            for (; link < end; link++) {
                long coming = leaving;
                leaving *= hop;
                long longer = 0;
                if (laterTurn != 0 && link == -1) {
                    leaving <<= laterTurn;
                    passage += ChannelTimes.later(laterTurn);
                    longer = ChannelTimes.longer(laterTurn);
                }
                in = inColumn + link * column + (toRow + link * toRowStep & link >> Integer.SIZE - 1);
                passed = now - words[in + LinkTimes.BASE];
                long keep = LinkTimes.keep(passed);
                long over = words[in + LinkTimes.OUT] >>> passed & keep;
                through = words[in + LinkTimes.IN] >>> passed & keep;
                if ((over & coming | through & leaving) != 0) {
                    return hindered(link);
                }
                word = passage + link * advance + longer;
                second = words[in + vc] >= taken;
                if (second && !channels.fits(words[in + vc], word)) {
                    return hindered(link);
                }
                words[in + LinkTimes.OUT] = over | coming;
                words[in + LinkTimes.IN] = through | leaving;
                words[in + LinkTimes.BASE] = now;
                words[in + LinkTimes.FLITS] += flits;
                if (second) {
                    break;
                }
                words[in + vc] = word;
            }
            if (!second) {
                break;
            }
            // Out of the loop over links: values that live longer than a call are in no register in all of it.
            channels.addSecond(in + vc, word);
        }
        if (leavesLast == OUT_OF_REACH) {
            return hindered(end);
        }
        int out = turned + layout.rows(dy) + layout.outside(exit);
        passed = now - words[out + LinkTimes.BASE];
        long over = words[out + LinkTimes.OUT] >>> passed & LinkTimes.keep(passed);
        // It leaves the channel of its endpoint as it comes.
        long last = passage + (end - 1) * advance - ChannelTimes.longer(straight);
        boolean second = words[out + vc] >= taken;
        if ((over & leaving) != 0 || second && !channels.fits(words[out + vc], last)) {
            return hindered(end);
        }
        words[out + LinkTimes.OUT] = over | leaving;
        words[out + LinkTimes.BASE] = now;
        words[out + LinkTimes.FLITS] += flits;
        if (second) {
            channels.addSecond(out + vc, last);
        } else {
            words[out + vc] = last;
        }
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
    void stop(long now, int start, int from, int vc, long sentFirst, int flits, int turns, int dx, int dy, int exit) {
        routers = Math.abs(dx) + 1 + link;
        stay(start, from, sentFirst, turns, dx, dy, exit);
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
        stay(start, from, sentFirst, turns, dx, dy, exit);
        words[input + LinkTimes.IN] &= ~cycles;
        channels.takeBack(input + vc, now);
    }

    /** Says where it is behind so many routers. */
    private void stay(int start, int from, long sentFirst, int turns, int dx, int dy, int exit) {
        int columns = Math.min(routers, Math.abs(dx));
        int rows = Math.min(routers - columns, Math.abs(dy));
        int alongRow = Direction.ofDx(dx);
        int alongColumn = Direction.ofDy(dy);
        int port = routers > columns + rows ? exit : rows != 0 ? alongColumn : alongRow; // by which it came
        place = start + columns * layout.step(alongRow) + rows * layout.step(alongColumn);
        input = routers == 0 ? from : place - layout.step(port) + layout.beyond(port);
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
