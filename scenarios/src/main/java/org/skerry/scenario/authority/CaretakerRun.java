package org.skerry.scenario.authority;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.scenario.program.NativeProgram;
import org.skerry.sim.actor.Message;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.machine.ExecutionSpec;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.memory.LinearMemory;

/**
 * Revocation without hardware: a caretaker stands between holders and target, hands every use on, and stops doing so when its owner tells it to.
 * The same chip, the same software of a message; what it costs beside a revocation is measured on both.
 *
 * <pre>
 *   holder --use--> caretaker --use--> target            extra = Z(h, c) + wake-up + receive + {@value NativeProgram#ENTRY} + send + Z(c, t) - Z(h, t)
 *   owner ---stop---> caretaker                          behind the uses that wait in its mailbox
 * </pre>
 */
public final class CaretakerRun implements RunObserver {
    private static final ChipSpec CHIP = RevocationCase.CHIP;
    private static final int OWNER = 0;
    private static final int CARETAKER = 1; // in the tile of its owner
    private static final int TARGET = 29; // 7 links away, as in the other figures
    private static final int FIRST_HOLDER = 64; // two rows below the owner
    private static final int USE_BYTES = 32 + Long.BYTES + Long.BYTES; // header, number, lineage of one
    private static final int STOP = -1;
    private static final int[] NO_HANDLES = {};

    private final Map<Long, Long> sent = new HashMap<>(); // by number of the use
    private long uses;
    private long latency; // of all uses that arrived
    private long stopSent = -1;
    private long lastArrived;

    private CaretakerRun() {}

    /**
     * What came of it.
     *
     * @param useCycles  from a use's leaving its holder to its being in the target's mailbox, mean
     * @param stopCycles from the owner's order to the last use that the target got; below 0 if that was before
     * @param uses       that the target got
     */
    public record Outcome(double useCycles, long stopCycles, long uses) {}

    /** Cycles that a use takes longer through an idle caretaker than straight to the target. */
    public static double lawExtraCycles() {
        long forward = CHIP.messages().zeroLoadCycles(CARETAKER, TARGET, USE_BYTES, CHIP.mesh());
        long there = CHIP.messages().zeroLoadCycles(FIRST_HOLDER, CARETAKER, USE_BYTES, CHIP.mesh());
        long straight = CHIP.messages().zeroLoadCycles(FIRST_HOLDER, TARGET, USE_BYTES, CHIP.mesh());
        long software = CHIP.core().wakeUpMeshCycles() + CHIP.core().busyCycles(NativeProgram.ENTRY, 0, 0, 1);
        return there + software + forward - straight;
    }

    /**
     * A run.
     *
     * @param caretaker whether uses go through one; otherwise the owner revokes the capability
     * @param holders   that use it
     * @param pace      cycles between two uses of a holder
     * @param uses      of each holder
     */
    public static Outcome of(boolean caretaker, int holders, int pace, int uses) {
        CaretakerRun run = new CaretakerRun();
        TreeMap<String, Program> images = new TreeMap<>();
        List<ActorPlan> actors = new ArrayList<>();
        // Half of the uses are under way or done when the owner stops them.
        long patience = (long) pace * uses / 2;
        add(
                images,
                actors,
                "owner",
                OWNER,
                (turn, memory) -> owner(turn, patience, caretaker, holders),
                grants(caretaker, holders));
        add(images, actors, "caretaker", CARETAKER, CaretakerRun::forward, List.of(to("target")));
        add(images, actors, "target", TARGET, (turn, memory) -> {}, List.of());
        for (int i = 0; i < holders; i++) {
            int index = i;
            NativeProgram.Handler holder = (turn, memory) -> use(turn, index, pace, uses);
            add(images, actors, "holder" + i, FIRST_HOLDER + i, holder, List.of());
        }
        try (EnclaveChip chip = new EnclaveChip(CHIP, 1, ExecutionSpec.SERIAL)) {
            chip.observe(run);
            chip.deploy(new DeploymentPlan(images, actors, List.of()));
            chip.run(RunLimits.NONE);
        }
        return new Outcome((double) run.latency / run.uses, run.lastArrived - run.stopSent, run.uses);
    }

    private static List<GrantPlan> grants(boolean caretaker, int holders) {
        List<GrantPlan> grants = new ArrayList<>(List.of(to(caretaker ? "caretaker" : "target")));
        for (int i = 0; i < holders; i++) {
            grants.add(to("holder" + i));
        }
        return grants;
    }

    /** Lends what it has, waits, and takes it back. */
    private static void owner(Turn turn, long patience, boolean caretaker, int holders) {
        if (turn.message().kind() == MessageKind.START) {
            int lent = turn.attenuate(1, Rights.SEND | Rights.GRANT, 0);
            for (int i = 0; i < holders; i++) {
                turn.send(2 + i, new byte[Long.BYTES], new int[] {lent});
            }
            NativeProgram.spend(turn, patience);
            if (caretaker) {
                turn.send(1, number(STOP), NO_HANDLES);
            } else {
                turn.revoke(lent);
            }
        }
    }

    private static void forward(Turn turn, LinearMemory memory) {
        if (turn.message().kind() != MessageKind.USER) {
            return;
        }
        if (ByteBuffer.wrap(turn.message().payload()).getLong() == STOP) {
            memory.store(0, Long.BYTES, 1);
        } else if (memory.load(0, Long.BYTES) == 0) {
            turn.send(1, turn.message().payload(), NO_HANDLES);
        }
    }

    private static void use(Turn turn, int holder, int pace, int uses) {
        if (turn.receivedCount() == 0) {
            return;
        }
        for (int n = 0; n < uses; n++) {
            NativeProgram.spend(turn, pace - CHIP.core().sendCycles());
            turn.send(turn.received(0), number((long) holder * uses + n), NO_HANDLES);
        }
    }

    private static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static void add(
            Map<String, Program> images,
            List<ActorPlan> actors,
            String name,
            int place,
            NativeProgram.Handler handler,
            List<GrantPlan> grants) {
        images.put(name, NativeProgram.plain(name, handler));
        actors.add(new ActorPlan(name, name, new byte[0], grants, OptionalInt.of(place), false));
    }

    private static GrantPlan to(String actor) {
        return new GrantPlan(actor, new GrantTarget.ToActor(actor), Rights.SEND | Rights.GRANT, 0);
    }

    // ---- what is seen ----------------------------------------------------------------------------------------------

    @Override
    public void onMessageSent(long cycle, int place, Message message) {
        if (message.kind() != MessageKind.USER) {
            return;
        }
        long number = ByteBuffer.wrap(message.payload()).getLong();
        if (number == STOP) {
            stopSent = cycle;
        } else if (place >= FIRST_HOLDER) {
            sent.put(number, cycle);
        }
    }

    @Override
    public void onMessageDelivered(long cycle, int place, Message message) {
        if (place == TARGET && message.kind() == MessageKind.USER) {
            Long left = sent.get(ByteBuffer.wrap(message.payload()).getLong());
            uses++;
            latency += cycle - left;
            lastArrived = cycle;
        }
    }

    @Override
    public void onTurn(long startCycle, long endCycle, long actor, int place, Message message, long instructions) {
        if (place == OWNER && message.kind() == MessageKind.START && stopSent < 0) {
            stopSent = endCycle; // the order to revoke is the last thing in the turn
        }
    }
}
