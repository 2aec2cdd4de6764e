package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the acts say together. Which machine deserves which word follows from their results alone. */
final class Conclusion {
    private Conclusion() {}

    /**
     * How one machine fared.
     *
     * @param bug     with a check missing
     * @param patched the same with every check in place, where it ran
     * @param control under a hostile control plane, where it ran
     */
    record Standing(Attack bug, Optional<Attack> patched, Optional<Loss> control) {
        String machine() {
            return bug.machine();
        }

        /** Whether nobody's memory was reached, whatever was tried. */
        boolean held() {
            return bug.extent() == Extent.NONE && control.filter(Loss::privacy).isEmpty();
        }
    }

    /** The point, one sentence for each machine that was attacked. */
    static List<String> point(List<Standing> standings) {
        return standings.stream().map(Conclusion::sentence).toList();
    }

    static String sentence(Standing standing) {
        if (standing.held()) {
            return "On " + standing.machine() + " isolation was durable: "
                    + (standing.control().isPresent()
                            ? "neither the same missing check nor the same attacker reached a byte of another's memory, because no "
                                    + "wire leads there."
                            : "the same missing check reached no byte of another's memory.");
        }
        boolean before =
                standing.patched().filter(p -> p.extent() == Extent.NONE).isPresent();
        List<String> broken = new ArrayList<>();
        if (standing.bug().extent() != Extent.NONE) {
            broken.add("one missing check gave away the memory of " + share(standing.bug()));
        }
        standing.control()
                .filter(Loss::privacy)
                .ifPresent(loss -> broken.add("whoever took over its control read that of " + share(loss.memory())));
        return "On " + standing.machine() + " isolation was pliable: "
                + (before ? "it held while every layer behaved, but " : "")
                + String.join(", and ", broken) + ".";
    }

    private static String share(Attack attack) {
        return attack.reached().size() + " of " + attack.victims().size() + " actors";
    }

    /** What the machines that held did not protect, as it came out. */
    static String limits(List<Standing> standings) {
        StringBuilder text = new StringBuilder();
        for (Standing standing : standings) {
            if (standing.held() && standing.control().isPresent()) {
                List<String> lost = lost(standing.control().get());
                text.append("What ")
                        .append(standing.machine())
                        .append(" did not protect: ")
                        .append(lost.isEmpty() ? "nothing was lost in this run" : String.join(", ", lost))
                        .append(". ");
            }
        }
        return text
                + "Timing, faults and physical attacks were not tried. And Skerry itself is one ordinary program: the emulator "
                + "isolates nothing.";
    }

    private static List<String> lost(Loss loss) {
        List<String> lost = new ArrayList<>();
        if (loss.availability()) {
            lost.add("availability (actors were stopped)");
        }
        if (loss.control()) {
            lost.add("control (actors were replaced)");
        }
        if (loss.diverted() > 0) {
            lost.add("messages sent to an impostor");
        }
        return lost;
    }
}
