package org.skerry.scenario.linear;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Histories for tests: read from text, or drawn from a register that does one thing after another. */
final class Histories {
    static final long NONE = -1;

    private Histories() {}

    /** One history in the form that {@code etcd-histories.txt} describes; times are places in the text. */
    static List<Operation> parse(String events) {
        List<Operation> all = new ArrayList<>();
        Map<String, Integer> open = new HashMap<>();
        int time = 0;
        for (String event : events.trim().split(" +")) {
            int at = Math.max(event.indexOf('('), event.indexOf(')'));
            String client = event.substring(0, at);
            String values = event.substring(at + 2);
            time++;
            if (event.charAt(at) == '(') {
                open.put(client, all.size());
                all.add(invoked(client, event.charAt(at + 1), values, time));
            } else {
                int which = open.remove(client);
                all.set(which, returned(all.get(which), values, time));
            }
        }
        return all;
    }

    private static Operation invoked(String client, char what, String values, long time) {
        String[] parts = values.split(",");
        return switch (what) {
            case 'r' -> new Operation(client, time, Operation.Kind.READ, 0, 0, 0, true, time, Operation.NEVER);
            case 'w' ->
                new Operation(client, time, Operation.Kind.WRITE, 0, value(values), 0, true, time, Operation.NEVER);
            default ->
                new Operation(
                        client,
                        time,
                        Operation.Kind.SWAP,
                        0,
                        value(parts[1]),
                        value(parts[0]),
                        true,
                        time,
                        Operation.NEVER);
        };
    }

    private static Operation returned(Operation open, String values, long time) {
        long value = open.kind() == Operation.Kind.READ ? value(values) : open.value();
        return new Operation(
                open.client(),
                open.number(),
                open.kind(),
                open.key(),
                value,
                open.expected(),
                !values.equals("!"),
                open.invoked(),
                time);
    }

    private static long value(String text) {
        return text.equals("n") ? NONE : Long.parseLong(text);
    }

    /**
     * Operations of clients that each wait for their answer, carried out by a register at moments within their intervals; some are never answered, and
     * of these some never carried out.
     */
    static List<Operation> drawn(SplittableRandom random, int clients, int operations, int values, int keys) {
        long[] registers = new long[keys];
        long[] free = new long[clients];
        int[] lives = new int[clients];
        List<long[]> moments = new ArrayList<>(); // moment, number
        List<Operation> asked = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            int client = random.nextInt(clients);
            long invoked = free[client] + random.nextInt(8);
            long moment = invoked + random.nextInt(12);
            long returned = moment + random.nextInt(12);
            boolean answered = random.nextInt(10) != 0;
            boolean happens = answered || random.nextBoolean();
            Operation.Kind kind = Operation.Kind.values()[random.nextInt(3)];
            long value = kind == Operation.Kind.READ ? 0 : random.nextInt(values);
            long expected = kind == Operation.Kind.SWAP ? random.nextInt(values) : 0;
            String name = client + "." + lives[client];
            asked.add(new Operation(
                    name,
                    i,
                    kind,
                    random.nextInt(keys),
                    value,
                    expected,
                    true,
                    invoked,
                    answered ? returned : Operation.NEVER));
            if (happens) {
                moments.add(new long[] {answered ? moment : moment + random.nextInt(40), i});
            }
            free[client] = returned + 1;
            lives[client] += answered ? 0 : 1; // who heard nothing goes on as somebody else
        }
        moments.sort((a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
        for (long[] moment : moments) {
            int i = (int) moment[1];
            asked.set(i, carriedOut(asked.get(i), registers));
        }
        return asked;
    }

    private static Operation carriedOut(Operation asked, long[] registers) {
        int key = (int) asked.key();
        boolean swapped = asked.kind() != Operation.Kind.SWAP || registers[key] == asked.expected();
        long value = asked.kind() == Operation.Kind.READ ? registers[key] : asked.value();
        if (asked.kind() != Operation.Kind.READ && swapped) {
            registers[key] = value;
        }
        return new Operation(
                asked.client(),
                asked.number(),
                asked.kind(),
                key,
                value,
                asked.expected(),
                swapped,
                asked.invoked(),
                asked.returned());
    }

    /** With the result of one answered read or swap changed. */
    static List<Operation> mutated(List<Operation> history, SplittableRandom random, int values) {
        List<Operation> changed = new ArrayList<>(history);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).answered() && history.get(i).kind() != Operation.Kind.WRITE) {
                places.add(i);
            }
        }
        if (places.isEmpty()) {
            return changed;
        }
        int place = places.get(random.nextInt(places.size()));
        Operation was = history.get(place);
        boolean read = was.kind() == Operation.Kind.READ;
        changed.set(
                place,
                new Operation(
                        was.client(),
                        was.number(),
                        was.kind(),
                        was.key(),
                        read ? (was.value() + 1 + random.nextInt(values - 1)) % values : was.value(),
                        was.expected(),
                        read || !was.swapped(),
                        was.invoked(),
                        was.returned()));
        return changed;
    }
}
