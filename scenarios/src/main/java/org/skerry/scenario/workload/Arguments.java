package org.skerry.scenario.workload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;

/**
 * The arguments of one actor, little-endian, as its START message has them.
 *
 * @param actor name of the actor
 */
record Arguments(String actor, ByteBuffer bytes) {
    /**
     * Those of every actor that runs a module, in the order of the plan.
     *
     * @param modules module of each image, by the image's name
     * @param length  bytes that each must have
     * @param page    where the arguments are written down, for the message
     */
    static List<Arguments> of(
            DeploymentPlan plan, Map<String, String> modules, List<String> wanted, int length, String page) {
        List<Arguments> found = new ArrayList<>();
        for (ActorPlan actor : plan.actors()) {
            if (!wanted.contains(modules.getOrDefault(actor.image(), ""))) {
                continue;
            }
            if (actor.arguments().length != length) {
                throw new ConfigException("actor '" + actor.name() + "' has " + actor.arguments().length
                        + " bytes of arguments; " + modules.get(actor.image()) + " needs " + length + " (" + page
                        + "). Correct its arguments.");
            }
            found.add(new Arguments(
                    actor.name(), ByteBuffer.wrap(actor.arguments()).order(ByteOrder.LITTLE_ENDIAN)));
        }
        return found;
    }

    /** The 32 bits at an offset. */
    int u32(int offset) {
        return bytes.getInt(offset);
    }

    /** The 64 bits at an offset. */
    long u64(int offset) {
        return bytes.getLong(offset);
    }
}
