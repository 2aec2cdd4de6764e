package org.skerry.scenario.run;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.skerry.model.fault.FaultSpec;
import org.skerry.model.memory.BugObject;
import org.skerry.scenario.history.History;
import org.skerry.scenario.history.HistoryVerdicts;
import org.skerry.scenario.isolation.TwoRuns;
import org.skerry.scenario.load.Images;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.PlanMaker;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.scenario.spec.ScenarioSpec;
import org.skerry.scenario.spec.WorkSpec;
import org.skerry.sim.config.CapacityException;
import org.skerry.sim.config.ConfigException;
import org.skerry.sim.kernel.ClockDomain;
import org.skerry.sim.machine.CrashJudge;
import org.skerry.sim.machine.DeploymentPlan;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.Machine;
import org.skerry.sim.machine.ObserverFan;
import org.skerry.sim.machine.ObserverRelay;
import org.skerry.sim.machine.RunLimits;
import org.skerry.sim.machine.RunObserver;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.machine.RunRecord;
import org.skerry.sim.machine.RunTrace;
import org.skerry.sim.stats.ClientFigures;
import org.skerry.sim.stats.StatsSnapshot;
import org.skerry.sim.trace.Attestation;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.TraceLevel;
import org.skerry.sim.trace.TraceLog;
import org.skerry.view.report.Report.Verdict;

/** Runs a scenario on machines, one after another; programs are compiled once. */
public final class Runner {
    /** Records of a trace in all; some 100 MB as a file. What is beyond is sampled. Assumption. */
    private static final int TRACE_RECORDS = 1_000_000;

    /** Why a verifier was not answered. */
    private static final String UNABLE =
            "Nothing on this machine can attest: it has no part that software cannot write and that measures "
                    + "what is loaded, so whoever asks what runs there would have to believe whoever controls it.";

    private final LoadedScenario scenario;
    private final Images images;
    private final DeploymentPlan plan;
    private final StopSwitch stop;
    private final String version;

    /**
     * Loads the programs and makes the plan.
     *
     * @param version of the simulator, for the record
     */
    public Runner(LoadedScenario scenario, StopSwitch stop, String version) {
        this.scenario = scenario;
        this.images = Images.load(scenario);
        this.plan = PlanMaker.plan(scenario.spec(), images.programs());
        this.stop = stop;
        this.version = version;
    }

    /** What is deployed on every machine. */
    public DeploymentPlan plan() {
        return plan;
    }

    /** Length of a cycle of a machine's base clock; 0 for a machine without time. */
    public static long femtosecondsPerCycle(MachineSpec machine) {
        return BuiltMachine.femtosecondsPerCycle(machine);
    }

    /**
     * One run.
     *
     * @param threads partitions of the machine that may run side by side
     * @param level   what to record, or null for nothing
     * @param watcher hears, on one thread, what the run does; or null
     * @throws Interrupted when the user stopped it
     */
    public FinishedRun run(MachineSpec named, int threads, TraceLevel level, RunObserver watcher) {
        ScenarioSpec spec = scenario.spec();
        MachineSpec machine = fitted(named);
        BuiltMachine built = built(machine, spec.faults(), threads).with(plan);
        try (Machine running = built.machine();
                ObserverRelay relay = watcher == null ? null : new ObserverRelay(watcher)) {
            RunTrace trace = null;
            if (level != null) {
                int places = Math.max(running.observedPlaces(), running.places() + plan.devices());
                trace = new RunTrace(level, places, Math.max(2, TRACE_RECORDS / places));
            }
            running.observe(ObserverFan.of(trace, relay));
            CrashJudge judge = new CrashJudge(plan);
            running.observeLives(judge);
            stop.watch(running);
            deploy(machine, running);
            RunLimits limits = spec.limits().runLimits();
            Measurement measurement = new Measurement(
                    spec.measure(),
                    running,
                    built.femtosecondsPerCycle(),
                    built.energy(),
                    spec.work().map(WorkSpec::turns).orElse(OptionalLong.empty()),
                    stop);
            RunOutcome outcome = measurement.run(limits);
            stop.watch(null);
            if (stop.requested()) {
                throw new Interrupted();
            }
            return finish(machine, built, measurement.measured(), outcome, limits, judge, trace);
        }
    }

    /**
     * What a watched run leaves behind.
     *
     * @param outcome              how it ended
     * @param statistics           all of it
     * @param log                  lines of the actors
     * @param memory               whose bytes lie where at the end
     * @param clients              what clients outside saw
     * @param femtosecondsPerCycle of the machine
     */
    public record Watched(
            RunOutcome outcome,
            StatsSnapshot statistics,
            List<LogLine> log,
            List<MemoryRegion> memory,
            List<ClientFigures> clients,
            long femtosecondsPerCycle) {}

    /** One run in series of which only an observer and the end are of interest. */
    public Watched watched(MachineSpec named, RunObserver observer) {
        return watched(named, observer, 0, clients -> false);
    }

    /**
     * The same, stopping now and then to ask whether to go on.
     *
     * @param observer    or null
     * @param stepNanoseconds between questions; 0 to ask nothing
     * @param enough      is shown what clients outside have seen so far, and says whether the run is to end
     */
    public Watched watched(
            MachineSpec named, RunObserver observer, long stepNanoseconds, Predicate<List<ClientFigures>> enough) {
        ScenarioSpec spec = scenario.spec();
        MachineSpec machine = fitted(named);
        BuiltMachine built = built(machine, spec.faults(), 1);
        try (Machine running = built.machine()) {
            running.observe(observer);
            CrashJudge judge = new CrashJudge(plan);
            running.observeLives(judge);
            stop.watch(running);
            deploy(machine, running);
            RunLimits limits = spec.limits().runLimits();
            long step = ClockDomain.cycles(stepNanoseconds, Math.max(1, built.femtosecondsPerCycle()));
            long next = step > 0 ? Math.min(step, limits.toCycle()) : limits.toCycle();
            RunOutcome outcome;
            boolean given = false;
            do {
                outcome = running.run(new RunLimits(next, limits.hostMemoryBytes(), limits.settle()));
                given = step > 0 && enough.test(clients(running));
                next = Math.min(next + step, limits.toCycle());
            } while (!given
                    && outcome instanceof RunOutcome.LimitReached
                    && outcome.cycle() < limits.toCycle()
                    && !stop.requested());
            stop.watch(null);
            if (stop.requested()) {
                throw new Interrupted();
            }
            CrashVerdict.require(machine.name(), judge, outcome);
            return new Watched(
                    outcome,
                    running.statistics(),
                    running.log(),
                    running.memoryMap(),
                    clients(running),
                    built.femtosecondsPerCycle());
        }
    }

    private static List<ClientFigures> clients(Machine running) {
        return running.devices().values().stream()
                .flatMap(device -> device.clients().stream())
                .toList();
    }

    private MachineSpec fitted(MachineSpec machine) {
        machine.refuseUnfit();
        try {
            return BuiltMachine.withDevices(machine, plan.devices());
        } catch (ConfigException e) {
            throw new ConfigException("machine '" + machine.name() + "': " + e.getMessage(), e);
        }
    }

    /** A machine of the scenario with what {@code faults} break of it in place of the scenario's own; nothing is deployed on it yet. */
    public Machine machine(MachineSpec named, FaultSpec faults) {
        return built(fitted(named), faults, 1).machine();
    }

    /** A fitted machine with everything that the scenario says of it but its faults. */
    private BuiltMachine built(MachineSpec machine, FaultSpec faults, int threads) {
        ScenarioSpec spec = scenario.spec();
        List<BugObject> bugs = machine.patched() ? List.of() : spec.bugs();
        return BuiltMachine.of(machine, spec.seed(), bugs, spec.orders(), spec.attestation(), faults, threads);
    }

    /** The scenario's machine and actors, to be run twice; nothing is recorded. */
    public TwoRuns twice(MachineSpec given, long cycles) {
        MachineSpec machine = fitted(given);
        ScenarioSpec spec = scenario.spec();
        boolean divided = BuiltMachine.divided(machine);
        return new TwoRuns(
                () -> BuiltMachine.subject(machine, spec.seed(), machine.patched() ? List.of() : spec.bugs()),
                plan,
                divided,
                cycles);
    }

    /** A refusal says which machine it is about: several have the same plan. */
    private void deploy(MachineSpec machine, Machine running) {
        try {
            running.deploy(plan);
        } catch (CapacityException e) {
            throw new CapacityException("machine '" + machine.name() + "': " + e.getMessage(), e);
        } catch (ConfigException e) {
            throw new ConfigException("machine '" + machine.name() + "': " + e.getMessage(), e);
        }
    }

    private FinishedRun finish(
            MachineSpec machine,
            BuiltMachine built,
            Measurement.Measured measured,
            RunOutcome outcome,
            RunLimits limits,
            CrashJudge judge,
            RunTrace trace) {
        ScenarioSpec spec = scenario.spec();
        Machine running = built.machine();
        long femtosecondsPerCycle = built.femtosecondsPerCycle();
        long nanoseconds = ClockDomain.nanoseconds(outcome.cycle(), femtosecondsPerCycle);
        RunRecord record = new RunRecord(
                spec.name(),
                machine.name(),
                spec.seed(),
                version,
                Configuration.of(spec, machine),
                images.hashes(),
                outcome,
                nanoseconds,
                measured.region(),
                measured.statistics(),
                built.energy().energy(measured.statistics()),
                measured.energy(),
                built.energy().area(),
                measured.links(),
                running.memoryMap(),
                running.reach(),
                running.orders(),
                spec.attestation().any() ? running.attestation() : Attestation.NONE,
                running.authority(),
                running.devices().values().stream()
                        .flatMap(device -> device.clients().stream())
                        .toList(),
                running.endpoints(),
                running.places(),
                running.log(),
                running.digest());
        boolean limited = outcome instanceof RunOutcome.LimitReached;
        List<Verdict> verdicts =
                Judgement.of(spec.checks(), plan, images.modules(), outcome, record.log(), record.reach(), limited);
        verdicts = CrashVerdict.added(verdicts, judge, outcome);
        boolean asked = !limited || outcome.cycle() >= limits.toCycle();
        boolean holds = verdicts.stream().noneMatch(verdict -> verdict.state() == Verdict.State.FAILS);
        TraceLog log = trace == null ? null : trace.log();
        About about = About.of(spec, machine);
        about = CrashVerdict.restores(judge, record.metrics()).map(about::with).orElse(about);
        for (String remark : running.remarks()) {
            about = about.with(remark);
        }
        if (spec.checks().history().isPresent()) {
            about = about.with(HistoryVerdicts.sentence(History.of(record.log())));
        }
        if (!record.attestation().able()) {
            about = about.with(UNABLE);
        }
        if (NetworkRange.left(record.metrics())) {
            about = about.with(NetworkRange.CAVEAT);
        }
        Map<String, byte[]> files = new TreeMap<>();
        running.devices().values().forEach(device -> files.putAll(device.results()));
        return new FinishedRun(record, about, verdicts, log, femtosecondsPerCycle, asked && holds, files);
    }
}
