package org.skerry.sim.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skerry.sim.actor.GrantUse;
import org.skerry.sim.actor.Turn;

/**
 * The least-privilege audit of a run: what actors were granted, and what they used of it. Actors that did the same with the same grants
 * share an entry.
 *
 * @param actors how many
 * @param names  names of the first few of them, in order of birth
 * @param uses   their grants in the order of the deployment, then what they came to hold later
 */
public record ActorAuthority(int actors, List<String> names, List<GrantUse> uses) {
    /** Names that an entry lists at most; the rest is a number. Assumption: enough to tell which group it is. */
    private static final int MOST_NAMES = 8;

    /** Copies the lists. */
    public ActorAuthority {
        names = List.copyOf(names);
        uses = List.copyOf(uses);
    }

    /**
     * The audit of some actors. Those that neither were granted nor came to hold anything are left out.
     *
     * @param turns the actors' worlds by name, in order of birth
     */
    public static List<ActorAuthority> of(Map<String, Turn> turns) {
        Map<List<GrantUse>, List<String>> groups = new LinkedHashMap<>();
        turns.forEach((name, turn) -> {
            List<GrantUse> uses = turn.authority();
            if (!uses.isEmpty()) {
                groups.computeIfAbsent(uses, none -> new ArrayList<>()).add(name);
            }
        });
        List<ActorAuthority> all = new ArrayList<>();
        groups.forEach((uses, names) ->
                all.add(new ActorAuthority(names.size(), names.subList(0, Math.min(MOST_NAMES, names.size())), uses)));
        return all;
    }
}
