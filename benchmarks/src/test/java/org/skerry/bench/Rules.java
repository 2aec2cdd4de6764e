package org.skerry.bench;

import java.util.List;
import org.skerry.bench.mutant.ArchitectureMutants.AsksIdentity;
import org.skerry.bench.mutant.ArchitectureMutants.DrawsFromMath;
import org.skerry.bench.mutant.ArchitectureMutants.DrawsFromRandom;
import org.skerry.bench.mutant.ArchitectureMutants.DrawsFromThread;
import org.skerry.bench.mutant.ArchitectureMutants.Exits;
import org.skerry.bench.mutant.ArchitectureMutants.Halts;
import org.skerry.bench.mutant.ArchitectureMutants.MapsByIdentity;
import org.skerry.bench.mutant.ArchitectureMutants.PrintsStackTrace;
import org.skerry.bench.mutant.ArchitectureMutants.Sleeps;
import org.skerry.bench.mutant.ArchitectureMutants.SleepsByUnit;
import org.skerry.bench.mutant.ArchitectureMutants.StaticArrayForAll;
import org.skerry.bench.mutant.ArchitectureMutants.StaticCounter;
import org.skerry.bench.mutant.ArchitectureMutants.StaticList;
import org.skerry.bench.mutant.ArchitectureMutants.StaticObjectThatChanges;
import org.skerry.bench.mutant.ArchitectureMutants.StaticScratch;
import org.skerry.bench.mutant.ArchitectureMutants.StaticVariable;
import org.skerry.bench.mutant.ArchitectureMutants.UsesAnUnnamedLibrary;
import org.skerry.sim.clock.ArchitectureMutants.ReadsInstant;
import org.skerry.sim.clock.ArchitectureMutants.ReadsNanoTime;
import org.skerry.sim.kernel.ArchitectureMutants.FieldOfDouble;
import org.skerry.sim.kernel.ArchitectureMutants.OpensFiles;
import org.skerry.sim.kernel.ArchitectureMutants.ResultOfFloat;
import org.skerry.sim.kernel.ArchitectureMutants.ShowsAgrona;
import org.skerry.sim.kernel.ArchitectureMutants.UsesAgronaBuffers;

/** Every rule of the architecture, once for each mutant that it must catch. */
final class Rules {

    static final List<Rule> ALL = List.of(
            new Rule("sim-core uses only itself", ModuleRules.SIM_CORE_USES_ONLY_ITSELF, UsesAgronaBuffers.class),
            new Rule(
                    "interconnect uses only sim-core",
                    ModuleRules.INTERCONNECT_USES_ONLY_SIM_CORE,
                    org.skerry.noc.ArchitectureMutants.KnowsTheMachines.class),
            new Rule(
                    "wasm-loader uses only sim-core and Chicory",
                    ModuleRules.WASM_LOADER_USES_ONLY_SIM_CORE_AND_CHICORY,
                    org.skerry.wasm.ArchitectureMutants.KnowsTheMachines.class),
            new Rule(
                    "visualizer uses no model",
                    ModuleRules.VISUALIZER_USES_NO_MODEL,
                    org.skerry.view.ArchitectureMutants.KnowsTheMachines.class),
            new Rule(
                    "enclave-model does not know the actors' language",
                    ModuleRules.ENCLAVE_MODEL_DOES_NOT_KNOW_THE_ACTORS_LANGUAGE,
                    org.skerry.model.ArchitectureMutants.KnowsTheLoader.class),
            new Rule(
                    "scenarios leaves Chicory to the loader",
                    ModuleRules.SCENARIOS_COMPOSES_WITHOUT_CHICORY,
                    org.skerry.scenario.ArchitectureMutants.UsesChicory.class),
            new Rule(
                    "benchmarks uses named libraries",
                    ModuleRules.BENCHMARKS_USES_ANY_MODULE,
                    UsesAnUnnamedLibrary.class),
            new Rule("the models open no files", ModuleRules.MODELS_OPEN_NO_FILES, OpensFiles.class),
            new Rule("Agrona and JCTools stay inside", ModuleRules.AGRONA_STAYS_INSIDE, ShowsAgrona.class),
            new Rule(
                    "what the machines share knows no machine",
                    ModuleRules.SHARED_MODEL_PARTS_KNOW_NO_MACHINE,
                    org.skerry.model.ArchitectureMutants.KnowsOneMachine.class),
            new Rule(
                    "the chip does not know the shared-memory machine",
                    ModuleRules.CHIP_DOES_NOT_KNOW_SHARED_MEMORY,
                    org.skerry.model.enclave.ArchitectureMutants.KnowsTheOtherMachine.class),
            new Rule(
                    "the shared-memory machine does not know the chip",
                    ModuleRules.SHARED_MEMORY_DOES_NOT_KNOW_THE_CHIP,
                    org.skerry.model.sharedmem.ArchitectureMutants.KnowsTheOtherMachine.class),
            new Rule(
                    "nobody asks which machine it is on",
                    ModuleRules.NOBODY_ASKS_WHICH_MACHINE_IT_IS_ON,
                    org.skerry.model.ArchitectureMutants.AsksInstanceof.class),
            new Rule(
                    "nobody compares machine classes",
                    ModuleRules.NOBODY_ASKS_WHICH_MACHINE_IT_IS_ON,
                    org.skerry.model.ArchitectureMutants.ComparesClasses.class),
            new Rule(
                    "only the composition knows kinds of machines",
                    ModuleRules.ONLY_THE_COMPOSITION_KNOWS_KINDS,
                    org.skerry.scenario.ArchitectureMutants.AsksForTheKind.class),
            new Rule(
                    "only the wiring knows rungs of containment",
                    ContainmentRules.ONLY_THE_WIRING_KNOWS_RUNGS,
                    org.skerry.model.sharedmem.ArchitectureMutants.AsksForTheRung.class),
            new Rule(
                    "only the wiring reads the rung",
                    ContainmentRules.ONLY_THE_WIRING_READS_THE_RUNG,
                    org.skerry.model.sharedmem.ArchitectureMutants.AsksForTheNameOfTheRung.class),
            new Rule(
                    "nobody asks what keeps actors in",
                    ContainmentRules.NOBODY_ASKS_WHAT_KEEPS_ACTORS_IN,
                    org.skerry.model.sharedmem.ArchitectureMutants.AsksWhatKeepsActorsIn.class),
            new Rule(
                    "packages have no cycles",
                    ModuleRules.PACKAGES_HAVE_NO_CYCLES,
                    org.skerry.sim.cyclea.ArchitectureMutants.class,
                    org.skerry.sim.cycleb.ArchitectureMutants.class),
            new Rule("static fields are final", CodeRules.STATIC_FIELDS_ARE_FINAL, StaticVariable.class),
            new Rule("no static list can grow", CodeRules.STATIC_FIELDS_HOLD_NOTHING_MUTABLE, StaticList.class),
            new Rule("no static counter counts", CodeRules.STATIC_FIELDS_HOLD_NOTHING_MUTABLE, StaticCounter.class),
            new Rule(
                    "static arrays are private", CodeRules.STATIC_FIELDS_HOLD_NOTHING_MUTABLE, StaticArrayForAll.class),
            new Rule(
                    "no static object of ours can change",
                    CodeRules.STATIC_FIELDS_HOLD_NOTHING_MUTABLE,
                    StaticObjectThatChanges.class),
            new Rule("static arrays are constants", CodeRules.STATIC_ARRAYS_ARE_CONSTANTS, StaticScratch.class),
            new Rule("kernel fields are whole numbers", CodeRules.KERNEL_FIELDS_ARE_WHOLE_NUMBERS, FieldOfDouble.class),
            new Rule(
                    "kernel signatures are whole numbers",
                    CodeRules.KERNEL_SIGNATURES_ARE_WHOLE_NUMBERS,
                    ResultOfFloat.class),
            new Rule("only the command line exits", CodeRules.ONLY_THE_COMMAND_LINE_ENDS_THE_JVM, Exits.class),
            new Rule("only the command line halts", CodeRules.ONLY_THE_COMMAND_LINE_ENDS_THE_JVM, Halts.class),
            new Rule("nobody prints stack traces", CodeRules.NOBODY_PRINTS_STACK_TRACES, PrintsStackTrace.class),
            new Rule("nobody sleeps", CodeRules.NOBODY_SLEEPS, Sleeps.class),
            new Rule("nobody sleeps by unit", CodeRules.NOBODY_SLEEPS, SleepsByUnit.class),
            new Rule("no draw from Math.random", CodeRules.RANDOM_DRAWS_COME_FROM_NAMED_STREAMS, DrawsFromMath.class),
            new Rule("no draw from the thread", CodeRules.RANDOM_DRAWS_COME_FROM_NAMED_STREAMS, DrawsFromThread.class),
            new Rule(
                    "no draw from java.util.Random",
                    CodeRules.RANDOM_DRAWS_COME_FROM_NAMED_STREAMS,
                    DrawsFromRandom.class),
            new Rule(
                    "nobody reads nanoTime outside the command line",
                    CodeRules.WALL_TIME_IS_READ_ONLY_WHERE_IT_IS_LABELLED,
                    ReadsNanoTime.class),
            new Rule(
                    "nobody reads the date outside the command line",
                    CodeRules.WALL_TIME_IS_READ_ONLY_WHERE_IT_IS_LABELLED,
                    ReadsInstant.class),
            new Rule("identity hashes decide nothing", CodeRules.IDENTITY_DECIDES_NOTHING, AsksIdentity.class),
            new Rule("identity maps decide nothing", CodeRules.IDENTITY_DECIDES_NOTHING, MapsByIdentity.class));

    private Rules() {}
}
