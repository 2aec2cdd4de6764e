package org.skerry.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the module graph and the rules of determinism over every class of every module.
 *
 * <p>For each rule there is a mutant: a small class in the test sources that breaks it, which the rule must catch.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    /** Where the sources are: tests run in the folder of their module. */
    private static final Path ROOT = Path.of("..");

    private static final List<String> MODULES = List.of(
            "sim-core", "interconnect", "wasm-loader", "enclave-model", "visualizer", "scenarios", "benchmarks");

    private JavaClasses production;

    @BeforeAll
    void importProductionClasses() {
        ImportOption written = location -> !location.contains("/test-classes/")
                && !location.contains("-tests.jar")
                && !location.contains("/jmh_generated/");
        production = new ClassFileImporter().withImportOption(written).importPackages("org.skerry");
    }

    static Stream<Arguments> rules() {
        return Rules.ALL.stream().map(rule -> Arguments.of(rule.claim(), rule));
    }

    static Stream<ArchRule> distinctRules() {
        return Rules.ALL.stream().map(Rule::rule).distinct();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("distinctRules")
    void everyClassObeys(ArchRule rule) {
        rule.check(production);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theRuleCatchesItsMutant(String claim, Rule rule) {
        JavaClasses mutants = new ClassFileImporter().importClasses(rule.mutants());
        assertTrue(
                rule.rule().evaluate(mutants).hasViolation(),
                () -> "no violation found in " + List.of(rule.mutants()) + ": the rule holds nothing");
    }

    @Test
    void everyModuleHasClassesToLookAt() {
        for (String root : List.of("sim", "noc", "wasm", "model", "view", "scenario", "bench")) {
            long classes = production.stream()
                    .filter(type -> type.getPackageName().startsWith("org.skerry." + root))
                    .count();
            assertTrue(classes > 0, "no class of org.skerry." + root + " was found: the rules would hold vacuously");
        }
    }

    @Test
    void testClassesAreNotTakenForProduction() {
        for (JavaClass type : production) {
            assertTrue(!type.getName().endsWith("Test"), type.getName());
        }
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        for (String module : MODULES) {
            assertEquals(List.of(), PackageInfos.missing(ROOT.resolve(module).resolve("src/main/java")), module);
        }
    }

    @Test
    void aPackageWithoutInfoIsFound(@TempDir Path root) throws IOException {
        Path silent = Files.createDirectories(root.resolve("org/skerry/silent"));
        Files.writeString(silent.resolve("Mutant.java"), "class Mutant {}");
        Path empty = Files.createDirectories(root.resolve("org/skerry/empty"));
        Files.writeString(empty.resolve("Mutant.java"), "class Mutant {}");
        Files.writeString(empty.resolve("package-info.java"), "package org.skerry.empty;");
        assertEquals(List.of(empty, silent), PackageInfos.missing(root));
    }
}
