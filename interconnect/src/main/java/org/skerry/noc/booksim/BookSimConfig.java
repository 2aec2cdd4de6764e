package org.skerry.noc.booksim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.skerry.noc.grid.Faults;
import org.skerry.noc.grid.Grid;
import org.skerry.noc.grid.GridRouting;
import org.skerry.noc.traffic.InjectionSpec;
import org.skerry.noc.traffic.InterfaceSpec;
import org.skerry.noc.traffic.NetworkSpec;
import org.skerry.noc.traffic.Phases;
import org.skerry.noc.traffic.RouterStages;
import org.skerry.noc.traffic.TimeDivision;
import org.skerry.noc.traffic.TrafficSpec;
import org.skerry.sim.config.Check;
import org.skerry.sim.config.ConfigException;

/**
 * A BookSim 2 configuration, as this project understands it: its network, traffic and phases. A key that BookSim does not know, or a
 * value that is not modelled, is refused by name; one that changes nothing in BookSim either is accepted with a remark. Immutable.
 */
public final class BookSimConfig {
    private final Map<String, String> values;
    private final List<String> remarks;

    private BookSimConfig(Map<String, String> values, List<String> remarks) {
        this.values = values;
        this.remarks = List.copyOf(remarks);
    }

    /**
     * Reads a configuration.
     *
     * @param text      the file's text; empty for BookSim's defaults
     * @param name      its name, for messages
     * @param overrides assignments {@code key=value} that count more than the file
     */
    public static BookSimConfig read(String text, String name, List<String> overrides) {
        Map<String, String> given = BookSimText.parse(text, name);
        for (String override : overrides) {
            BookSimText.assign(override, "command line", given);
        }
        Map<String, String> values = BookSimDefaults.honoured();
        Map<String, String> fixed = BookSimDefaults.fixed();
        given.forEach((key, value) -> {
            if (values.containsKey(key)) {
                values.put(key, value);
            } else if (!fixed.containsKey(key)) {
                throw new ConfigException(name + ": BookSim has no key '" + key + "'." + nearest(key, values, fixed));
            }
        });
        List<String> remarks = new ArrayList<>();
        Map<String, String> honoured = BookSimDefaults.honoured();
        given.forEach((key, value) -> {
            String otherwise = fixed.getOrDefault(key, honoured.get(key));
            if (same(otherwise, value)) {
                return;
            }
            String why = WithoutEffect.why(key, values);
            if (why != null) {
                remarks.add(key + " = " + value + " changes nothing: " + why);
            } else if (fixed.containsKey(key)) {
                throw new ConfigException(name + ": " + key + " = " + value + " is not supported; only "
                        + (otherwise.isEmpty() ? "leaving it out" : key + " = " + otherwise)
                        + " is. Take it out.");
            }
        });
        BookSimConfig config = new BookSimConfig(values, remarks);
        config.network();
        config.traffic();
        config.phases();
        config.measuresLatency();
        config.seed();
        return config;
    }

    /** Whether a text looks like a configuration of BookSim, not like YAML or JSON. */
    public static boolean looksLikeBookSim(String text) {
        String code = text.replaceAll("//[^\n]*", "").strip();
        return code.isEmpty() || code.matches("(?s)[A-Za-z_]+\\s*=.*");
    }

    private static boolean same(String fixed, String value) {
        try {
            return Double.parseDouble(fixed) == Double.parseDouble(value);
        } catch (NumberFormatException notNumbers) {
            return fixed.equals(value);
        }
    }

    private static String nearest(String key, Map<String, String> honoured, Map<String, String> fixed) {
        TreeSet<String> known = new TreeSet<>(honoured.keySet());
        known.addAll(fixed.keySet());
        String best = null;
        int least = 4; // further away nobody meant it
        for (String each : known) {
            int distance = distance(key, each);
            if (distance < least) {
                least = distance;
                best = each;
            }
        }
        return best == null ? " Take it out." : " Did you mean '" + best + "'?";
    }

    /** Letters to change, add or leave out to make one word of the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    /** What was given and changes nothing, in BookSim neither: a sentence each, without a full stop. */
    public List<String> remarks() {
        return remarks;
    }

    /** Value of a honoured key. */
    public String value(String key) {
        return values.get(key);
    }

    /** Network. */
    public NetworkSpec network() {
        return new NetworkSpec(
                grid(),
                routing(),
                integer("num_vcs", 1, 16),
                integer("vc_buf_size", 1, 4096),
                new RouterStages(
                        integer("routing_delay", 0, 64),
                        integer("vc_alloc_delay", 1, 64),
                        integer("sw_alloc_delay", 1, 64),
                        integer("st_prepare_delay", 0, 32) + integer("st_final_delay", 0, 32),
                        0,
                        flag("speculative"),
                        true),
                integer("credit_delay", 0, 64),
                flag("wait_for_tail_credit"),
                AllocatorText.parse("vc_allocator", value("vc_allocator")),
                AllocatorText.parse("sw_allocator", value("sw_allocator")),
                Faults.NONE,
                TimeDivision.NONE,
                InterfaceSpec.BOOKSIM);
    }

    private Grid grid() {
        int k = integer("k", 1, 1024);
        int n = integer("n", 1, 2);
        int height = n == 1 ? 1 : k;
        boolean far = flag("use_noc_latency");
        switch (value("topology")) {
            case "mesh":
                only("c", 1);
                return new Grid(k, height, false, 1, 1, 1);
            case "torus":
                only("c", 1);
                return new Grid(k, height, true, 1, 1, far ? 2 : 1);
            case "cmesh":
                only("n", 2);
                only("c", 4);
                only("x", k);
                only("y", k);
                only("xr", 2);
                only("yr", 2);
                return new Grid(k, k, false, 2, 2, far ? 2 : 1);
            default:
                throw refusal("topology", "mesh, torus or cmesh");
        }
    }

    private void only(String key, int least) {
        integer(key, least, least);
    }

    private GridRouting routing() {
        String name = value("routing_function");
        switch (value("topology") + " " + name) {
            case "mesh dor":
            case "mesh dim_order":
            case "cmesh dor_no_express":
                return GridRouting.XY;
            case "mesh xy_yx":
            case "cmesh xy_yx_no_express":
                return GridRouting.O1TURN;
            case "mesh adaptive_xy_yx":
                return GridRouting.ADAPTIVE_XY_YX;
            case "mesh romm":
                return GridRouting.ROMM;
            case "mesh valiant":
                return GridRouting.BOOKSIM_VALIANT;
            case "mesh min_adapt":
                return GridRouting.BOOKSIM_MIN_ADAPT_MESH;
            case "mesh planar_adapt":
                return GridRouting.BOOKSIM_PLANAR_ADAPT;
            case "torus dim_order":
                return GridRouting.RING_ORDER;
            case "torus dim_order_bal":
                return GridRouting.RING_ORDER_BALANCED;
            case "torus min_adapt":
                return GridRouting.BOOKSIM_MIN_ADAPT_TORUS;
            default:
                throw refusal(
                        "routing_function",
                        "dor, dim_order, xy_yx, adaptive_xy_yx, romm, valiant, min_adapt or"
                                + " planar_adapt in a mesh, dim_order, dim_order_bal or min_adapt in a torus,"
                                + " dor_no_express or xy_yx_no_express in a cmesh");
        }
    }

    /** Traffic. */
    public TrafficSpec traffic() {
        int flits = integer("packet_size", 1, 4096);
        double rate = number("injection_rate");
        boolean inFlits = flag("injection_rate_uses_flits");
        return new TrafficSpec(PatternText.parse(value("traffic")), injection(), flits, inFlits ? rate : rate * flits);
    }

    private InjectionSpec injection() {
        String text = value("injection_process");
        List<String> arguments = Arguments.of(text);
        switch (Arguments.name(text)) {
            case "bernoulli":
                Check.isTrue(arguments.isEmpty(), "injection_process = " + text + " has arguments. Take them out.");
                return InjectionSpec.BERNOULLI;
            case "on_off":
                Check.isTrue(
                        arguments.size() <= 3,
                        "injection_process = " + text + " has " + arguments.size()
                                + " arguments; initial states are not supported. Give alpha, beta and r1 only.");
                List<Double> chances = new ArrayList<>();
                String[] keys = {"burst_alpha", "burst_beta", "burst_r1"};
                for (int i = 0; i < keys.length; i++) {
                    chances.add(i < arguments.size() ? number(keys[i], arguments.get(i)) : number(keys[i]));
                }
                return new InjectionSpec(true, chances.get(0), chances.get(1), chances.get(2));
            default:
                throw refusal("injection_process", "bernoulli or on_off");
        }
    }

    /** Phases. */
    public Phases phases() {
        return new Phases(
                integer("warmup_periods", 1, 1_000_000),
                integer("sample_period", 1, 1_000_000_000),
                integer("max_samples", 2, 1_000_000),
                number("latency_thres"),
                millionths("stopping_thres"),
                millionths("acc_stopping_thres"));
    }

    private int millionths(String key) {
        double value = number(key);
        return value < 0 ? -1 : (int) Math.round(Math.min(value, 1000) * 1e6);
    }

    /** Whether latency is to be measured, not the accepted rate alone. */
    public boolean measuresLatency() {
        switch (value("sim_type")) {
            case "latency":
                return true;
            case "throughput":
                return false;
            default:
                throw refusal("sim_type", "latency or throughput");
        }
    }

    /** Seed. */
    public long seed() {
        return integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private ConfigException refusal(String key, String known) {
        return new ConfigException(key + " = " + value(key)
                + (key.equals("routing_function") ? " with topology = " + value("topology") : "")
                + " is not supported. Choose " + known + ".");
    }

    private boolean flag(String key) {
        return integer(key, 0, 1) == 1;
    }

    private int integer(String key, int least, int most) {
        try {
            return Check.inRange(Integer.parseInt(value(key)), least, most, key);
        } catch (NumberFormatException notANumber) {
            throw new ConfigException(key + " = " + value(key) + " is not a whole number. Give one.");
        }
    }

    private double number(String key) {
        return number(key, value(key));
    }

    private static double number(String key, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw new ConfigException(key + " = " + text + " is not a number. Give one.");
        }
    }
}
