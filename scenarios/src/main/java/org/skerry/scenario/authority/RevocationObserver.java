package org.skerry.scenario.authority;

import java.util.Arrays;
import org.skerry.model.enclave.RevocationLaw;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Status;
import org.skerry.sim.machine.RunObserver;

/** Notes what concerns the lent capabilities; the one of round r carries the label r + 1. */
final class RevocationObserver implements RunObserver {
    private static final long NEVER = Long.MAX_VALUE;

    private final int revoker;
    private final int target;
    private final long[] left; // cycle at which the order left the core
    private final long[] told; // at which the turn of its acknowledgement started
    private final long[] acknowledged; // at which that was delivered
    private final long[] accepted; // the last use
    private final long[] door; // from which on none is accepted
    private int orders;
    private int turns;
    private int notices;
    private int doors;
    private long uses;
    private long attemptsAfter;
    private long acceptedAfter;
    private long acceptedPastDoor;

    RevocationObserver(int revoker, int target, int rounds) {
        this.revoker = revoker;
        this.target = target;
        left = new long[rounds];
        told = new long[rounds];
        acknowledged = new long[rounds];
        accepted = new long[rounds];
        door = new long[rounds];
        Arrays.fill(acknowledged, NEVER);
        Arrays.fill(accepted, -1);
        Arrays.fill(door, NEVER);
    }

    RevocationOutcome outcome(RevocationCase what, RevocationLaw law) {
        double toldSum = 0;
        double doorSum = 0;
        long latest = Long.MIN_VALUE;
        int rounds = left.length;
        for (int round = 0; round < rounds; round++) {
            toldSum += told[round] - left[round];
            doorSum += door[round] - left[round];
            latest = Math.max(latest, accepted[round] - door[round]);
        }
        return new RevocationOutcome(
                law.toldCycles(revoker, target, what.depth()),
                law.doorCycles(revoker, target, what.depth()),
                law.waitCycles(revoker, target),
                law.busiestPort(revoker, target),
                toldSum / rounds,
                doorSum / rounds,
                latest,
                acceptedAfter,
                attemptsAfter,
                acceptedPastDoor,
                uses);
    }

    private int round(int place, Message message) {
        return place == target && message.kind() == MessageKind.USER ? (int) message.label() - 1 : -1;
    }

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {
        if (place == revoker && message.kind() == MessageKind.REVOKED) {
            acknowledged[notices++] = cycle;
        }
        int round = round(place, message);
        if (round >= 0) {
            accepted[round] = Math.max(accepted[round], cycle);
            acceptedPastDoor += cycle < door[round] ? 0 : 1;
            arrived(cycle, round, 1);
        }
    }

    @Override
    public void onMessageRefused(long cycle, int place, Message message, Status why) {
        int round = round(place, message);
        if (round >= 0) {
            arrived(cycle, round, 0);
        }
    }

    private void arrived(long cycle, int round, int taken) {
        uses++;
        if (cycle > acknowledged[round]) {
            attemptsAfter++;
            acceptedAfter += taken;
        }
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        if (place == revoker && message.kind() == MessageKind.USER) {
            left[orders++] = endCycle; // the order is the last that the turn does
        } else if (place == revoker && message.kind() == MessageKind.REVOKED) {
            told[turns++] = startCycle;
        }
    }

    @Override
    public void onRevoked(long cycle, int place, long capability) {
        door[doors++] = cycle;
    }
}
