package org.skerry.bench;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/**
 * Which rung of containment a shared-memory machine stands on is known where it is read from a scenario and where it is built, and nowhere
 * else: what an attack reaches and what a message costs follow from checks, bytes and lines.
 */
final class ContainmentRules {
    private static final String PACKAGE = "org.skerry.model.sharedmem.containment.";
    private static final String RUNG = PACKAGE + "Rung";
    private static final String SPEC = PACKAGE + "ContainmentSpec";
    private static final String CONTAINMENT = PACKAGE + "Containment";
    private static final String CELL = PACKAGE + "Cell";

    /** A new name in this list is a decision. */
    private static final Set<String> WIRING = Set.of(
            RUNG,
            SPEC,
            PACKAGE + "ContainmentWiring",
            PACKAGE + "ContainmentWiring$1", // javac's table for its switch
            "org.skerry.scenario.load.ContainmentBinder");

    private ContainmentRules() {}

    static final ArchRule ONLY_THE_WIRING_KNOWS_RUNGS = noClasses()
            .that(describe("are not part of the wiring", type -> !WIRING.contains(type.getName())))
            .should()
            .dependOnClassesThat(describe("Rung", type -> type.getFullName().equals(RUNG)))
            .allowEmptyShould(true);

    static final ArchRule ONLY_THE_WIRING_READS_THE_RUNG = noClasses()
            .that(describe("are not part of the wiring", type -> !WIRING.contains(type.getName())))
            .should()
            .accessTargetWhere(describe(
                    "the rung of a specification",
                    access -> access.getTargetOwner().getName().equals(SPEC)
                            && access.getTarget().getName().equals("rung")))
            .allowEmptyShould(true);

    /** By what keeps actors in it could be told as well. */
    static final ArchRule NOBODY_ASKS_WHAT_KEEPS_ACTORS_IN = noClasses()
            .that(describe(
                    "neither build it nor are part of it",
                    type -> !WIRING.contains(type.getName()) && !isPartOfAny(type)))
            .should()
            .dependOnClassesThat(describe("a Containment or a Cell of a certain kind", ContainmentRules::isOne))
            .allowEmptyShould(true);

    private static boolean isOne(JavaClass type) {
        return !type.isInterface() && (type.isAssignableTo(CONTAINMENT) || type.isAssignableTo(CELL));
    }

    /** Whether a class is one, or lies within one or beside it, in a package of such. */
    private static boolean isPartOfAny(JavaClass type) {
        return isOne(type) || type.getPackage().getClasses().stream().anyMatch(ContainmentRules::isOne);
    }
}
