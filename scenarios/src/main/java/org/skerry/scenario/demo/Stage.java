package org.skerry.scenario.demo;

import java.util.Optional;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.sim.machine.RunObserver;

/** Where the demo takes place: a person at a terminal, a pipe, or a test. */
public interface Stage {
    /** Columns that a line may fill, at least 60. */
    int columns();

    /** How to stress parts of a line here. */
    Paint paint();

    /** Shows a line, which may be empty and holds no more than {@link #columns} visible characters. */
    void say(String line);

    /**
     * Asks for a prediction.
     *
     * @return the choice made; empty when there is nobody to ask, or who is there prefers not to guess
     */
    Optional<Question.Choice> ask(Question question);

    /**
     * A run begins.
     *
     * @param turns that the same work took on another machine, or 0
     * @return who watches it, or null where nobody would see that
     */
    RunObserver begin(LoadedScenario scenario, MachineSpec machine, long turns);

    /** The run that began last has ended. */
    void end(String scenario, FinishedRun run);

    /** Gives the viewer time to read what was said, where there is one. */
    void pause();
}
