package org.skerry.scenario.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.model.attack.Order;
import org.skerry.sim.trace.OrderOutcome;
import org.skerry.view.chart.Amounts;

/**
 * What was lost on one machine to whoever had taken over its control.
 *
 * @param memory   whose running memory he read
 * @param stopped  actors that took no further turn because he stopped them
 * @param replaced actors under whose name another program took turns
 * @param diverted messages that went to another than they were meant for
 * @param found    times that he came upon the secret he was looking for
 */
record Loss(Attack memory, List<String> stopped, List<String> replaced, long diverted, long found) {
    /** What the machine itself says became of these orders. */
    static Loss of(List<Order> orders, Attack memory) {
        List<String> stopped = new ArrayList<>();
        List<String> replaced = new ArrayList<>();
        long diverted = 0;
        long found = 0;
        for (OrderOutcome outcome : memory.run().record().orders()) {
            boolean obeyed = outcome.obeyedCycle() >= 0;
            Order order = named(orders, outcome.order());
            if (order instanceof Order.Stop && obeyed && outcome.turnsAfter() == 0) {
                stopped.add(outcome.actor());
            } else if (order instanceof Order.Reimage && obeyed && outcome.turnsAfter() > 0) {
                replaced.add(outcome.actor());
            }
            diverted += outcome.diverted();
            found += outcome.found();
        }
        return new Loss(memory, List.copyOf(stopped), List.copyOf(replaced), diverted, found);
    }

    private static Order named(List<Order> orders, String text) {
        return orders.stream()
                .filter(order -> order.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    String machine() {
        return memory.machine();
    }

    /** Whether an actor took no turn any more. */
    boolean availability() {
        return !stopped.isEmpty();
    }

    /** Whether somebody else acted under an actor's name, or got what was meant for it. */
    boolean control() {
        return !replaced.isEmpty() || diverted > 0;
    }

    /** Whether running memory was read. */
    boolean privacy() {
        return memory.extent() != Extent.NONE;
    }

    /** The whole of it in a few words. */
    Taken taken() {
        if (privacy()) {
            return availability() || control() ? Taken.PRIVACY_TOO : Taken.PRIVACY_ONLY;
        }
        return availability() || control() ? Taken.CONTROL_ONLY : Taken.NOTHING;
    }

    /** How much an attacker took. */
    enum Taken {
        NOTHING("nothing"),
        CONTROL_ONLY("control"),
        PRIVACY_TOO("privacy too"),
        PRIVACY_ONLY("only privacy");

        private final String word;

        Taken(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** What somebody may expect. */
        static List<Question.Choice> choices() {
            return List.of(
                    new Question.Choice('n', NOTHING.word),
                    new Question.Choice('c', CONTROL_ONLY.word),
                    new Question.Choice('p', PRIVACY_TOO.word));
        }
    }

    /** A row for each kind of loss, told the same way for every machine. */
    static List<List<String>> table(List<Loss> losses) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(new ArrayList<>(List.of("")));
        rows.add(new ArrayList<>(List.of("availability")));
        rows.add(new ArrayList<>(List.of("control")));
        rows.add(new ArrayList<>(List.of("later messages")));
        rows.add(new ArrayList<>(List.of("running memory")));
        for (Loss loss : losses) {
            rows.get(0).add(loss.machine());
            rows.get(1).add(loss.availability() ? "LOST: " + String.join(", ", loss.stopped) + " stopped" : "kept");
            rows.get(2).add(loss.control() ? "LOST: " + loss.impostors() : "kept");
            rows.get(3).add(loss.diverted > 0 ? "READ: " + Amounts.whole(loss.diverted) : "kept");
            rows.get(4)
                    .add(
                            loss.privacy()
                                    ? "READ: " + loss.memory.reached().size() + " of "
                                            + loss.memory.victims().size() + " actors"
                                    : "kept: no byte read");
        }
        return rows;
    }

    private String impostors() {
        return replaced.isEmpty() ? "messages diverted" : String.join(", ", replaced) + " replaced";
    }

    /** What he found, if he looked for a secret. */
    Optional<String> secret() {
        return found == 0 ? Optional.empty() : Optional.of("found the secret he was looking for " + times());
    }

    private String times() {
        return found == 1 ? "once" : found == 2 ? "twice" : Amounts.whole(found) + " times";
    }
}
