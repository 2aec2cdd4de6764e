package org.skerry.scenario.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.skerry.scenario.load.InputFile;
import org.skerry.sim.config.ConfigException;
import org.skerry.view.report.Report.Verdict;

/**
 * The {@code run.json} of a result: of one run, or of several that were compared.
 *
 * @param runs     at least one
 * @param commands reproduce them
 * @param chapters of a comparison, for whoever wrote them; empty if there are none
 * @param numbers  behind these, by chapter
 */
public record ResultFile(List<FinishedRun> runs, List<String> commands, JsonNode chapters, JsonNode numbers) {
    private static final String ONE = RunJson.FORMAT;
    private static final String SEVERAL = "skerry-compare-3";

    /** Logs and memory maps are the long parts; a thousand times what a built-in scenario writes. Assumption. */
    private static final long MAX_BYTES = 512L << 20;

    public ResultFile {
        runs = List.copyOf(runs);
        commands = List.copyOf(commands);
    }

    /** The file of one run. */
    public static ObjectNode json(FinishedRun run, List<String> commands) {
        ObjectNode json = RunJson.json(run);
        commands.forEach(json.putArray("commands")::add);
        return json;
    }

    /** The file of several runs; {@code verdicts} and {@code finding} say how they compare, and are not read again. */
    public static ObjectNode json(
            String title,
            String finding,
            boolean good,
            List<Verdict> verdicts,
            List<Difference> differences,
            List<FinishedRun> runs,
            List<String> commands) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", SEVERAL);
        json.put("title", title);
        json.put("finding", finding);
        json.put("good", good);
        json.set("checks", RunJson.verdicts(verdicts));
        ArrayNode settings = json.putArray("differences");
        for (Difference difference : differences) {
            ObjectNode one = settings.addObject().put("setting", difference.setting());
            difference.values().forEach(one.putArray("values")::add);
        }
        commands.forEach(json.putArray("commands")::add);
        ArrayNode list = json.putArray("runs");
        runs.forEach(run -> list.add(RunJson.json(run)));
        return json;
    }

    /**
     * Reads a folder of results, or its {@code run.json}.
     *
     * @throws ConfigException when it is no result, of another version, or damaged; the message names the file
     */
    public static ResultFile read(String folderOrFile) {
        Path path = InputFile.path(folderOrFile);
        Path file = Files.isDirectory(path) ? path.resolve("run.json") : path;
        if (Files.isDirectory(path) && !Files.exists(file)) {
            throw new ConfigException(path + " holds no run.json, so it is no result of Skerry. "
                    + "Give a folder that 'skerry run', 'compare' or 'report' has written.");
        }
        JsonNode root = parse(InputFile.read(file, "run.json", MAX_BYTES), file.toString());
        String format = root.path("format").asText("");
        if (!format.equals(ONE) && !format.equals(SEVERAL)) {
            throw new ConfigException(
                    format.matches("skerry-(run|compare)-[0-9]+")
                            ? file + " has the format " + format + ", and this version of Skerry reads " + ONE + " and "
                                    + SEVERAL + ". Run the scenario again with this version."
                            : format.startsWith("skerry-demo-")
                                    ? file
                                            + " is the demo's, which has a page of its own: report.html beside it. Run its "
                                            + "scenarios with 'skerry compare' to put them beside others."
                                    : file
                                            + " is JSON, but no result of Skerry. Give a folder that 'skerry run', 'compare' or "
                                            + "'report' has written.");
        }
        JsonFields json = JsonFields.of(file.toString(), root);
        List<String> commands = json.texts("commands");
        List<FinishedRun> runs = new ArrayList<>();
        if (format.equals(ONE)) {
            ((ObjectNode) root).remove("commands");
            runs.add(RunReader.run(json));
        } else {
            json.list("runs").forEach(run -> runs.add(RunReader.run(run)));
        }
        if (runs.isEmpty()) {
            throw json.damaged("runs", "is empty");
        }
        return new ResultFile(runs, commands, root.path("chapters"), root.path("comparison"));
    }

    private static JsonNode parse(byte[] bytes, String file) {
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        try {
            JsonNode root = mapper.readTree(bytes);
            if (root == null || !root.isObject()) {
                throw new ConfigException(file + " is no JSON object, so it is no result of Skerry. "
                        + "Give a folder that 'skerry run', 'compare' or 'report' has written.");
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new ConfigException(
                    file + ":" + Math.max(1, line) + ": this is not JSON, or breaks off here. Run the scenario again.",
                    e);
        } catch (IOException e) {
            throw new ConfigException(file + " cannot be read: " + e.getMessage() + ". Check the file.", e);
        }
    }

    /**
     * A setting in which runs differ.
     *
     * @param setting path of the setting
     * @param values  of each run, or {@link #NONE}
     */
    public record Difference(String setting, List<String> values) {
        /** Stands where a run has no such setting. */
        public static final String NONE = "-";

        public Difference {
            values = List.copyOf(values);
        }
    }
}
