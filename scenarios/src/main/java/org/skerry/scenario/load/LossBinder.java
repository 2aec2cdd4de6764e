package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.List;
import org.skerry.model.control.NodeLosses;
import org.skerry.model.control.NodeLosses.NodeLoss;
import org.skerry.sim.config.ConfigException;

/** Which nodes of a control plane are lost when: a list of {@code node} and {@code at}. */
final class LossBinder {
    private LossBinder() {}

    static NodeLosses bind(Section section, String key) {
        List<NodeLoss> losses = new ArrayList<>();
        List<Node> items = section.items(key);
        for (int i = 0; i < items.size(); i++) {
            String path = section.path(key) + "[" + i + "]";
            Section loss = Section.of(items.get(i), path, section.scope(), List.of("node", "at"));
            try {
                losses.add(new NodeLoss(
                        (int) loss.number("node", 0, Integer.MAX_VALUE), loss.number("at", 0, Long.MAX_VALUE)));
            } catch (ConfigException wrong) {
                throw wrong.getMessage().startsWith("control.")
                        ? Section.wrong(items.get(i), "in " + path + ": " + wrong.getMessage(), wrong)
                        : wrong;
            }
        }
        return new NodeLosses(losses);
    }
}
