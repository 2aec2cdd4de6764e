package org.skerry.scenario.noc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.skerry.noc.booksim.AllocatorText;
import org.skerry.noc.booksim.PatternText;
import org.skerry.noc.fault.FaultEvent;
import org.skerry.noc.fault.FaultPlan;
import org.skerry.noc.grid.Faults;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.link.LinkErrors;
import org.skerry.noc.topology.Chiplets;
import org.skerry.noc.traffic.InjectionSpec;
import org.skerry.noc.traffic.InterfaceSpec;
import org.skerry.noc.traffic.NetworkSpec;
import org.skerry.noc.traffic.PatternSpec;
import org.skerry.noc.traffic.Phases;
import org.skerry.noc.traffic.RouterStages;
import org.skerry.noc.traffic.TimeDivision;
import org.skerry.noc.traffic.TrafficSpec;
import org.skerry.scenario.load.Nearest;
import org.skerry.scenario.preset.Preset;
import org.skerry.sim.config.ConfigException;

/**
 * A study in our own format, YAML or JSON. Every key has a default; a key that is not known is refused.
 *
 * <pre>
 *   network: {topology: mesh, width: 8, height: 8, linkCycles: 1, routing: xy}
 *   router:  {vcs: 4, vcDepthFlits: 8, routingCycles: 0, vcAllocator: islip}
 *   traffic: {pattern: uniform, packetFlits: 1, loads: [0.1, 0.2, 0.3]}
 *   phases:  {warmupPeriods: 3, periodCycles: 1000}
 *   seed: 1
 * </pre>
 */
final class StudyFile {
    private static final TrafficSpec UNIFORM =
            new TrafficSpec(PatternSpec.of(PatternSpec.Kind.UNIFORM), InjectionSpec.BERNOULLI, 1, 0);

    private final String name;
    private final TrafficFile file; // null unless it is given apart
    private final Map<String, String> values = new TreeMap<>(); // by path
    private final TreeSet<String> unread = new TreeSet<>();
    private final TreeSet<String> known = new TreeSet<>();

    StudyFile(String text, String name, List<String> overrides) {
        this(text, name, overrides, null, null);
    }

    /** With a preset that counts less than text and settings, and a file that counts more; null for none. */
    StudyFile(String text, String name, List<String> overrides, Preset preset, TrafficFile file) {
        this.name = name;
        this.file = file;
        if (preset != null) {
            collect("", preset.settings());
        }
        if (preset == null || !text.isBlank()) {
            collect("", tree(text));
        }
        if (file != null) {
            // What the option says stands for what the file says of traffic; a setting that says otherwise is refused.
            values.keySet().removeIf(key -> isReplaced(key, file.kind()));
        }
        for (String override : overrides) {
            int equals = override.indexOf('=');
            values.put(override.substring(0, equals), override.substring(equals + 1));
        }
        unread.addAll(values.keySet());
    }

    private static boolean isReplaced(String key, TrafficFile.Kind kind) {
        boolean trace = kind == TrafficFile.Kind.TRACE;
        return key.startsWith("traffic.") && (trace || !key.equals("traffic.packetFlits"))
                || trace && (key.startsWith("phases.") || key.equals("measure"));
    }

    private ObjectNode tree(String text) {
        try {
            // YAML reads JSON as well.
            if (new ObjectMapper(new YAMLFactory()).readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new ConfigException(
                    name + ":" + (e.getLocation() == null ? 0 : e.getLocation().getLineNr())
                            + ": this is neither YAML nor JSON nor a BookSim configuration. Correct the line.",
                    e);
        }
        throw new ConfigException(name + " is not a mapping. Write 'network:', 'router:' and 'traffic:' into it.");
    }

    private void collect(String path, ObjectNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String key = path + field.getKey();
            if (field.getValue() instanceof ObjectNode inner) {
                collect(key + ".", inner);
            } else if (field.getValue().isArray()) {
                List<String> elements = new ArrayList<>();
                field.getValue().forEach(element -> elements.add(element.asText()));
                values.put(key, String.join(",", elements));
            } else {
                values.put(key, field.getValue().asText());
            }
        }
    }

    /** What the file says. */
    Study study() {
        NetworkSpec network = network();
        network.refuseDeadlock();
        TrafficFile sent = trafficFile();
        boolean trace = sent != null && sent.kind() == TrafficFile.Kind.TRACE;
        TrafficSpec traffic = trace ? UNIFORM : sent != null ? UNIFORM.withFlits(packetFlits()) : traffic();
        Phases phases = trace ? Phases.DEFAULT : phases();
        boolean latency = trace
                || word("measure", "latency", List.of("latency", "throughput")).equals("latency");
        long seed = whole("seed", 1);
        List<Double> loads = sent == null ? loads() : List.of(traffic.load());
        FaultPlan faults = trace ? null : faults(network, phases, seed);
        if (!unread.isEmpty()) {
            String first = unread.first();
            if (first.startsWith("network.chiplet")) {
                throw new ConfigException(
                        name + ": " + first
                                + " means something with network.topology=chiplets only. Leave it out, or choose that topology.");
            }
            throw new ConfigException(name + ": unknown key '" + first + "'. " + Nearest.hint(first, known, ""));
        }
        return new Study(
                        name,
                        network,
                        traffic,
                        phases,
                        latency,
                        seed,
                        List.of(0.0),
                        network.warning().isEmpty() ? List.of() : List.of(network.warning()),
                        null,
                        faults)
                .at(loads)
                .with(sent);
    }

    private NetworkSpec network() {
        String topology =
                word("network.topology", "mesh", List.of("mesh", "torus", "cmesh", "line", "ring", "chiplets"));
        boolean wraps = topology.equals("torus") || topology.equals("ring");
        boolean flat = topology.equals("line") || topology.equals("ring");
        int concentration = topology.equals("cmesh") ? 2 : 1;
        Chiplets chiplets = topology.equals("chiplets") ? chiplets() : Chiplets.NONE;
        // Of chiplets the file gives the size of one.
        Grid grid = new Grid(
                whole("network.width", chiplets.any() ? 4 : 8) * chiplets.across(),
                whole("network.height", flat ? 1 : chiplets.any() ? 4 : 8) * chiplets.down(),
                wraps,
                whole("network.endpointsAcross", concentration),
                whole("network.endpointsDown", concentration),
                whole("network.linkCycles", 1),
                whole("network.linkFlitCycles", 1),
                chiplets);
        List<String> routings = new ArrayList<>();
        for (GridRouting each : GridRouting.values()) {
            routings.add(written(each));
        }
        String routing = word("network.routing", wraps ? "ring-order" : "xy", routings);
        return new NetworkSpec(
                grid,
                GridRouting.values()[routings.indexOf(routing)],
                whole("router.vcs", 4),
                whole("router.vcDepthFlits", 8),
                new RouterStages(
                        whole("router.routingCycles", 0),
                        whole("router.vcAllocationCycles", 1),
                        whole("router.switchAllocationCycles", 1),
                        whole("router.traversalCycles", 1),
                        whole("router.turnCycles", 0),
                        truth("router.speculative"),
                        false),
                whole("router.creditCycles", 1),
                truth("router.waitForTailCredit"),
                AllocatorText.parse("router.vcAllocator", text("router.vcAllocator", "islip")),
                AllocatorText.parse("router.switchAllocator", text("router.switchAllocator", "islip")),
                Faults.of(grid, numbers("network.deadRouters"), numbers("network.deadLinks")),
                new TimeDivision(
                        whole("network.domains", 1),
                        word("network.schedule", "naive", List.of("naive", "wave"))
                                        .equals("wave")
                                ? TimeDivision.Schedule.WAVE
                                : TimeDivision.Schedule.NAIVE),
                new InterfaceSpec(
                        whole("network.injectionCycles", InterfaceSpec.BOOKSIM.injectionCycles()),
                        whole("network.ejectionCycles", InterfaceSpec.BOOKSIM.ejectionCycles())));
    }

    private Chiplets chiplets() {
        return new Chiplets(
                whole("network.chipletsAcross", 2),
                whole("network.chipletsDown", 2),
                whole("network.chipletLinkCycles", 4),
                whole("network.chipletFlitCycles", 2));
    }

    /** What fails under way, or null if no key says anything. */
    private FaultPlan faults(NetworkSpec network, Phases phases, long seed) {
        boolean given = values.keySet().stream().anyMatch(key -> key.startsWith("faults."));
        List<FaultEvent> events = new ArrayList<>();
        String schedule = text("faults.schedule", "");
        for (String each : schedule.isEmpty() ? new String[0] : schedule.split(",")) {
            events.add(FaultEvent.parse(each));
        }
        long end = (long) phases.periodCycles() * phases.mostPeriods();
        events.addAll(FaultPlan.draw(
                network.grid(),
                whole("faults.randomRouters", 0),
                whole("faults.randomLinks", 0),
                whole("faults.randomPorts", 0),
                whole("faults.from", phases.periodCycles()),
                whole("faults.until", (int) Math.min(end, Integer.MAX_VALUE)),
                seed));
        FaultPlan plan = new FaultPlan(
                events,
                new LinkErrors(number("faults.corruption", 0), whole("faults.crcBits", 16)),
                whole("faults.detectionCycles", FaultPlan.DETECTION_CYCLES),
                whole("faults.timeoutCycles", FaultPlan.TIMEOUT_CYCLES));
        plan.checkFits(network.grid());
        return given ? plan : null;
    }

    private static String written(GridRouting routing) {
        return routing.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private TrafficSpec traffic() {
        boolean bursts = word("traffic.injection", "bernoulli", List.of("bernoulli", "on-off"))
                .equals("on-off");
        double alpha = number("traffic.alpha", -1);
        double beta = number("traffic.beta", -1);
        double rate = number("traffic.rate", -1);
        if (!bursts && (alpha >= 0 || beta >= 0 || rate >= 0)) {
            throw new ConfigException(
                    name
                            + ": traffic.alpha, beta and rate mean something with traffic.injection=on-off only. Leave them out.");
        }
        String pattern = text("traffic.pattern", "uniform");
        return new TrafficSpec(
                PatternText.parse(pattern),
                bursts ? new InjectionSpec(true, alpha, beta, rate) : InjectionSpec.BERNOULLI,
                packetFlits(),
                0);
    }

    private int packetFlits() {
        return whole("traffic.packetFlits", 1);
    }

    /** The file that is sent in place of a pattern, or null. */
    private TrafficFile trafficFile() {
        String pattern = text("traffic.pattern", "uniform");
        if (file == null && TrafficFile.of(pattern, 0, 0) == null) {
            return null;
        }
        boolean trace = file == null ? pattern.startsWith("trace") : file.kind() == TrafficFile.Kind.TRACE;
        int flitBytes = trace ? whole("traffic.flitBytes", 0) : 0;
        int mostPackets = trace ? whole("traffic.mostPackets", 0) : 0;
        return file == null
                ? TrafficFile.of(pattern, flitBytes, mostPackets)
                : new TrafficFile(file.kind(), file.path(), flitBytes, mostPackets);
    }

    private Phases phases() {
        return new Phases(
                whole("phases.warmupPeriods", 3),
                whole("phases.periodCycles", 1000),
                whole("phases.mostPeriods", 10),
                number("phases.latencyLimit", 500),
                (int) Math.round(number("phases.latencyChange", 0.05) * 1e6),
                (int) Math.round(number("phases.acceptedChange", 0.05) * 1e6));
    }

    private List<Double> loads() {
        List<Double> loads = new ArrayList<>();
        for (String each : text("traffic.loads", "0.1").split(",")) {
            loads.add(number("traffic.loads", each));
        }
        return loads;
    }

    private Set<Integer> numbers(String path) {
        Set<Integer> numbers = new TreeSet<>();
        String text = text(path, "");
        for (String each : text.isEmpty() ? new String[0] : text.split(",")) {
            try {
                numbers.add(Integer.parseInt(each.strip()));
            } catch (NumberFormatException e) {
                throw new ConfigException(
                        name + ": " + path + "=" + text + " is no list of whole numbers. Give one.", e);
            }
        }
        return numbers;
    }

    private String text(String path, String otherwise) {
        known.add(path);
        unread.remove(path);
        return values.getOrDefault(path, otherwise);
    }

    private String word(String path, String otherwise, List<String> words) {
        String word = text(path, otherwise);
        if (!words.contains(word)) {
            throw new ConfigException(
                    name + ": " + path + "=" + word + " is unknown. " + Nearest.hint(word, words, ""));
        }
        return word;
    }

    private boolean truth(String path) {
        return word(path, "false", List.of("true", "false")).equals("true");
    }

    private int whole(String path, int otherwise) {
        String text = text(path, String.valueOf(otherwise));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ConfigException(name + ": " + path + "=" + text + " is not a whole number. Give one.", e);
        }
    }

    private double number(String path, double otherwise) {
        return number(path, text(path, String.valueOf(otherwise)));
    }

    private double number(String path, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new ConfigException(name + ": " + path + "=" + text + " is not a number. Give one.", e);
        }
    }
}
