package org.skerry.bench;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Who may know whom: the module graph, and the edges between packages that keep the comparison of machines honest.
 *
 * <p>Each module names everything it may use; what is not named is refused, also a library.
 */
final class ModuleRules {

    private static final String SIM = "org.skerry.sim..";
    private static final String NOC = "org.skerry.noc..";
    private static final String WASM = "org.skerry.wasm..";
    private static final String VIEW = "org.skerry.view..";
    private static final String MODEL = "org.skerry.model..";
    private static final String SCENARIO = "org.skerry.scenario..";
    private static final String BENCH = "org.skerry.bench..";

    private static final String CHIP = "org.skerry.model.enclave..";
    private static final String SHARED_MEMORY = "org.skerry.model.sharedmem..";

    /** Agrona's collections need no JVM flag, its buffers do (docs/adr/0002). */
    private static final String AGRONA = "org.agrona.collections";

    /** Latencies of clients outside, to three digits. */
    private static final String HDR_HISTOGRAM = "org.HdrHistogram";

    private static final String MACHINE_KIND = "org.skerry.scenario.spec.MachineKind";

    private static final Set<String> COMPOSITION = Set.of(
            "org.skerry.scenario.run.BuiltMachine",
            "org.skerry.scenario.run.BuiltMachine$1", // javac's table for its switch
            "org.skerry.scenario.run.Configuration",
            "org.skerry.scenario.run.MachineMetrics",
            "org.skerry.scenario.compare.Comparison",
            "org.skerry.scenario.cli.CompareCommand",
            "org.skerry.scenario.cli.ListCommand");

    private ModuleRules() {}

    static final ArchRule SIM_CORE_USES_ONLY_ITSELF =
            module(SIM, AGRONA, "org.jctools.queues", "org.jctools.queues.atomic");

    static final ArchRule INTERCONNECT_USES_ONLY_SIM_CORE = module(NOC, SIM, AGRONA);

    /** ASM comes with Chicory: the classes that it compiles get a pass of our own. */
    static final ArchRule WASM_LOADER_USES_ONLY_SIM_CORE_AND_CHICORY =
            module(WASM, SIM, "com.dylibso.chicory..", "org.objectweb.asm..");

    static final ArchRule VISUALIZER_USES_NO_MODEL = module(
            VIEW, SIM, "com.fasterxml.jackson..", "org.jfree..", "org.apache.batik..", "javax.xml..", "org.w3c.dom..");

    /** javax.crypto: the JDK's own ciphers, with which the hardware of enclaves seals and attests. */
    static final ArchRule ENCLAVE_MODEL_DOES_NOT_KNOW_THE_ACTORS_LANGUAGE =
            module(MODEL, SIM, NOC, AGRONA, HDR_HISTOGRAM, "javax.crypto..");

    /** javax.crypto: the JDK's own cipher, to hold the pipeline's against. */
    static final ArchRule SCENARIOS_COMPOSES_WITHOUT_CHICORY = module(
            SCENARIO,
            SIM,
            NOC,
            WASM,
            VIEW,
            MODEL,
            "com.fasterxml.jackson..",
            "com.networknt..",
            "picocli..",
            "javax.crypto..");

    static final ArchRule BENCHMARKS_USES_ANY_MODULE =
            module(BENCH, SIM, NOC, WASM, VIEW, MODEL, SCENARIO, "org.openjdk.jmh..");

    /** The kernel and the models compute; who opens files and sockets is the composition root and the reports. */
    static final ArchRule MODELS_OPEN_NO_FILES = noClasses()
            .that()
            .resideInAnyPackage(SIM, NOC, WASM, MODEL)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.net..", "java.nio.channels..")
                    .or(describe("java.io.File*", type -> type.getFullName().startsWith("java.io.File")))
                    .as("files, channels or sockets"))
            .allowEmptyShould(true);

    static final ArchRule AGRONA_STAYS_INSIDE = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should(TypesInSignature.haveNone(
                    "of a library in public signatures",
                    resideInAnyPackage("org.agrona..", "org.jctools..", "org.HdrHistogram..")))
            .allowEmptyShould(true);

    /** What both machines share must not know either: that is what makes the comparison fair. */
    static final ArchRule SHARED_MODEL_PARTS_KNOW_NO_MACHINE = noClasses()
            .that(resideInAPackage(MODEL).and(not(resideInAnyPackage(CHIP, SHARED_MEMORY))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CHIP, SHARED_MEMORY)
            .allowEmptyShould(true);

    static final ArchRule CHIP_DOES_NOT_KNOW_SHARED_MEMORY = noClasses()
            .that()
            .resideInAPackage(CHIP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SHARED_MEMORY)
            .allowEmptyShould(true);

    static final ArchRule SHARED_MEMORY_DOES_NOT_KNOW_THE_CHIP = noClasses()
            .that()
            .resideInAPackage(SHARED_MEMORY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CHIP)
            .allowEmptyShould(true);

    /** Outcomes emerge: a class that builds machines is named after wiring and may know which one it builds. */
    static final ArchRule NOBODY_ASKS_WHICH_MACHINE_IT_IS_ON = noClasses()
            .that()
            .haveSimpleNameNotContaining("Wiring")
            .should(new AsksWhichMachine())
            .allowEmptyShould(true);

    /**
     * The word that names a kind of machine is for reading scenarios, building machines and writing down what was built; the
     * comparison needs it to find the oracle and the caveats. A new name in this list is a decision.
     */
    static final ArchRule ONLY_THE_COMPOSITION_KNOWS_KINDS = noClasses()
            .that()
            .resideOutsideOfPackages("org.skerry.scenario.spec..", "org.skerry.scenario.load..")
            .and(describe("are not part of the composition", type -> !COMPOSITION.contains(type.getName())))
            .should()
            .dependOnClassesThat(
                    describe("MachineKind", type -> type.getFullName().equals(MACHINE_KIND)))
            .allowEmptyShould(true);

    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.skerry.(*).(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    private static ArchRule module(String module, String... others) {
        List<String> allowed = new ArrayList<>(List.of("java..", module));
        allowed.addAll(Arrays.asList(others));
        return classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(new String[0]))
                        .or(primitives())
                        .as("of " + String.join(", ", allowed)))
                .allowEmptyShould(true);
    }

    /** Arrays report their element's package; an array of a primitive has none. */
    private static DescribedPredicate<JavaClass> primitives() {
        return describe("primitive", type -> type.getBaseComponentType().isPrimitive());
    }
}
