package org.skerry.bench;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.TraceLevel;

/**
 * Whole runs of a bundled scenario, from deployment to the last check, on one thread; the guests are compiled before. The
 * counters say how many turns, guest instructions and simulated cycles one second of the host makes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = "-XX:-DontCompileHugeMethods")
public class MachineBenchmark {

    @Param({"ping-pong", "kv-store"})
    String scenario;

    @Param({"chip", "shared", "oracle"})
    String machine;

    private LoadedScenario loaded;
    private Runner runner;

    /** What one second of the host simulates. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Simulated {
        public long turns;
        public long instructions;
        public long cycles;
    }

    @Setup
    public void load() {
        loaded = ScenarioLoader.load(scenario, List.of(), OptionalLong.empty());
        runner = new Runner(loaded, new StopSwitch(), "benchmark");
    }

    @Benchmark
    public FinishedRun run(Simulated simulated) {
        return run(simulated, null);
    }

    /** The same with a trace of every turn: what an attached observer costs. */
    @Benchmark
    public FinishedRun runTraced(Simulated simulated) {
        return run(simulated, TraceLevel.TURN);
    }

    private FinishedRun run(Simulated simulated, TraceLevel level) {
        FinishedRun run = runner.run(loaded.spec().machine(machine), 1, level, null);
        if (!run.good()) {
            throw new IllegalStateException(run.record().outcome().explain());
        }
        StatsSnapshot metrics = run.record().metrics();
        simulated.turns += metrics.value("turns.count");
        simulated.instructions += metrics.value("turns.instructions");
        simulated.cycles += run.record().outcome().cycle();
        return run;
    }
}
