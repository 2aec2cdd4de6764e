package org.skerry.scenario.load;

import java.util.List;
import java.util.Locale;
import org.skerry.scenario.spec.GrantSpec;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.ImageSpec;
import org.skerry.scenario.spec.WindowSpec;

/** Whether everything an actor names is there. Names with formulas are left to the plan, which knows their values. */
final class References {
    private References() {}

    static void check(Section top, List<ImageSpec> images, List<WindowSpec> windows, List<GroupSpec> actors) {
        List<String> imageNames = images.stream().map(ImageSpec::name).toList();
        List<String> windowNames = windows.stream().map(WindowSpec::name).toList();
        List<String> groupNames = actors.stream().map(GroupSpec::name).toList();
        List<String> singleNames = actors.stream().map(group -> group.member(0)).toList();
        for (GroupSpec group : actors) {
            String path = "actors." + group.name();
            Section actor = Section.open(top.named("actors").get(group.name()), path, top.scope());
            if (group.edge().isEmpty()) {
                refuseUnknown(actor.get("image"), actor.path("image"), group.image(), imageNames);
            }
            List<Node> nodes = actor.items("grants");
            for (int i = 0; i < nodes.size(); i++) {
                GrantSpec grant = group.grants().get(i);
                String target = grant.target().text();
                String key = path + ".grants[" + i + "]." + grant.kind().name().toLowerCase(Locale.ROOT);
                if (target.contains("{")) {
                    continue;
                }
                switch (grant.kind()) {
                    case IMAGE -> refuseUnknown(nodes.get(i), key, target, imageNames);
                    case WINDOW -> refuseUnknown(nodes.get(i), key, target, windowNames);
                    case GROUP -> refuseUnknown(nodes.get(i), key, target, groupNames);
                    case ACTOR -> {
                        if (actors.stream().noneMatch(other -> other.hasMember(target))) {
                            refuseUnknown(nodes.get(i), key, target, singleNames);
                        }
                    }
                    default -> {}
                }
            }
        }
    }

    private static void refuseUnknown(Node node, String path, String name, List<String> known) {
        if (!known.contains(name)) {
            throw Section.wrong(
                    node, path + "='" + name + "' is not in this scenario. " + Nearest.hint(name, known, ""));
        }
    }
}
