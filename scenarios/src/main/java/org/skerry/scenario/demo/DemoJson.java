package org.skerry.scenario.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.RunJson;

/** A played demo as JSON. The form has a version; a reader refuses others. */
final class DemoJson {
    private static final String FORMAT = "skerry-demo-1";

    private DemoJson() {}

    static ObjectNode of(DemoResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", FORMAT);
        json.put("seed", result.seed());
        json.put("good", result.good());
        ArrayNode conclusion = json.putArray("conclusion");
        result.point().forEach(conclusion::add);
        conclusion.add(result.limits());
        ArrayNode acts = json.putArray("acts");
        result.acts().forEach(act -> acts.add(act(act)));
        return json;
    }

    private static ObjectNode act(Act act) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", act.name());
        ArrayNode findings = json.putArray("findings");
        act.findings().forEach(findings::add);
        ArrayNode predictions = json.putArray("predictions");
        for (Prediction prediction : act.predictions()) {
            ObjectNode one = predictions.addObject();
            one.put("about", prediction.about()).put("machine", prediction.machine());
            one.put("expected", prediction.expected().orElse(null));
            one.put("found", prediction.found());
            one.put("right", prediction.right().orElse(null));
        }
        ArrayNode experiments = json.putArray("experiments");
        for (Experiment experiment : act.experiments()) {
            ObjectNode one = experiments.addObject();
            one.put("scenario", experiment.scenario());
            one.put("command", experiment.command());
            one.put("finding", experiment.comparison().finding());
            one.set("checks", RunJson.verdicts(experiment.comparison().verdicts()));
            ArrayNode runs = one.putArray("runs");
            for (FinishedRun run : experiment.comparison().runs()) {
                runs.add(RunJson.json(run));
            }
        }
        return json;
    }
}
