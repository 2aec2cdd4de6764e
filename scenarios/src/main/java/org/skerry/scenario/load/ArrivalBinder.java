package org.skerry.scenario.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skerry.model.edge.Arrivals;
import org.skerry.model.edge.Arrivals.Process;
import org.skerry.model.edge.Burst;
import org.skerry.sim.config.ConfigException;

/** When requests come from outside: what stands under {@code arrivals} of a network device. Each process has keys of its own. */
final class ArrivalBinder {
    private static final List<String> STREAM_KEYS = List.of("process", "count", "fromNanoseconds", "everyNanoseconds");
    private static final List<String> ON_OFF_KEYS = List.of("sources", "onNanoseconds", "offNanoseconds");
    private static final List<String> MMPP_KEYS =
            List.of("calmNanoseconds", "burstNanoseconds", "burstEveryNanoseconds");

    private static final long LONGEST = 1L << 40;

    private ArrivalBinder() {}

    /** All keys that any process has. */
    static List<String> keys() {
        List<String> keys = new ArrayList<>(STREAM_KEYS);
        keys.addAll(ON_OFF_KEYS);
        keys.addAll(MMPP_KEYS);
        keys.add("at");
        return keys;
    }

    /** Words for processes; times of a list have the key {@code at} instead. */
    static List<String> words() {
        return Arrays.stream(Process.values())
                .filter(process -> process != Process.LISTED)
                .map(RecordBinder::word)
                .toList();
    }

    /** The plan under {@code arrivals} of a device. */
    static Arrivals.Plan bind(Section device) {
        Node node = device.get("arrivals");
        Section section = Section.of(node, device.path("arrivals"), device.scope(), keys());
        try {
            return section.has("at") ? listed(section) : stream(section);
        } catch (ConfigException e) {
            throw e.getMessage().startsWith("arrivals.") ? Section.wrong(node, device.path(e.getMessage()), e) : e;
        }
    }

    private static Arrivals.Plan listed(Section section) {
        refuse(section, STREAM_KEYS, "beside the times under 'at'");
        refuse(section, ON_OFF_KEYS, "beside the times under 'at'");
        refuse(section, MMPP_KEYS, "beside the times under 'at'");
        List<Node> items = section.items("at");
        long[] times = new long[items.size()];
        for (int i = 0; i < times.length; i++) {
            String path = section.path("at") + "[" + i + "]";
            try {
                times[i] = Section.formula(items.get(i), path).evaluate(section.scope(), 0, Long.MAX_VALUE / 2);
            } catch (ConfigException e) {
                throw Section.wrong(items.get(i), path + "=" + e.getMessage(), e);
            }
        }
        return Arrivals.Plan.at(times);
    }

    private static Arrivals.Plan stream(Section section) {
        String word = section.text("process", RecordBinder.word(Process.FIXED));
        Process process = Arrays.stream(Process.values())
                .filter(each ->
                        words().contains(word) && RecordBinder.word(each).equals(word))
                .findFirst()
                .orElseThrow(() -> Section.wrong(
                        section.get("process"),
                        section.path("process") + "='" + word + "' is no process. " + Nearest.hint(word, words(), "")));
        return new Arrivals.Plan(
                process,
                section.number("count", 0, 1L << 40),
                section.number("fromNanoseconds", 0, 0, 1L << 50),
                section.number("everyNanoseconds", 1, LONGEST),
                new long[0],
                burst(section, process, word));
    }

    private static Burst burst(Section section, Process process, String word) {
        if (process != Process.ON_OFF) {
            refuse(section, ON_OFF_KEYS, "for process '" + word + "'");
        }
        if (process != Process.MMPP) {
            refuse(section, MMPP_KEYS, "for process '" + word + "'");
        }
        return switch (process) {
            case ON_OFF ->
                Burst.onOff(
                        (int) section.number("sources", 1, 1, 1 << 20),
                        section.number("onNanoseconds", 1, LONGEST),
                        section.number("offNanoseconds", 1, LONGEST));
            case MMPP ->
                Burst.twoRates(
                        section.number("calmNanoseconds", 1, LONGEST),
                        section.number("burstNanoseconds", 1, LONGEST),
                        section.number("burstEveryNanoseconds", 1, LONGEST));
            default -> Burst.NONE;
        };
    }

    private static void refuse(Section section, List<String> keys, String where) {
        for (String key : keys) {
            if (section.has(key)) {
                throw Section.wrong(
                        section.get(key), section.path(key) + " has no meaning " + where + ". Leave one of them out.");
            }
        }
    }
}
