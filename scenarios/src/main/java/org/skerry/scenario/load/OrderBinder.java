package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.List;
import org.skerry.model.attack.Order;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.ImageSpec;
import org.skerry.sim.config.ConfigException;

/** What whoever has taken over a machine's control does: the list under {@code orders}. */
final class OrderBinder {
    private static final List<String> WHAT = List.of("stop", "reimage", "rewire", "read", "write", "mislead");

    /** The word for the one agent that is no actor. */
    private static final String MANAGEMENT = "management-controller";

    private OrderBinder() {}

    static List<Order> orders(Section top, List<GroupSpec> actors, List<ImageSpec> images) {
        List<Order> orders = new ArrayList<>();
        List<Node> items = top.items("orders");
        for (int i = 0; i < items.size(); i++) {
            String path = "orders[" + i + "]";
            Section open = Section.open(items.get(i), path, top.scope());
            String what = open.oneOf(WHAT);
            Section order = Section.of(items.get(i), path, top.scope(), keys(what));
            try {
                orders.add(order(what, order, actors, images));
            } catch (ConfigException e) {
                throw e.getMessage().startsWith("orders.") ? Section.wrong(items.get(i), e.getMessage(), e) : e;
            }
        }
        return orders;
    }

    private static List<String> keys(String what) {
        return switch (what) {
            case "stop" -> List.of("at", "stop");
            case "reimage" -> List.of("at", "reimage", "image");
            case "rewire" -> List.of("at", "rewire", "from", "to");
            case "write" -> List.of("at", "write", "by", "start", "stride", "value");
            case "mislead" -> List.of("at", "mislead", "to");
            default -> List.of("at", "read", "by", "start", "stride", "find");
        };
    }

    private static Order order(String what, Section order, List<GroupSpec> actors, List<ImageSpec> images) {
        long at = order.number("at", 0, Long.MAX_VALUE - 1);
        return switch (what) {
            case "stop" -> new Order.Stop(at, actor(order, "stop", actors));
            case "reimage" -> new Order.Reimage(at, actor(order, "reimage", actors), image(order, images));
            case "rewire" ->
                new Order.Rewire(
                        at, actor(order, "rewire", actors), actor(order, "from", actors), actor(order, "to", actors));
            case "write" -> transfer(order, at, true, actors);
            case "mislead" ->
                new Order.Mislead(at, device(order, "mislead", actors), order.bytes("to", 0, 0, Long.MAX_VALUE));
            case "read" ->
                order.has("by")
                        ? transfer(order, at, false, actors)
                        : new Order.Read(
                                at,
                                order.bytes("start", 0, 0, Long.MAX_VALUE),
                                order.bytes("read", Order.Read.DEFAULT_BYTES, 0, Long.MAX_VALUE),
                                order.bytes("stride", Long.BYTES, 0, Long.MAX_VALUE),
                                order.number("find", 0, Long.MIN_VALUE, Long.MAX_VALUE));
            default -> throw new AssertionError(what);
        };
    }

    /** What a device or the management controller does with memory. */
    private static Order transfer(Section order, long at, boolean write, List<GroupSpec> actors) {
        String by = order.expanded("by");
        return new Order.Transfer(
                at,
                by.equals(MANAGEMENT) ? Order.Transfer.MANAGEMENT : device(order, "by", actors),
                write,
                order.bytes("start", 0, 0, Long.MAX_VALUE),
                order.bytes(write ? "write" : "read", Order.Read.DEFAULT_BYTES, 0, Long.MAX_VALUE),
                order.bytes("stride", Long.BYTES, 0, Long.MAX_VALUE),
                order.number(write ? "value" : "find", 0, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private static String device(Section order, String key, List<GroupSpec> actors) {
        String name = order.expanded(key);
        List<String> devices = actors.stream()
                .filter(group -> group.edge().isPresent())
                .map(group -> group.member(0))
                .toList();
        if (!devices.contains(name)) {
            List<String> known = new ArrayList<>(devices);
            if (key.equals("by")) {
                known.add(MANAGEMENT);
            }
            throw Section.wrong(
                    order.get(key),
                    order.path(key) + "='" + name + "' is no device of this scenario. "
                            + (known.isEmpty()
                                    ? "Add an actor with 'edge: network' or 'edge: storage'."
                                    : Nearest.hint(name, known, "")));
        }
        return name;
    }

    private static String actor(Section order, String key, List<GroupSpec> actors) {
        String name = order.expanded(key);
        refuseUnknownActor(order.get(key), order.path(key), name, actors);
        return name;
    }

    static void refuseUnknownActor(Node node, String path, String name, List<GroupSpec> actors) {
        if (actors.stream().noneMatch(group -> group.hasMember(name))) {
            List<String> some = actors.stream().map(group -> group.member(0)).toList();
            throw Section.wrong(
                    node,
                    path + " names the actor '" + name + "', which is not in this scenario. "
                            + Nearest.hint(name, some, ""));
        }
    }

    private static String image(Section order, List<ImageSpec> images) {
        String name = order.text("image");
        List<String> known = images.stream().map(ImageSpec::name).toList();
        if (!known.contains(name)) {
            throw Section.wrong(
                    order.get("image"),
                    order.path("image") + "='" + name + "' is not in this scenario. " + Nearest.hint(name, known, ""));
        }
        return name;
    }
}
