package org.skerry.scenario.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skerry.scenario.compare.Comparison;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.view.report.Report;

/** A demo that has been played to its end. */
public final class DemoResult {
    private final long seed;
    private final SpeedAct speed;
    private final CheckAct check;
    private final ControlAct control;
    private final Comparison honest;
    private final List<Conclusion.Standing> standings;

    DemoResult(long seed, SpeedAct speed, CheckAct check, ControlAct control) {
        this.seed = seed;
        this.speed = speed;
        this.check = check;
        this.control = control;
        this.honest = Comparison.of(speed.runs());
        this.standings = standings();
    }

    long seed() {
        return seed;
    }

    SpeedAct speed() {
        return speed;
    }

    CheckAct check() {
        return check;
    }

    ControlAct control() {
        return control;
    }

    List<Act> acts() {
        return List.of(speed, check, control);
    }

    /** Everything that ran in the first act, side by side. */
    Comparison honest() {
        return honest;
    }

    private List<Conclusion.Standing> standings() {
        List<Conclusion.Standing> all = new ArrayList<>();
        for (Attack attack : check.exposed()) {
            Optional<Loss> loss = control.losses().stream()
                    .filter(one -> one.machine().equals(attack.machine()))
                    .findFirst();
            all.add(new Conclusion.Standing(attack, check.withCheck(attack), loss));
        }
        return all;
    }

    /** The point, a sentence for each machine. */
    List<String> point() {
        return Conclusion.point(standings);
    }

    /** What it is not. */
    String limits() {
        return Conclusion.limits(standings);
    }

    /** Whether honest work came out right; that attacked work need not is what the demo is about. */
    public boolean good() {
        return honest.good();
    }

    /** The runs that the figures of the page are about: both machines at honest work. */
    public List<FinishedRun> runs() {
        return honest.runs();
    }

    /** Everything as one JSON value. */
    public ObjectNode json() {
        return DemoJson.of(this);
    }

    /**
     * The page.
     *
     * @param command plays the demo again
     */
    public Report report(String command) {
        return DemoReport.of(this, command);
    }
}
