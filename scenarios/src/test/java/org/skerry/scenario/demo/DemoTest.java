package org.skerry.scenario.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.view.chart.Amounts;
import org.skerry.view.report.Report;
import org.skerry.view.report.ReportPage;

/** The whole demo with less work in each act, for a viewer who expects nothing of one machine and everything of the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {
    private static final Map<String, List<String>> SMALL = Map.of(
            "kv-store", List.of("parameters.requests=60"),
            "shared-map", List.of("parameters.requests=60"),
            "missing-check", List.of("parameters.requests=60", "parameters.nearBytes=32768"),
            "hostile-control", List.of("parameters.deposits=120"));

    private final FakeStage stage = new FakeStage(79, "nacp");
    private DemoResult result;

    @BeforeAll
    void theDemoIsPlayedOnce() {
        result = new Demo(stage, new StopSwitch(), "test", 3, SMALL).play();
    }

    @Test
    void noLineIsLongerThanTheStageIsWide() {
        assertEquals(
                List.of(),
                stage.said.stream().filter(line -> line.length() > 79).toList());
    }

    @Test
    void everyQuestionAndItsAnswerFitIntoOneLine() {
        assertEquals(
                List.of(),
                stage.prompts.stream().filter(line -> line.length() > 79).toList());
    }

    @Test
    void theViewerIsAskedBeforeTheMachinesRun() {
        assertEquals(List.of("on shared?", "on chip?", "on shared?", "on chip?"), stage.asked);
        assertTrue(stage.all().contains("Your guess: shared none, but it was"), stage.all());
        assertTrue(stage.all().contains("chip all, but it was"), stage.all());
        assertTrue(stage.all().contains("Your guess: shared control"), stage.all());
        assertTrue(stage.ran.indexOf("kv-store on chip") < stage.ran.indexOf("missing-check on shared"));
    }

    @Test
    void everyFigureToldComesFromARun() {
        for (Pace pace : result.speed().paces()) {
            String rate = Amounts.whole(Math.round(pace.perMillisecond()));
            assertTrue(stage.all().contains(rate), pace.name() + " " + rate);
        }
        for (Attack attack : result.check().exposed()) {
            for (List<String> row : CheckAct.ownerTable(List.of(attack), 4)) {
                assertTrue(stage.all().contains(row.get(1)), row.toString());
            }
        }
    }

    @Test
    void theSameBugAndTheSameActorAreOnBothMachines() {
        List<Attack> attacks = result.check().exposed();
        assertEquals(
                List.of("shared", "chip"), attacks.stream().map(Attack::machine).toList());
        assertEquals(
                1,
                attacks.stream().map(a -> a.run().record().modules()).distinct().count());
        assertEquals(
                1,
                attacks.stream()
                        .map(a -> a.run().record().configuration().entrySet().stream()
                                .filter(setting -> setting.getKey().startsWith("bugs."))
                                .toList())
                        .distinct()
                        .count());
    }

    @Test
    void theSameOrdersAreGivenOnBothMachines() {
        List<Loss> losses = result.control().losses();
        assertEquals(
                List.of("shared", "chip"), losses.stream().map(Loss::machine).toList());
        assertEquals(
                1,
                losses.stream()
                        .map(loss -> loss.memory().run().record().orders().stream()
                                .map(outcome -> outcome.cycle() + " " + outcome.order())
                                .toList())
                        .distinct()
                        .count());
    }

    @Test
    void jsonHoldsEveryRunAndEveryPrediction() {
        JsonNode json = result.json();
        assertEquals("skerry-demo-1", json.get("format").asText());
        assertEquals(stage.ran.size(), json.findValues("digest").size());
        JsonNode prediction = json.get("acts").get(1).get("predictions").get(0);
        assertEquals("none", prediction.get("expected").asText());
        assertFalse(prediction.get("right").asBoolean());
    }

    @Test
    void thePageHoldsAChapterForEachActAndItsCommand() {
        Report report = result.report("./skerry demo --yes --seed 3");
        String page = ReportPage.html(report, ReportPage.charts(report));
        for (Act act : result.acts()) {
            assertTrue(page.contains(act.name()), act.name());
        }
        assertTrue(page.contains("./skerry compare missing-check"), "the second act can be repeated alone");
        assertTrue(page.contains("./skerry demo --yes --seed 3"), "and all of it");
        assertTrue(page.contains("reached without a right to it"), "a map of memory says what was reached");
    }

    @Test
    void theEndNamesEveryScenarioThatWasPlayed() {
        String end = stage.all().substring(stage.all().indexOf("THE POINT")).replaceAll("\\s+", " ");
        assertTrue(end.contains("./skerry compare kv-store, shared-map, missing-check, hostile-control"), end);
    }
}
