package org.skerry.scenario.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.EnclaveChip;
import org.skerry.model.enclave.RevocationLaw;
import org.skerry.model.enclave.RevocationLaw.Flow;
import org.skerry.model.protocol.Parcel;
import org.skerry.scenario.program.NativeProgram;
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
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.memory.LinearMemory;
import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;

/**
 * Runs a {@link RevocationCase} on the mesh, flit by flit.
 *
 * <pre>
 *   revoker:  derive, grant to all --wait--> revoke --leaves--> REVOKED --wait--> next round
 *   holder:   derive again, use, use, use ...                refused, refused ...
 *   others:   a message of 64 bytes every {@value #OTHERS_CYCLES} cycles to four sinks in turn
 * </pre>
 */
public final class RevocationRun {
    /** Cycles between messages of one of the others. */
    private static final int OTHERS_CYCLES = 100;

    private static final int SINKS_OF_EACH = 4;
    private static final int OTHERS_BYTES = 64;
    private static final int REVOKER = 0;
    private static final int[] NO_HANDLES = {};

    private final RevocationCase what;
    private final ChipSpec chip = RevocationCase.CHIP;
    private final List<ActorPlan> actors = new ArrayList<>();
    private final TreeMap<String, Program> images = new TreeMap<>();
    private final List<Flow> flows = new ArrayList<>();
    private final long restCycles;

    private RevocationRun(RevocationCase what) {
        this.what = what;
        long afterwards = 150L + 15L * what.holders(); // on the way back, and in the target's mailbox
        restCycles = 3000 + afterwards * what.uses();
    }

    /** Runs a case; the seed decides who sends to whom under load, and where the holders live. */
    public static RevocationOutcome of(RevocationCase what, long seed) {
        return new RevocationRun(what).run(seed);
    }

    private RevocationOutcome run(long seed) {
        deploy(new RandomStreams(seed).stream("places", 0));
        RevocationLaw law = new RevocationLaw(chip, flows);
        RevocationObserver observer = new RevocationObserver(REVOKER, what.target(), what.rounds());
        try (EnclaveChip machine = new EnclaveChip(chip, seed, ExecutionSpec.SERIAL)) {
            machine.observe(observer);
            machine.deploy(new DeploymentPlan(images, actors, List.of()));
            RunOutcome outcome = machine.run(RunLimits.NONE);
            if (!(outcome instanceof RunOutcome.Quiescent)) {
                throw new IllegalStateException(what + ": " + outcome.explain());
            }
        }
        return observer.outcome(what, law);
    }

    private void deploy(RandomStream random) {
        int[] free = shuffled(random);
        int next = 0;
        List<GrantPlan> grants = new ArrayList<>();
        for (int round = 0; round < what.rounds(); round++) {
            grants.add(grant("target" + round, "target", round + 1));
        }
        for (int i = 0; i < what.holders(); i++) {
            grants.add(grant("holder" + i, "holder" + i, 0));
        }
        actor("revoker", REVOKER, this::revoker, grants);
        actor("target", what.target(), (turn, memory) -> {}, List.of());
        double rate = what.holders() == 0 ? 0 : 1.0 / RevocationCase.paceCycles(what.holders());
        for (int i = 0; i < what.holders(); i++) {
            int place = free[next++];
            actor("holder" + i, place, this::holder, List.of());
            int bytes = 32 + Long.BYTES + Long.BYTES * what.leafDepth();
            // Each asks for room first: the target's core is slower than they are, and keeps their standing credits.
            flows.add(new Flow(place, what.target(), Parcel.HEADER_BYTES, rate));
            flows.add(new Flow(what.target(), place, Parcel.HEADER_BYTES, rate));
            flows.add(new Flow(place, what.target(), bytes, rate));
        }
        if (what.loaded()) {
            deployOthers(free, next);
        }
    }

    /** Half of the enclaves that are left send, the other half takes. */
    private void deployOthers(int[] free, int from) {
        int pairs = (free.length - from) / 2;
        long messages = what.rounds() * (restCycles + 3000) / OTHERS_CYCLES;
        for (int i = 0; i < pairs; i++) {
            List<GrantPlan> sinks = new ArrayList<>();
            int place = free[from + i];
            for (int s = 0; s < SINKS_OF_EACH; s++) {
                int sink = (i + s * (pairs / SINKS_OF_EACH)) % pairs;
                int sinkPlace = free[from + pairs + sink];
                sinks.add(grant("sink" + s, "sink" + sink, 0));
                double rate = 1.0 / OTHERS_CYCLES / SINKS_OF_EACH;
                flows.add(new Flow(place, sinkPlace, 32 + Long.BYTES + OTHERS_BYTES, rate));
                flows.add(new Flow(sinkPlace, place, Parcel.HEADER_BYTES, rate));
            }
            actor("other" + i, place, (turn, memory) -> send(turn, messages), sinks);
            actor("sink" + i, free[from + pairs + i], (turn, memory) -> {}, List.of());
        }
    }

    private void send(Turn turn, long messages) {
        if (turn.message().kind() == MessageKind.START) {
            for (int n = 0; n < messages; n++) {
                NativeProgram.spend(turn, OTHERS_CYCLES - chip.core().sendCycles());
                turn.send(turn.granted("sink" + n % SINKS_OF_EACH), new byte[OTHERS_BYTES], NO_HANDLES);
            }
        }
    }

    // ---- actors ------------------------------------------------------------------------------------------------

    /** Memory: 0 the round, 8 the handle that was lent. */
    private void revoker(Turn turn, LinearMemory memory) {
        switch (turn.message().kind()) {
            case START -> lend(turn, memory, 0);
            case USER -> {
                NativeProgram.spend(
                        turn, RevocationCase.FIRST_WAIT_CYCLES + RevocationCase.LONGER_WAIT_CYCLES * memory.load(0, 8));
                turn.revoke((int) memory.load(8, 8));
            }
            case REVOKED -> {
                long next = memory.load(0, 8) + 1;
                if (next < what.rounds()) {
                    NativeProgram.spend(turn, restCycles);
                    lend(turn, memory, next);
                }
            }
            default -> throw new IllegalStateException("the revoker got " + turn.message());
        }
    }

    private void lend(Turn turn, LinearMemory memory, long round) {
        int root = turn.granted("target" + round);
        int lent = root;
        for (int depth = 1; depth < what.depth(); depth++) {
            int deeper = turn.attenuate(lent, Rights.SEND | Rights.GRANT, 0);
            if (lent != root) {
                turn.drop(lent);
            }
            lent = deeper;
        }
        for (int i = 0; i < what.holders(); i++) {
            turn.send(turn.granted("holder" + i), new byte[Long.BYTES], new int[] {lent});
        }
        memory.store(0, 8, round);
        memory.store(8, 8, lent);
        turn.send(0, new byte[Long.BYTES], NO_HANDLES);
    }

    private void holder(Turn turn, LinearMemory memory) {
        if (turn.receivedCount() == 0) {
            return; // it was told that a use was refused
        }
        int handle = turn.received(0);
        for (int i = 0; i < what.below(); i++) {
            int deeper = turn.attenuate(handle, Rights.SEND, 0);
            turn.drop(handle);
            handle = deeper;
        }
        for (int use = 0; use < what.uses(); use++) {
            NativeProgram.spend(
                    turn,
                    RevocationCase.paceCycles(what.holders()) - chip.core().sendCycles());
            turn.send(handle, new byte[Long.BYTES], NO_HANDLES);
        }
        turn.drop(handle);
    }

    private void actor(String name, int place, NativeProgram.Handler handler, List<GrantPlan> grants) {
        images.put(name, NativeProgram.plain(name, handler));
        actors.add(new ActorPlan(name, name, new byte[0], grants, OptionalInt.of(place), false));
    }

    private static GrantPlan grant(String name, String actor, long label) {
        return new GrantPlan(name, new GrantTarget.ToActor(actor), Rights.SEND | Rights.GRANT, label);
    }

    /** The enclaves but those of revoker and target, in some order. */
    private int[] shuffled(RandomStream random) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < chip.enclaves(); place++) {
            if (place != REVOKER && place != what.target()) {
                places.add((int) random.nextLong(places.size() + 1L), place);
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }
}
