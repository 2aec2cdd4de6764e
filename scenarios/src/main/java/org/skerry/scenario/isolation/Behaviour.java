package org.skerry.scenario.isolation;

import java.util.ArrayList;
import java.util.List;
import org.skerry.model.edge.StorageFormat;
import org.skerry.scenario.program.NativeProgram;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Status;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.memory.LinearMemory;

/** What the actors of the domain that differs do instead of what they were deployed for, with the handles they were deployed with. */
public enum Behaviour {
    /** Nothing: the run that all others are compared with. */
    IDLE("does nothing") {
        @Override
        Step act(Turn turn, LinearMemory memory, long count, List<Integer> targets) {
            return Step.DONE;
        }
    },

    /** As much traffic as there is room for. */
    FLOOD("floods every handle it may send to") {
        @Override
        Step act(Turn turn, LinearMemory memory, long count, List<Integer> targets) {
            int rounds = turn.message().kind() == MessageKind.START ? 3 : 0;
            for (int round = 0; round < rounds; round++) {
                targets.forEach(target -> turn.send(target, new byte[LARGE], NO_HANDLES));
            }
            turn.send(
                    targets.get((int) (count % targets.size())), new byte[count % 3 == 0 ? LARGE : SMALL], NO_HANDLES);
            return Step.DONE;
        }
    },

    /** Long turns without a pause. */
    BUSY("computes without a pause") {
        @Override
        Step act(Turn turn, LinearMemory memory, long count, List<Integer> targets) {
            turn.charge(20_000, 8_000, 4_000);
            turn.send(SELF, new byte[SMALL], NO_HANDLES);
            return Step.DONE;
        }
    },

    /** Creates actors, and has some of them stopped, as fast as it can. */
    SPAWNS("creates and stops actors as fast as it can") {
        @Override
        Step act(Turn turn, LinearMemory memory, long count, List<Integer> targets) {
            for (String name : turn.grants().names()) {
                int image = turn.granted(name);
                for (int i = 0; i < 2 && Rights.allow(Math.max(0, turn.rights(image)), Rights.SPAWN); i++) {
                    int child = turn.spawn(image, new byte[SMALL], NO_HANDLES);
                    if (child >= 0) {
                        if (i == 1) {
                            turn.stop(child); // as far as it may
                        }
                        turn.drop(child);
                    }
                }
            }
            if (turn.message().kind() == MessageKind.START || turn.message().kind() == MessageKind.USER) {
                turn.send(SELF, new byte[SMALL], NO_HANDLES);
            }
            return Step.DONE;
        }
    },

    /** Derives, grants and revokes capabilities. */
    REVOCATIONS("derives, grants and revokes capabilities") {
        @Override
        Step act(Turn turn, LinearMemory memory, long count, List<Integer> targets) {
            for (int target : targets) {
                int derived = turn.attenuate(SELF, Rights.SEND | Rights.GRANT, count);
                if (derived >= 0) {
                    turn.send(target, new byte[SMALL], new int[] {derived});
                    turn.revoke(derived);
                }
            }
            for (int i = 0; i < turn.receivedCount(); i++) {
                turn.drop(turn.received(i));
            }
            return Step.DONE;
        }
    },

    /** Writes to a store as fast as it can. */
    STORES("writes to its store as fast as it can") {
        @Override
        Step act(Turn turn, LinearMemory memory, long count, List<Integer> targets) {
            byte[] write = new StorageFormat.Request(
                            StorageFormat.WRITE, 0, new byte[] {'x'}, 0, 0, LARGE, new byte[LARGE])
                    .payload();
            for (int target : targets) {
                if (Rights.allow(Math.max(0, turn.rights(target)), Rights.STORAGE | Rights.WRITE)) {
                    turn.send(target, write, NO_HANDLES);
                }
            }
            turn.send(SELF, new byte[SMALL], NO_HANDLES);
            return Step.DONE;
        }
    },

    /** A flood whose actors crash one after another. */
    CRASH("floods, and crashes in the midst of it") {
        @Override
        Step act(Turn turn, LinearMemory memory, long count, List<Integer> targets) {
            FLOOD.act(turn, memory, count, targets);
            return count == 12 ? NativeProgram.trap() : Step.DONE;
        }
    };

    /** Name of the image that stands for the programs of the domain; its bytes are the same whatever it does. */
    static final String IMAGE = "two-runs";

    private static final int[] NO_HANDLES = {};
    private static final int SELF = 0;
    private static final int SMALL = 16;
    private static final int LARGE = 1000;

    private final String text;

    Behaviour(String text) {
        this.text = text;
    }

    /** What it does, for a sentence about the domain. */
    public String text() {
        return text;
    }

    /** The program that does it. */
    NativeProgram program() {
        return NativeProgram.counting(IMAGE, (turn, memory, count) -> act(turn, memory, count, targets(turn)));
    }

    abstract Step act(Turn turn, LinearMemory memory, long count, List<Integer> targets);

    /** Handles that something can be sent to; itself at least. */
    private static List<Integer> targets(Turn turn) {
        List<Integer> targets = new ArrayList<>(List.of(SELF));
        for (String name : turn.grants().names()) {
            int rights = turn.rights(turn.granted(name));
            if (rights != Status.BAD_HANDLE.code() && Rights.allow(rights, Rights.SEND)) {
                targets.add(turn.granted(name));
            }
        }
        return targets;
    }
}
