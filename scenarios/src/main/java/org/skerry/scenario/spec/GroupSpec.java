package org.skerry.scenario.spec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Actors that exist from the beginning: one, or several alike.
 *
 * @param name      name of the actor; members of a group are called name0, name1, ...
 * @param count     members of the group, or empty for one actor that has the name itself
 * @param image     program they run
 * @param arguments pieces of the START message
 * @param grants    handles they are born with
 * @param place     enclave or core they are pinned to, or empty to let the machine choose
 * @param timed     whether every access that leaves the private first-level cache is a synchronisation point
 * @param wasi      what they are given of WASI, if anything
 * @param domain    trust domain they belong to
 * @param edge      the device that it is in place of a program, if it is one; never several
 */
public record GroupSpec(
        String name,
        OptionalInt count,
        String image,
        List<ArgumentSpec> arguments,
        List<GrantSpec> grants,
        Optional<Formula> place,
        boolean timed,
        Optional<WasiSpec> wasi,
        Template domain,
        Optional<EdgeSpec> edge) {
    /** Most members of one group: enough for the largest machine, few enough for a mistyped count to be caught. Assumption. */
    public static final int MAX_MEMBERS = 100_000;

    public GroupSpec {
        arguments = List.copyOf(arguments);
        grants = List.copyOf(grants);
    }

    /** Number of actors. */
    public int members() {
        return count.orElse(1);
    }

    /** Name of a member. */
    public String member(int index) {
        return count.isPresent() ? name + index : name;
    }

    /** Whether one of the actors has this name. */
    public boolean hasMember(String actor) {
        if (count.isEmpty()) {
            return actor.equals(name);
        }
        if (!actor.startsWith(name)) {
            return false;
        }
        String digits = actor.substring(name.length());
        return digits.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(digits) < members();
    }
}
