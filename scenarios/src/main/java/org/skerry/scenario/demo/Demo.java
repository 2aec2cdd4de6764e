package org.skerry.scenario.demo;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.skerry.scenario.run.StopSwitch;

/** The guided first run, in three acts. */
public final class Demo {
    private final Story story;
    private final Laboratory laboratory;
    private final long seed;

    /**
     * A demo that has not begun.
     *
     * @param stage   where it takes place
     * @param stop    ends it early
     * @param version of the simulator, for the records
     * @param seed    of every random draw
     * @param more    changes to scenarios by name, as {@code path=value}, behind those that the acts ask for
     */
    public Demo(Stage stage, StopSwitch stop, String version, long seed, Map<String, List<String>> more) {
        this.story = new Story(stage);
        this.laboratory = new Laboratory(stage, stop, version, OptionalLong.of(seed), more);
        this.seed = seed;
    }

    /**
     * Plays all acts.
     *
     * @throws org.skerry.scenario.run.Interrupted when the viewer stopped it
     */
    public DemoResult play() {
        open();
        SpeedAct speed = SpeedAct.run(laboratory);
        speed.tell(story);
        story.pause();
        CheckAct check = CheckAct.play(story, laboratory);
        check.tell(story);
        story.pause();
        ControlAct control = ControlAct.play(story, laboratory);
        control.tell(story);
        story.pause();
        DemoResult result = new DemoResult(seed, speed, check, control);
        close(result);
        return result;
    }

    private void close(DemoResult result) {
        story.heading("THE POINT");
        result.point().forEach(story::paragraph);
        story.blank();
        story.paragraph(result.limits());
        story.blank();
        Set<String> scenarios = new LinkedHashSet<>();
        for (Act act : result.acts()) {
            act.experiments().forEach(experiment -> scenarios.add(experiment.scenario()));
        }
        story.paragraph("Each act alone, and larger: ./skerry compare " + String.join(", ", scenarios)
                + ". Other scenarios: ./skerry list. A tour: README.md.");
    }

    private void open() {
        story.heading("SKERRY: WHAT DOES IT TAKE TO KEEP PROGRAMS APART?");
        story.paragraph(
                "Two machines are simulated here and now. Both run the same programs, called actors: each owns some "
                        + "memory and sends messages to others.");
        story.blank();
        story.term(Cast.SHARED, 8, Cast.ABOUT_SHARED);
        story.term(Cast.CHIP, 8, Cast.ABOUT_CHIP);
    }
}
