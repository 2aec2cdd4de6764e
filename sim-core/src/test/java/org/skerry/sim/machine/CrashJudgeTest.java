package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.skerry.sim.actor.EndReason;
import org.skerry.sim.actor.MessageKind;

/** Machines on which a crash reaches too few or too many are caught. */
class CrashJudgeTest {
    private static final JavaProgram.Handler IDLE = (turn, memory) -> {};

    private static final JavaProgram.Handler CRASHES = (turn, memory) -> {
        if (turn.message().kind() == MessageKind.TIMER) {
            throw new JavaProgram.Trap("on purpose");
        }
        turn.setTimer(turn.granted("clock"), 1000, 1);
    };

    private static PlanBuilder plan() {
        return new PlanBuilder()
                .actor("a", CRASHES, PlanBuilder.clock())
                .actor("b", IDLE)
                .actor("c", IDLE)
                .actor("d", IDLE)
                .link("a", "b")
                .link("b", "c");
    }

    /** What is found about a run of a machine that has misunderstood the links of its plan. */
    private static CrashJudge.Finding judged(UnaryOperator<PlanBuilder> mistake) {
        CrashJudge judge = new CrashJudge(plan().build());
        try (Machine machine = new ImmediateMachine(1, ExecutionSpec.SERIAL)) {
            machine.observeLives(judge);
            machine.deploy(mistake.apply(plan()).build());
            machine.run(RunLimits.NONE);
        }
        return judge.finding(Long.MAX_VALUE);
    }

    @Test
    void aCrashThatReachesItsClosureIsAsItShouldBe() {
        assertEquals(new CrashJudge.Finding(List.of(), 1, 2, 0, true, 0, 0), judged(plan -> plan));
    }

    @Test
    void aCrashThatReachesSomebodyElseIsNoticed() {
        List<String> violations = judged(plan -> plan.link("c", "d")).violations();
        assertEquals(1, violations.size(), violations::toString);
        assertTrue(violations.get(0).startsWith("d ended"), violations.get(0));
    }

    @Test
    void aCrashThatDoesNotReachALinkedActorIsNoticed() {
        List<String> violations = judged(plan -> plan.trapExits("c")).violations();
        assertEquals(1, violations.size(), violations::toString);
        assertTrue(violations.get(0).startsWith("c lives on"), violations.get(0));
    }

    @Test
    void anEndAtTheLimitOfARunNeedNotHaveReachedAnybody() {
        CrashJudge judge = new CrashJudge(plan().build());
        judge.onLifeBegun(0, ActorBirth.actorId(1));
        judge.onLifeEnded(50, ActorBirth.actorId(0), EndReason.TRAPPED, 0);
        assertEquals(List.of(), judge.finding(50).violations());
        assertEquals(1, judge.finding(51).violations().size());
    }
}
