package org.skerry.scenario.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.skerry.noc.booksim.Comparison;
import org.skerry.noc.traffic.Insight;
import org.skerry.noc.traffic.JourneyChoice;
import org.skerry.noc.traffic.NetworkModel;
import org.skerry.scenario.load.InputFile;
import org.skerry.scenario.load.Nearest;
import org.skerry.scenario.noc.Eavesdropping;
import org.skerry.scenario.noc.FaultResult;
import org.skerry.scenario.noc.InsightResult;
import org.skerry.scenario.noc.Laws;
import org.skerry.scenario.noc.Speed;
import org.skerry.scenario.noc.Study;
import org.skerry.scenario.noc.StudyPage;
import org.skerry.scenario.noc.StudyResult;
import org.skerry.scenario.noc.TraceResult;
import org.skerry.scenario.noc.TrafficFile;
import org.skerry.scenario.preset.Preset;
import org.skerry.scenario.run.ResultFolder;
import org.skerry.scenario.run.RunJson;
import org.skerry.scenario.run.ShellWord;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.chart.Charts;
import org.skerry.view.chart.Figure;
import org.skerry.view.chart.FigureCsv;
import org.skerry.view.report.Chapter;
import org.skerry.view.report.ChapterPage;
import org.skerry.view.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry noc}. */
@Command(
        name = "noc",
        description = {
            "Measures latency and accepted load of a network on chip under synthetic traffic.",
            "FILE is a configuration in BookSim's format, or our own in YAML or JSON; without FILE, with --reference, the",
            "model is compared with points that BookSim 2 measured."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class NocCommand implements Callable<Integer> {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_SEEDS = 1000;

    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE key=value",
            description = "A configuration, and settings that count more than those in it.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            completionCandidates = Candidates.Presets.class,
            description = "Begins with the network of a chip that was built: ${COMPLETION-CANDIDATES}.")
    private String preset;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Sends the packets of a trace instead of a pattern: CSV, or Netrace decompressed.")
    private String trace;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "Sends by a traffic table of Noxim instead of a pattern.")
    private String table;

    @Option(
            names = "--loads",
            split = ",",
            paramLabel = "LOAD",
            description = "Offered flits for each endpoint and cycle, several separated by commas: a curve.")
    private List<Double> loads = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Runs of each load, with seeds one after the other (default: 1).")
    private Integer seeds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads that run loads side by side and share out rows of large networks, 1 to 64 (default: 1). Changes no result.")
    private int threads = 1;

    @Option(names = "--bench", description = "Measures the speed of the simulation instead.")
    private boolean bench;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            completionCandidates = Candidates.NetworkModels.class,
            description = {
                "How the network is modelled: ${COMPLETION-CANDIDATES} (default: mesh, flit by flit). packet is faster and accurate",
                "to three fifths of saturation; beyond, results say that they are out of range."
            })
    private String model;

    @Option(
            names = "--reference",
            arity = "0..1",
            fallbackValue = ".*",
            paramLabel = "CURVES",
            description =
                    "Compares with the reference curves whose names match this expression (default: all), 3 seeds.")
    private String reference;

    @Option(
            names = "--non-interference",
            description = {
                "Compares two runs that differ in what domain 0 sends alone, flit by flit of domain 1, with time division",
                "and with best effort, and shows the first cycle that differs, and why. Two domains if FILE has none."
            })
    private boolean nonInterference;

    @Option(
            names = "--insight",
            description = {
                "Watches every flit at each load below saturation: where latency goes, and with --out the traffic of links,",
                "buffers over time, and each as CSV. --out asks for it as well."
            })
    private boolean insight;

    @Option(
            names = "--trace-packets",
            paramLabel = "N|SRC:DST,...",
            description = {
                "Shows what the first N packets, or packets of these pairs of endpoints, went through at the highest load below",
                "saturation: each router, and what each wait was for."
            })
    private String tracePackets;

    @Option(
            names = "--laws",
            description =
                    "Compares with closed forms what time division costs, and with counted figures who can talk in a mesh with dead parts.")
    private boolean laws;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the report, replaced as a whole (default: none, or out/noc with --loads).")
    private String out;

    @Option(names = "--json", description = "Prints one JSON value on standard output and nothing else there.")
    private boolean json;

    NocCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        int runs = count("--seeds", seeds == null ? reference == null ? 1 : 3 : seeds, MOST_SEEDS);
        count("--threads", threads, 64);
        if (reference != null) {
            return compare(runs);
        }
        if (laws) {
            return laws();
        }
        Study study = study();
        study.warnings().forEach(warning -> session.console().message("warning: " + warning));
        if (study.file() != null) {
            return replay(study);
        }
        if (study.faults() != null && (bench || nonInterference || insight || tracePackets != null)) {
            throw new ConfigException(
                    "--bench, --non-interference, --insight and --trace-packets take no faults. Leave the keys 'faults.' out.");
        }
        boolean flits = study.model() == NetworkModel.MESH;
        if ((insight || tracePackets != null) && (!flits || bench || nonInterference || study.file() != null)) {
            throw new ConfigException(
                    "--insight and --trace-packets watch flits of a curve. Leave --bench, --non-interference, --trace and --model out.");
        }
        if (bench) {
            bench(study);
            return ExitCode.DONE;
        }
        if (nonInterference) {
            return listen(study);
        }
        ResultFolder folder = folder();
        if (study.faults() != null) {
            fail(FaultResult.of(study, runs, threads), folder);
            return ExitCode.DONE;
        }
        StudyResult result = study.run(runs, threads);
        InsightResult within = within(result, folder);
        ArrayNode record = result.json();
        if (within != null) {
            within.addTo(record);
        }
        if (json) {
            session.console().out().print(RunJson.text(tracePackets == null ? record : traced(record, within)));
        } else {
            TextTable.lines(result.table()).forEach(session.console()::result);
            session.console().result(StudyPage.finding(result));
            if (within != null && (insight || tracePackets != null)) {
                session.console().result("");
                TextTable.lines(within.table()).forEach(session.console()::result);
                within.journeyLines().forEach(session.console()::result);
            }
        }
        if (folder != null) {
            write(result, within, record, folder);
        }
        return ExitCode.DONE;
    }

    private static int count(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ConfigException(
                    option + "=" + value + " is outside 1 to " + most + ". Give a number from 1 to " + most + ".");
        }
        return value;
    }

    private Study study() {
        List<String> files = words.stream().filter(word -> !word.contains("=")).toList();
        List<String> settings =
                words.stream().filter(word -> word.contains("=")).toList();
        if (files.size() > 1 || words.isEmpty() && preset == null) {
            throw new ConfigException(
                    words.isEmpty()
                            ? "there is neither FILE nor a setting. Give a configuration; 'skerry noc --help' says which."
                            : "there are " + files.size() + " files: " + String.join(", ", files) + ". Give one.");
        }
        String text = "";
        if (!files.isEmpty()) {
            Path path = InputFile.path(files.get(0));
            text = new String(InputFile.read(path, "network configuration", MOST_BYTES), StandardCharsets.UTF_8);
        }
        if (preset != null && !Preset.names().contains(preset)) {
            throw new ConfigException(
                    "there is no preset '" + preset + "'. " + Nearest.hint(preset, Preset.names(), ""));
        }
        Preset silicon = preset == null ? null : Preset.of(preset);
        String name = files.isEmpty() ? preset == null ? "command line" : preset : files.get(0);
        Study study = Study.read(text, name, settings, silicon, file());
        return modelled(loads.isEmpty() ? study : study.at(loads));
    }

    private Study modelled(Study study) {
        if (model == null) {
            return study;
        }
        for (NetworkModel each : NetworkModel.values()) {
            if (each.word().equals(model)) {
                refuseWith("--model", study.file() != null || nonInterference, "trace and no --non-interference");
                return study.with(each);
            }
        }
        throw new ConfigException(
                "--model=" + model + " is no model of networks. " + Nearest.hint(model, NetworkModel.words(), ""));
    }

    private TrafficFile file() {
        if (trace != null && table != null) {
            throw new ConfigException("--trace and --table are both given. Give one.");
        }
        return trace != null
                ? new TrafficFile(TrafficFile.Kind.TRACE, trace, 0, 0)
                : table != null ? new TrafficFile(TrafficFile.Kind.TABLE, table, 0, 0) : null;
    }

    private int replay(Study study) {
        refuseWith(
                "--trace",
                bench || out != null || seeds != null || !loads.isEmpty(),
                "--bench, --out, --seeds and --loads, as it says itself what is sent");
        refuseWith(
                "--trace",
                nonInterference || insight || tracePackets != null,
                "--non-interference, --insight and --trace-packets");
        if (study.faults() != null) {
            throw new ConfigException(
                    "a trace is sent through a network without faults under way. Leave the keys 'faults.' out.");
        }
        TraceResult result = TraceResult.of(study);
        if (!result.warning().isEmpty()) {
            session.console().message("warning: " + result.warning());
        }
        if (json) {
            session.console().out().print(RunJson.text(result.json()));
        } else {
            TextTable.lines(result.table()).forEach(session.console()::result);
            session.console().result(result.finding());
        }
        return ExitCode.DONE;
    }

    private ResultFolder folder() {
        if (out == null && (loads.isEmpty() || json)) {
            return null;
        }
        ResultFolder folder = new ResultFolder(out == null ? Path.of("out", "noc") : ScenarioOptions.folder(out));
        folder.probe();
        return folder;
    }

    private void fail(FaultResult result, ResultFolder folder) {
        if (json) {
            session.console().out().print(RunJson.text(result.json()));
        } else {
            TextTable.lines(result.table()).forEach(session.console()::result);
            session.console().result(result.finding());
        }
        if (folder != null) {
            write(folder, result.study(), result.finding(), result.chapters(), result.figures(), result.json());
        }
    }

    /** The network from within at the loads below saturation, if it is asked for and not too large; else null. */
    private InsightResult within(StudyResult result, ResultFolder folder) {
        JourneyChoice choice =
                tracePackets == null ? JourneyChoice.NONE : JourneyChoice.parse("--trace-packets", tracePackets);
        boolean large = result.study().network().grid().routers() > Insight.MOST_ROUTERS
                || result.study().model() != NetworkModel.MESH;
        if (!insight && tracePackets == null && (folder == null || large)) {
            return null;
        }
        List<Double> below = new ArrayList<>();
        for (int i = 0; i < result.points().size(); i++) {
            if (!result.points().get(i).saturated()) {
                below.add(result.study().loads().get(i));
            }
        }
        if (below.isEmpty()) {
            session.console().message("every load saturates the network: it is not watched from within");
            return null;
        }
        return InsightResult.of(result.study(), below, choice, threads);
    }

    private static JsonNode traced(ArrayNode record, InsightResult within) {
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        both.set("points", record);
        both.set("packets", within == null ? JsonNodeFactory.instance.arrayNode() : within.journeys());
        return both;
    }

    private void write(StudyResult result, InsightResult within, ArrayNode record, ResultFolder folder) {
        List<Chapter> chapters = new ArrayList<>(StudyPage.chapters(result));
        List<Figure> figures = new ArrayList<>(StudyPage.figures(result));
        if (within != null) {
            chapters.addAll(1, within.chapters());
            figures.addAll(within.figures());
            folder.add("routers.csv", within.routersCsv());
            if (tracePackets != null) {
                folder.add("packets.json", RunJson.text(within.journeys()));
            }
        }
        write(folder, result.study(), StudyPage.finding(result), chapters, figures, record);
    }

    private void write(
            ResultFolder folder,
            Study study,
            String finding,
            List<Chapter> chapters,
            List<Figure> figures,
            JsonNode record) {
        List<Charts.Drawn> drawn = Charts.draw(figures);
        for (Charts.Drawn chart : drawn) {
            String name = "chart-" + chart.figure().name();
            if (chart.svg() != null) {
                folder.add(name + ".svg", chart.svg());
                folder.add(name + ".png", chart.png());
            }
            folder.add(name + ".csv", FigureCsv.of(chart.figure()));
        }
        folder.add("run.json", RunJson.text(record));
        folder.add(
                "report.html", ChapterPage.html("Network: " + study.name(), finding, chapters, drawn, commandLine()));
        folder.write();
        session.console().message("Report: " + folder.path().resolve("report.html"));
    }

    private String commandLine() {
        return "skerry noc "
                + (preset == null ? "" : "--preset " + preset + " ")
                + (table == null ? "" : "--table " + ShellWord.quoted(table) + " ")
                + words.stream().map(ShellWord::quoted).collect(Collectors.joining(" "))
                + (loads.isEmpty()
                        ? ""
                        : " --loads " + loads.stream().map(String::valueOf).collect(Collectors.joining(",")))
                + (seeds == null ? "" : " --seeds " + seeds)
                + (model == null ? "" : " --model " + model)
                + (insight ? " --insight" : "")
                + (tracePackets == null ? "" : " --trace-packets " + tracePackets);
    }

    private void bench(Study study) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        List<List<String>> lines = new ArrayList<>(List.of(Speed.heads()));
        for (double load : study.loads()) {
            session.console().begin("load " + load + " ...");
            Speed speed = Speed.of(study, load, threads, System::nanoTime);
            array.add(speed.json(load));
            lines.add(speed.row(load));
        }
        if (json) {
            session.console().out().print(RunJson.text(array));
        } else {
            TextTable.lines(lines).forEach(session.console()::result);
        }
    }

    private int listen(Study study) {
        refuseWith(
                "--non-interference",
                seeds != null || out != null || study.traffic().table() != null,
                "--seeds, no --out and no table of traffic");
        Eavesdropping result = Eavesdropping.of(study, threads);
        if (json) {
            session.console().out().print(RunJson.text(result.json()));
        } else {
            TextTable.lines(result.table()).forEach(session.console()::result);
            result.causes().forEach(session.console()::result);
        }
        return result.holds() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private int laws() {
        refuseModel("--laws");
        refuseWith(
                "--laws",
                !words.isEmpty()
                        || preset != null
                        || trace != null
                        || table != null
                        || bench
                        || nonInterference
                        || !loads.isEmpty()
                        || seeds != null
                        || out != null,
                "FILE, no settings and no other option but --threads and --json");
        Laws result = Laws.measure(threads);
        if (json) {
            session.console().out().print(RunJson.text(result.json()));
        } else {
            TextTable.lines(result.table()).forEach(session.console()::result);
        }
        session.console()
                .message(result.rows().size() - result.misses() + " of "
                        + result.rows().size() + " figures are within their tolerances");
        return ExitCode.DONE;
    }

    private static void refuseWith(String option, boolean given, String what) {
        if (given) {
            throw new ConfigException(option + " takes no " + what + ". Leave them out.");
        }
    }

    private void refuseModel(String option) {
        refuseWith(option, model != null, "--model");
    }

    private int compare(int runs) {
        refuseModel("--reference");
        if (!words.isEmpty() || preset != null || trace != null || table != null || bench || !loads.isEmpty()) {
            throw new ConfigException(
                    "--reference takes no FILE, no settings, no --preset, --trace, --table, --loads and --bench. Leave them out.");
        }
        List<Comparison.Row> rows = Comparison.run(point -> point.curve().matches(reference), runs, threads);
        if (rows.isEmpty()) {
            throw new ConfigException("--reference=" + reference + " matches no curve. Give .* for all.");
        }
        session.console().out().print(Comparison.table(rows));
        long misses = rows.stream().filter(row -> !row.holds()).count();
        session.console().message(rows.size() - misses + " of " + rows.size() + " points are within their tolerances");
        return ExitCode.DONE;
    }
}
