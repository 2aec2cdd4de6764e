package org.skerry.scenario.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.skerry.model.client.ClientSpec;
import org.skerry.model.edge.Arrivals;
import org.skerry.model.edge.NetworkSpec;
import org.skerry.model.edge.StorageSpec;
import org.skerry.scenario.spec.ArgumentSpec;
import org.skerry.scenario.spec.EdgeSpec;
import org.skerry.scenario.spec.Formula;
import org.skerry.scenario.spec.GroupSpec;
import org.skerry.scenario.spec.Scope;
import org.skerry.scenario.spec.Template;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.machine.DeploymentPlan.ActorPlan;

/** An entry under {@code actors} that is a device at the edge: {@code edge: storage} or {@code edge: network}. */
final class EdgeBinder {
    static final List<String> STORAGE_KEYS = List.of("edge", "domain", "contents", "export");
    static final List<String> NETWORK_KEYS = List.of("edge", "domain", "grants", "arrivals", "payload", "clients");
    static final List<String> CONTENT_KEYS = List.of("label", "name", "count", "text", "hex", "file", "fillBytes");
    private static final List<String> SOURCES = List.of("text", "hex", "file", "fillBytes");

    /** Objects grow to what one array holds; the store itself says no before. */
    private static final int MOST_FILL_BYTES = 1 << 28;

    private final String path;
    private final Node node;
    private final Scope scope;
    private final GivenFiles host;

    private EdgeBinder(String path, Node node, Scope scope, GivenFiles host) {
        this.path = path;
        this.node = node;
        this.scope = scope;
        this.host = host;
    }

    static GroupSpec bind(String name, String path, Node node, Scope scope, GivenFiles host) {
        Section open = Section.open(node, path, scope);
        String word = open.text("edge");
        if (!EdgeSpec.WORDS.contains(word)) {
            throw Section.wrong(
                    open.get("edge"),
                    path + ".edge='" + word + "' is no device. " + Nearest.hint(word, EdgeSpec.WORDS, ""));
        }
        EdgeBinder binder = new EdgeBinder(path, node, scope, host);
        EdgeSpec edge = word.equals("storage") ? binder.storage() : binder.network();
        GroupSpec group = new GroupSpec(
                name,
                OptionalInt.empty(),
                "edge:" + name, // no image of the scenario can have this name
                List.of(),
                word.equals("network") ? ActorBinder.grants(open) : List.of(),
                Optional.empty(),
                false,
                Optional.empty(),
                new Template(open.text("domain", ActorPlan.COMMON_DOMAIN)),
                Optional.of(edge));
        try {
            if (edge instanceof EdgeSpec.Network network) {
                network.payload(0, PlanMaker.memberScope(scope, group, 0));
            }
        } catch (ConfigException e) {
            throw Section.wrong(node, path + ".payload: " + e.getMessage(), e);
        }
        return group;
    }

    // ---- storage -------------------------------------------------------------------------------------------------

    private EdgeSpec storage() {
        StorageSpec settings = (StorageSpec) RecordBinder.bind(node, path, scope, StorageSpec.DEFAULT, STORAGE_KEYS);
        Section storage = Section.open(node, path, scope);
        List<EdgeSpec.Contents> contents = new ArrayList<>();
        List<Node> items = storage.items("contents");
        for (int i = 0; i < items.size(); i++) {
            contents.add(contents(Section.of(items.get(i), path + ".contents[" + i + "]", scope, CONTENT_KEYS)));
        }
        return new EdgeSpec.Storage(settings, contents, storage.truth("export", false));
    }

    private EdgeSpec.Contents contents(Section section) {
        String source = section.oneOf(SOURCES);
        Optional<byte[]> bytes = Optional.empty();
        try {
            if (source.equals("text")) {
                bytes = Optional.of(section.text("text").getBytes(StandardCharsets.UTF_8));
            } else if (source.equals("hex")) {
                bytes = Optional.of(HexFormat.of().parseHex(section.text("hex").replace(" ", "")));
            } else if (source.equals("file")) {
                bytes = Optional.of(host.file(section.text("file")));
            }
        } catch (IllegalArgumentException e) {
            throw Section.wrong(
                    section.get("hex"),
                    section.path("hex") + " is not an even number of hexadecimal digits. Write it like 00ff1a.");
        } catch (ConfigException e) {
            throw Section.wrong(section.get(source), section.path(source) + ": " + e.getMessage(), e);
        }
        return new EdgeSpec.Contents(
                section.has("label") ? section.formula("label") : Formula.of(0),
                new Template(section.text("name")),
                (int) section.number("count", 1, 1, 1 << 20),
                bytes,
                (int) section.bytes("fillBytes", 0, 0, MOST_FILL_BYTES));
    }

    // ---- network -------------------------------------------------------------------------------------------------

    private EdgeSpec network() {
        NetworkSpec settings = (NetworkSpec) RecordBinder.bind(node, path, scope, NetworkSpec.DEFAULT, NETWORK_KEYS);
        Section network = Section.open(node, path, scope);
        Optional<Arrivals.Plan> arrivals =
                network.has("arrivals") ? Optional.of(ArrivalBinder.bind(network)) : Optional.empty();
        if (network.has("clients")) {
            return new EdgeSpec.Population(settings, arrivals.orElseThrow(() -> noArrivals(network)), clients(network));
        }
        List<ArgumentSpec> payload = ActorBinder.pieces(network, "payload");
        return new EdgeSpec.Network(settings, arrivals, payload);
    }

    private ConfigException noArrivals(Section network) {
        return Section.wrong(
                network.get("clients"),
                path + ".clients without " + path + ".arrivals: nobody says when requests come. Give a process, such as"
                        + " 'arrivals: {process: poisson, count: 1000, everyNanoseconds: 2000}'.");
    }

    private ClientSpec clients(Section network) {
        if (network.has("payload")) {
            throw Section.wrong(
                    network.get("payload"),
                    path + ".payload has no meaning beside " + path
                            + ".clients, whose requests have a form of their own. Leave one of them out.");
        }
        Node clients = network.get("clients");
        ClientSpec spec =
                (ClientSpec) RecordBinder.bind(clients, path + ".clients", scope, ClientSpec.DEFAULT, List.of());
        try {
            spec.check();
        } catch (ConfigException e) {
            throw Section.wrong(clients, "in " + path + ".clients: " + e.getMessage(), e);
        }
        return spec;
    }
}
