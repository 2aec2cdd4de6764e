package org.skerry.bench;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** What no class may do, because it would break determinism, or two simulations in one JVM. */
final class CodeRules {

    /** Wall time is used and labelled here, and nowhere else. */
    private static final String[] WALL_TIME = {
        "org.skerry.scenario.cli..", "org.skerry.scenario.run..", "org.skerry.bench.."
    };

    /** They wait for threads of the host to end, with a deadline; no result depends on when. */
    private static final Set<String> HOST_THREADS =
            Set.of("org.skerry.sim.kernel.Carriers", "org.skerry.sim.kernel.CarrierThread");

    /** They find objects by identity and never go through the map, whose order differs from run to run. */
    private static final Set<String> LOOKS_UP_ONLY = Set.of("org.skerry.sim.kernel.Wiring");

    private static final String[] WHOLE_NUMBERS = {
        "org.skerry.sim.kernel..", "org.skerry.sim.event..", "org.skerry.sim.link.."
    };

    private CodeRules() {}

    static final ArchRule STATIC_FIELDS_ARE_FINAL =
            fields().that().areStatic().should().beFinal().allowEmptyShould(true);

    static final ArchRule STATIC_FIELDS_HOLD_NOTHING_MUTABLE = fields().that()
            .areStatic()
            .and(describe("written by a person", field -> !isGenerated(field)))
            .should(new ImmutableStatic())
            .allowEmptyShould(true);

    static final ArchRule STATIC_ARRAYS_ARE_CONSTANTS =
            classes().should(new StaticArrayWrites()).allowEmptyShould(true);

    static final ArchRule KERNEL_FIELDS_ARE_WHOLE_NUMBERS = fields().that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(WHOLE_NUMBERS)
            .should()
            .notHaveRawType(floatingPoint())
            .allowEmptyShould(true);

    static final ArchRule KERNEL_SIGNATURES_ARE_WHOLE_NUMBERS = codeUnits()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(WHOLE_NUMBERS)
            .should(TypesInSignature.haveNone("float or double", floatingPoint()))
            .allowEmptyShould(true);

    static final ArchRule ONLY_THE_COMMAND_LINE_ENDS_THE_JVM = noClasses()
            .that()
            .resideOutsideOfPackage("org.skerry.scenario.cli..")
            .should()
            .accessTargetWhere(calls("java.lang.System", "exit")
                    .or(calls("java.lang.Runtime", "exit", "halt"))
                    .as("System.exit, Runtime.exit or Runtime.halt"))
            .allowEmptyShould(true);

    static final ArchRule NOBODY_PRINTS_STACK_TRACES = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "printStackTrace", access -> access.getTarget().getName().equals("printStackTrace")))
            .allowEmptyShould(true);

    static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .accessTargetWhere(calls("java.lang.Thread", "sleep")
                    .or(calls("java.util.concurrent.TimeUnit", "sleep"))
                    .as("sleep"))
            .allowEmptyShould(true);

    /** The JDK makes key pairs of what it takes for a random source; this one yields the seed that the key follows from. */
    private static final String GIVEN_SEED = "org.skerry.model.attest.SigningKey$Given";

    static final ArchRule RANDOM_DRAWS_COME_FROM_NAMED_STREAMS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(GIVEN_SEED)
            .should()
            .accessTargetWhere(calls("java.lang.Math", "random")
                    .or(calls("java.util.UUID", "randomUUID"))
                    .or(ownedBy(
                            "java.util.concurrent.ThreadLocalRandom",
                            "java.util.Random",
                            "java.util.SplittableRandom",
                            "java.security.SecureRandom"))
                    .as("a random source of the JDK"))
            .allowEmptyShould(true);

    static final ArchRule WALL_TIME_IS_READ_ONLY_WHERE_IT_IS_LABELLED = noClasses()
            .that()
            .resideOutsideOfPackages(WALL_TIME)
            .and(describe("no host threads to wait for", type -> !HOST_THREADS.contains(type.getName())))
            .should()
            .accessTargetWhere(calls("java.lang.System", "nanoTime", "currentTimeMillis")
                    .or(describe(
                            "java.time.*.now",
                            access -> access.getTargetOwner().getPackageName().equals("java.time")
                                    && access.getTarget().getName().equals("now")))
                    .as("the host's clock"))
            .allowEmptyShould(true);

    static final ArchRule IDENTITY_DECIDES_NOTHING = noClasses()
            .that(describe("iterate", type -> !LOOKS_UP_ONLY.contains(type.getName())))
            .should()
            .accessTargetWhere(calls("java.lang.System", "identityHashCode")
                    .or(ownedBy("java.util.IdentityHashMap"))
                    .as("System.identityHashCode or IdentityHashMap, which differ from run to run"))
            .allowEmptyShould(true);

    private static DescribedPredicate<JavaClass> floatingPoint() {
        return describe("float or double", type -> {
            String name = type.getBaseComponentType().getName();
            return name.equals("double") || name.equals("float");
        });
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String owner, String... names) {
        Set<String> wanted = Set.of(names);
        return describe(
                owner + "." + wanted,
                access -> access.getTargetOwner().getName().equals(owner)
                        && wanted.contains(access.getTarget().getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> ownedBy(String... owners) {
        Set<String> wanted = Set.of(owners);
        return describe(
                "" + wanted, access -> wanted.contains(access.getTargetOwner().getName()));
    }

    /** javac's own: the constants of an enum, the tables of a switch over one, the flag of assert. */
    private static boolean isGenerated(JavaField field) {
        return field.getName().startsWith("$");
    }
}
