package org.skerry.scenario.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan;

/** The ring, from the head of {@code org/skerry/guest/src/ring-node.c}: every token is carried round by hand. */
final class Ring {
    private static final int ARGUMENT_BYTES = 24;

    private Ring() {}

    static List<String> expectedLines(DeploymentPlan plan, Map<String, String> modules) {
        List<Arguments> nodes = Arguments.of(plan, modules, List.of("ring-node"), ARGUMENT_BYTES, "ring-node.c");
        if (nodes.isEmpty()) {
            throw new ConfigException(
                    "checks.workload is ring, but the scenario has no node. Use the image ring-node.");
        }
        List<String> lines = new ArrayList<>();
        for (int index = 0; index < nodes.size(); index++) {
            Arguments node = nodes.get(index);
            if (node.u32(0) != index || node.u32(4) != nodes.size()) {
                throw new ConfigException("actor '" + node.actor() + "' is node " + node.u32(0) + " of " + node.u32(4)
                        + " by its arguments, and " + index + " of " + nodes.size()
                        + " in the scenario. Number the nodes in their order.");
            }
            long passes = Integer.toUnsignedLong(node.u32(8)) * node.u32(12);
            lines.add(node.actor() + ": node " + index + " hops " + passes);
        }
        Arguments first = nodes.get(0);
        for (int token = 0; token < first.u32(12); token++) {
            lines.add(carry(token, nodes, first.u32(8), first.u32(12), first.u64(16)));
        }
        return lines;
    }

    /** Takes one token all the way. */
    private static String carry(int token, List<Arguments> nodes, int rounds, int tokens, long seed) {
        int begin = (int) ((long) token * nodes.size() / tokens);
        long value = SplitMix.mix(seed ^ SplitMix.mix(token + 1L));
        long hops = (long) rounds * nodes.size();
        int at = begin;
        for (long hop = 0; hop < hops; hop++) {
            at = (at + 1) % nodes.size();
            value = SplitMix.mix(value + at);
        }
        return String.format(
                Locale.ROOT, "%s: token %d hops %d value %016x", nodes.get(at).actor(), token, hops, value);
    }
}
