package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.skerry.sim.actor.EndReason;

/** Who has ended, and why last; and a judge, who agrees. */
final class LifeLog implements LifeObserver {
    private final DeploymentPlan plan;
    private final CrashJudge judge;
    private final Map<Long, EndReason> dead = new ConcurrentHashMap<>();

    LifeLog(DeploymentPlan plan) {
        this.plan = plan;
        this.judge = new CrashJudge(plan);
    }

    @Override
    public void onLifeBegun(long cycle, long actor) {
        judge.onLifeBegun(cycle, actor);
        dead.remove(actor);
    }

    @Override
    public void onLifeEnded(long cycle, long actor, EndReason reason, int code) {
        judge.onLifeEnded(cycle, actor, reason, code);
        dead.put(actor, reason);
    }

    @Override
    public void onLink(long cycle, long actor, long peer, boolean on) {
        judge.onLink(cycle, actor, peer, on);
    }

    @Override
    public void onTrapExits(long cycle, long actor, boolean on) {
        judge.onTrapExits(cycle, actor, on);
    }

    /** Those who are dead, by name, with the reason. */
    List<String> ended() {
        assertEquals(List.of(), judge.finding(Long.MAX_VALUE).violations());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < plan.actors().size(); i++) {
            EndReason reason = dead.get(ActorBirth.actorId(i));
            if (reason != null) {
                names.add(plan.actors().get(i).name() + " " + reason);
            }
        }
        Collections.sort(names);
        return names;
    }
}
