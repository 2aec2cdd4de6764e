package org.skerry.noc.booksim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.skerry.noc.traffic.PatternSpec;
import org.skerry.noc.traffic.PatternSpec.Kind;
import org.skerry.sim.config.ConfigException;

/**
 * Traffic patterns by BookSim's names. {@code hotspot({{1,2},{3,1}})} sends to endpoint 1 three times as often as to endpoint 2; without
 * the second list to both alike; and {@code hotspot({1,2})} sends to endpoint 1 alone, as BookSim takes 2 for a rate.
 */
public final class PatternText {
    private PatternText() {}

    /** The pattern that a text names. */
    public static PatternSpec parse(String text) {
        List<String> arguments = Arguments.of(text);
        String name = Arguments.name(text);
        switch (name) {
            case "uniform":
            case "bitcomp":
            case "transpose":
            case "bitrev":
            case "shuffle":
            case "tornado":
            case "neighbor":
                if (!arguments.isEmpty()) {
                    throw new ConfigException("traffic = " + text + " has arguments. Take them out.");
                }
                return PatternSpec.of(Kind.valueOf(name.toUpperCase(Locale.ROOT)));
            case "hotspot":
                return hotspot(text, arguments);
            default:
                throw new ConfigException("traffic = " + text + " is not supported. Choose uniform, bitcomp, transpose,"
                        + " bitrev, shuffle, tornado, neighbor or hotspot({{1,2},{3,1}}).");
        }
    }

    private static PatternSpec hotspot(String text, List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new ConfigException("traffic = " + text
                    + " does not name its endpoints; BookSim would draw one at random. Write hotspot({{1,2},{3,1}}).");
        }
        List<Integer> places = numbers(text, arguments.get(0));
        if (arguments.size() == 1) {
            return new PatternSpec(Kind.HOTSPOT, places, Collections.nCopies(places.size(), 1));
        }
        List<Integer> rates = new ArrayList<>(numbers(text, arguments.get(1)));
        while (rates.size() < places.size()) {
            rates.add(rates.get(rates.size() - 1)); // the last one counts for the rest
        }
        return new PatternSpec(Kind.HOTSPOT, places, rates.subList(0, places.size()));
    }

    private static List<Integer> numbers(String text, String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String each : Arguments.list(list)) {
            try {
                numbers.add(Integer.parseInt(each));
            } catch (NumberFormatException notANumber) {
                throw new ConfigException(
                        "traffic = " + text + ": '" + each + "' is not a whole number. Give endpoints and rates.");
            }
        }
        return numbers;
    }
}
