package org.skerry.model.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.skerry.noc.VirtualNetwork;

/**
 * Who waits for whom among kinds of parcels, put together from what each says of itself. With endpoints that always take what arrives, no
 * cycle of waiting closes if what is held back on one virtual network waits for later ones only, and within one in an order.
 */
class ProtocolDeadlockTest {
    private static final Path DOCS = Path.of("../docs/ARCHITECTURE.md");

    /** What a kind says of itself. */
    private record Rule(List<VirtualNetwork> on, Set<Class<?>> after) {}

    @Test
    void whatIsHeldBackWaitsForLaterNetworksOnly() {
        assertEquals(List.of(), faults(rules()));
    }

    @Test
    void aCreditThatWaitsForAMessageIsFound() {
        Map<Class<?>, Rule> mutant = rules();
        mutant.put(MessageParcel.Credit.class, new Rule(List.of(VirtualNetwork.CONTROL), Set.of(Delivery.class)));
        assertEquals(
                List.of(
                        "Credit on CONTROL waits for Delivery, which travels on REQUEST",
                        "Credit on CONTROL waits for Delivery, which travels on REPLY"),
                faults(mutant));
    }

    @Test
    void kindsOfOneNetworkThatWaitForEachOtherAreFound() {
        Map<Class<?>, Rule> mutant = rules();
        mutant.put(
                ReportParcel.LoadResult.class,
                new Rule(List.of(VirtualNetwork.CONTROL), Set.of(PlaneParcel.Placed.class)));
        assertEquals(1, faults(mutant).size());
        assertTrue(
                faults(mutant).get(0).startsWith("kinds wait for each other: "),
                faults(mutant).toString());
    }

    @Test
    void aRequestThatTravelsAmongAnswersIsFound() {
        Map<Class<?>, Rule> mutant = rules();
        mutant.put(
                PlaneParcel.Vacated.class,
                new Rule(
                        List.of(VirtualNetwork.CONTROL),
                        rules().get(PlaneParcel.Vacated.class).after()));
        assertEquals(List.of("Vacated on CONTROL waits for Notice, which travels on REPLY"), faults(mutant));
    }

    @Test
    void everyKindIsSavedByTheCodec() {
        for (Class<?> kind : kinds()) {
            assertTrue(
                    ParcelCodec.knows(kind) || ControlParcel.class.isAssignableFrom(kind),
                    kind + " is not among the kinds of ParcelCodec");
        }
    }

    @Test
    void theTableOfTheArchitectureIsWhatTheKindsSay() throws IOException {
        String docs = Files.readString(DOCS);
        rules().forEach((kind, rule) -> {
            String row = "| " + kind.getSimpleName() + " | "
                    + rule.on().stream().map(Enum::name).collect(Collectors.joining(", ")) + " | "
                    + (rule.after().isEmpty()
                            ? "nothing"
                            : rule.after().stream()
                                    .map(Class::getSimpleName)
                                    .sorted()
                                    .collect(Collectors.joining(", ")))
                    + " |";
            assertTrue(docs.contains(row), DOCS + " lacks the row " + row);
        });
    }

    private static List<Class<?>> kinds() {
        List<Class<?>> kinds = new ArrayList<>();
        collect(Parcel.class, kinds);
        kinds.sort(Comparator.comparing(Class::getName));
        return kinds;
    }

    private static void collect(Class<?> type, List<Class<?>> kinds) {
        if (!type.isSealed()) {
            assertFalse(type.isInterface(), type + " may have kinds that nobody sees here");
            kinds.add(type);
            return;
        }
        for (Class<?> each : type.getPermittedSubclasses()) {
            collect(each, kinds);
        }
    }

    private static Map<Class<?>, Rule> rules() {
        Map<Class<?>, Rule> rules = new LinkedHashMap<>();
        for (Class<?> kind : kinds()) {
            Travels travels = kind.getAnnotation(Travels.class);
            assertTrue(travels != null, kind + " does not say how it travels");
            rules.put(kind, new Rule(List.of(travels.on()), new HashSet<>(Arrays.asList(travels.after()))));
        }
        return rules;
    }

    private static List<String> faults(Map<Class<?>, Rule> rules) {
        List<String> faults = new ArrayList<>();
        rules.forEach((kind, rule) -> {
            VirtualNetwork held = rule.on().get(0);
            for (Class<?> awaited : sorted(rule.after())) {
                for (VirtualNetwork on : rules.get(awaited).on()) {
                    if (on.compareTo(held) < 0) {
                        faults.add(kind.getSimpleName() + " on " + held + " waits for " + awaited.getSimpleName()
                                + ", which travels on " + on);
                    }
                }
            }
        });
        // Networks in order, kinds within each: what waits for nothing that is left can be taken away, until nothing is
        // left.
        Map<Class<?>, Rule> left = new LinkedHashMap<>(rules);
        while (left.entrySet().removeIf(each -> each.getValue().after().stream().noneMatch(left::containsKey))) {}
        if (faults.isEmpty() && !left.isEmpty()) {
            faults.add("kinds wait for each other: "
                    + sorted(left.keySet()).stream().map(Class::getSimpleName).toList());
        }
        return faults;
    }

    private static List<Class<?>> sorted(Set<Class<?>> kinds) {
        return kinds.stream().sorted(Comparator.comparing(Class::getName)).toList();
    }
}
