package org.skerry.model.enclave;

import java.util.HashMap;
import java.util.Map;
import org.skerry.sim.actor.Program;
import org.skerry.sim.machine.ActorBirth;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.rng.RandomStreams;

/** What all slices of a chip know and none changes: specification, seed, programs, deployment. Set once, before the run. */
final class ChipPlan {
    private final ChipSpec spec;
    private final RandomStreams streams;
    private final Map<Long, Program> programs = new HashMap<>();
    private final int maxHeld;
    private ActorBirth births;

    ChipPlan(ChipSpec spec, long seed, int maxHeld) {
        this.spec = spec;
        this.streams = new RandomStreams(seed);
        this.maxHeld = maxHeld;
    }

    void deploy(DeploymentPlan plan) {
        births = new ActorBirth(plan);
        plan.images().forEach((name, program) -> programs.put(ActorBirth.imageId(name), program));
    }

    ChipSpec spec() {
        return spec;
    }

    RandomStreams streams() {
        return streams;
    }

    /** Enclaves from this number on may not hold a guest in mid-turn; a bound by place is the same on every thread count. */
    int maxHeld() {
        return maxHeld;
    }

    ActorBirth births() {
        return births;
    }

    /** The program of an image; slices share it, since programs never change. */
    Program program(long image) {
        return programs.get(image);
    }

    int imageBytes(long image) {
        return program(image).image().length;
    }

    /** The largest message, header included, that a mailbox can ever grant room for. */
    int largestMessageBytes() {
        return Math.max(
                spec.grantableBytes(),
                spec.eagerPeers() == 0 ? 0 : spec.enclave().eagerBytes());
    }
}
