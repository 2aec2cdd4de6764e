package org.skerry.scenario.isolation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.skerry.model.edge.StorageFormat;
import org.skerry.model.edge.StorageProgram;
import org.skerry.model.edge.StorageSpec;
import org.skerry.scenario.program.NativeProgram;
import org.skerry.sim.actor.MessageKind;
import org.skerry.sim.actor.Program;
import org.skerry.sim.actor.Rights;
import org.skerry.sim.actor.Step;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantPlan;
import org.skerry.sim.machine.DeploymentPlan.GrantTarget;
import org.skerry.sim.memory.LinearMemory;

/**
 * A deployment for two runs: domains that hold nothing of each other and are spread over the same tiles in turn. Their actors use all that a
 * machine lets them use and write what they saw of it into their messages: they send messages small and large around a ring, read the clock,
 * create actors and have them answer, or monitor and stop them, grant and revoke.
 */
public final class ProbePlan {
    private static final int[] NO_HANDLES = {};
    private static final int[] SIZES = {16, 40, 200, 900};
    private static final byte[] ANSWER = {'!'};
    private static final int DERIVED = 8; // address of the handle to be revoked, plus 1
    private static final int STORE_EVERY = 4;
    private static final int STORE_RIGHTS = Rights.SEND | Rights.STORAGE | Rights.READ | Rights.WRITE;
    private static final byte[] STAT =
            new StorageFormat.Request(StorageFormat.STAT, 0, new byte[] {'x'}, 0, 0, 0, new byte[0]).payload();
    private static final StorageSpec STORE = new StorageSpec(
            1 << 20, 8, 64, 500, 500, 100, 6_500_000_000L, 3_500_000_000L, 8); // fast, to be asked often
    private static final int OVERSEE_EVERY = 12;
    private static final int IMAGE_RIGHTS = Rights.SPAWN | Rights.MONITOR | Rights.CONTROL;
    private static final int SPAWN_EVERY = 6;
    private static final int GRANT_EVERY = 5;

    private ProbePlan() {}

    /** Who has a store. */
    public enum Stores {
        /** Nobody. */
        NONE,
        /** Each domain one of its own. */
        OWN,
        /** All domains the same one, with a compartment for each. */
        SHARED
    }

    /**
     * The deployment.
     *
     * @param domains names of the domains
     * @param members actors of each
     */
    public static DeploymentPlan of(List<String> domains, int members) {
        return of(domains, members, Stores.NONE);
    }

    /** The same with external stores. */
    public static DeploymentPlan of(List<String> domains, int members, Stores stores) {
        Map<String, Program> images = new TreeMap<>();
        images.put("probe", NativeProgram.counting("probe", ProbePlan::probe));
        images.put("child", NativeProgram.counting("child", ProbePlan::child));
        List<ActorPlan> actors = new ArrayList<>();
        for (int member = 0; member < members; member++) {
            for (String domain : domains) {
                List<GrantPlan> grants = new ArrayList<>(List.of(
                        new GrantPlan(
                                "next",
                                new GrantTarget.ToActor(name(domain, (member + 1) % members)),
                                Rights.SEND | Rights.GRANT,
                                0),
                        new GrantPlan(
                                "across",
                                new GrantTarget.ToActor(name(domain, (member + members / 2) % members)),
                                Rights.SEND | Rights.GRANT,
                                0),
                        new GrantPlan("image", new GrantTarget.ToImage("child"), IMAGE_RIGHTS, 0),
                        new GrantPlan("clock", new GrantTarget.ToClock(), Rights.CLOCK, 0)));
                if (stores != Stores.NONE) {
                    String store = stores == Stores.OWN ? "store-" + domain : "store";
                    grants.add(new GrantPlan(
                            "store", new GrantTarget.ToActor(store), STORE_RIGHTS, 1L + domains.indexOf(domain)));
                }
                actors.add(new ActorPlan(name(domain, member), "probe", new byte[0], grants, OptionalInt.empty(), false)
                        .inDomain(domain));
            }
        }
        for (String domain : stores == Stores.OWN ? domains : List.<String>of()) {
            store("store-" + domain, domain, images, actors);
        }
        if (stores == Stores.SHARED) {
            store("store", "store", images, actors);
        }
        return new DeploymentPlan(images, actors, List.of());
    }

    private static void store(String name, String domain, Map<String, Program> images, List<ActorPlan> actors) {
        images.put(name, new StorageProgram(name, STORE, List.of(), false));
        actors.add(new ActorPlan(name, name, new byte[0], List.of(), OptionalInt.empty(), false).inDomain(domain));
    }

    private static String name(String domain, int member) {
        return domain + "-" + member;
    }

    private static Step probe(Turn turn, LinearMemory memory, long count) {
        for (int i = 0; i < turn.receivedCount(); i++) {
            turn.drop(turn.received(i));
        }
        MessageKind kind = turn.message().kind();
        boolean answer = turn.message().payload().length == ANSWER.length;
        if (answer || kind != MessageKind.START && kind != MessageKind.USER) {
            return Step.DONE;
        }
        long now = turn.clock(turn.granted("clock"));
        int next = turn.granted("next");
        if (count % GRANT_EVERY == 2) {
            int derived = turn.attenuate(0, Rights.SEND | Rights.GRANT, 0);
            memory.store(DERIVED, Long.BYTES, derived + 1L);
            turn.send(next, seen(16, count, now), derived < 0 ? NO_HANDLES : new int[] {derived});
        } else {
            turn.send(next, seen(SIZES[(int) (count % SIZES.length)], count, now), NO_HANDLES);
        }
        long derived = memory.load(DERIVED, Long.BYTES) - 1;
        if (count % GRANT_EVERY == 4 && derived >= 0) {
            turn.revoke((int) derived);
            memory.store(DERIVED, Long.BYTES, 0);
        }
        int store = turn.granted("store");
        if (store >= 0 && count % STORE_EVERY == 3) {
            turn.call(store, STAT, NO_HANDLES);
        }
        if (count % SPAWN_EVERY == 2) {
            int child = turn.spawn(turn.granted("image"), seen(16, count, now), NO_HANDLES);
            if (child >= 0 && count % OVERSEE_EVERY == 2) {
                turn.monitor(child);
                turn.stop(child);
                turn.drop(child);
                return Step.DONE;
            }
            int back = turn.attenuate(0, Rights.SEND | Rights.GRANT, 0);
            if (child >= 0 && back >= 0) {
                turn.send(child, seen(16, count, now), new int[] {back});
                turn.drop(child);
                turn.drop(back);
            }
        }
        return Step.DONE;
    }

    /** Answers one message, and ends. */
    private static Step child(Turn turn, LinearMemory memory, long count) {
        if (turn.receivedCount() == 0) {
            return Step.DONE;
        }
        turn.send(turn.received(0), ANSWER, NO_HANDLES);
        return new Step.Exited(0);
    }

    private static byte[] seen(int bytes, long count, long now) {
        return ByteBuffer.allocate(bytes).putLong(count).putLong(now).array();
    }
}
