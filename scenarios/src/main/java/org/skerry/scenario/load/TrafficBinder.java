package org.skerry.scenario.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan.ExpectedMessages;

/**
 * How much actors are expected to say to each other: a list under {@code traffic}, or there the name of a file that an earlier run wrote.
 *
 * <pre>
 *   from,to,messages
 *   node0,node1,500
 * </pre>
 */
public final class TrafficBinder {
    /** First line of a file. */
    public static final String HEADER = "from,to,messages";

    private TrafficBinder() {}

    static List<ExpectedMessages> traffic(Section top, List<GroupSpec> actors, GivenFiles host) {
        if (!top.has("traffic")) {
            return List.of();
        }
        if (top.get("traffic") instanceof Node.Scalar) {
            return ofFile(top, actors, host);
        }
        List<ExpectedMessages> traffic = new ArrayList<>();
        List<Node> items = top.items("traffic");
        for (int i = 0; i < items.size(); i++) {
            Section pair =
                    Section.of(items.get(i), "traffic[" + i + "]", top.scope(), List.of("from", "to", "messages"));
            String from = pair.expanded("from");
            String to = pair.expanded("to");
            OrderBinder.refuseUnknownActor(pair.get("from"), pair.path("from"), from, actors);
            OrderBinder.refuseUnknownActor(pair.get("to"), pair.path("to"), to, actors);
            traffic.add(new ExpectedMessages(from, to, pair.number("messages", 0, ExpectedMessages.MOST)));
        }
        return traffic;
    }

    private static List<ExpectedMessages> ofFile(Section top, List<GroupSpec> actors, GivenFiles host) {
        String name = top.text("traffic");
        String[] lines;
        try {
            lines = new String(host.file(name), StandardCharsets.UTF_8).split("\\R");
        } catch (ConfigException e) {
            throw Section.wrong(top.get("traffic"), "traffic: " + e.getMessage(), e);
        }
        if (!lines[0].equals(HEADER)) {
            throw Section.wrong(
                    top.get("traffic"),
                    "traffic: " + name + " begins with '" + lines[0] + "', not with '" + HEADER
                            + "'. Give a file that 'skerry run --profile' wrote.");
        }
        List<ExpectedMessages> traffic = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String where = "traffic: " + name + " line " + (i + 1);
            String[] fields = lines[i].split(",", -1);
            if (fields.length != 3 || !fields[2].matches("[0-9]{1,10}")) {
                throw Section.wrong(
                        top.get("traffic"),
                        where + " is '" + lines[i] + "', not two actors and a number. Write it as '" + HEADER + "'.");
            }
            OrderBinder.refuseUnknownActor(top.get("traffic"), where, fields[0], actors);
            OrderBinder.refuseUnknownActor(top.get("traffic"), where, fields[1], actors);
            traffic.add(new ExpectedMessages(
                    fields[0], fields[1], Math.min(ExpectedMessages.MOST, Long.parseLong(fields[2]))));
        }
        return traffic;
    }
}
