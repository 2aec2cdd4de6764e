package org.skerry.scenario.run;

import org.skerry.sim.machine.Machine;

/** Carries a wish to stop from any thread to the machine that runs, or to the one that would run next. */
public final class StopSwitch {
    private Machine running;
    private boolean requested;

    /** Asks the machine that runs to stop, and every later one too. */
    public synchronized void request() {
        requested = true;
        if (running != null) {
            running.requestStop();
        }
    }

    /** Whether somebody asked. */
    public synchronized boolean requested() {
        return requested;
    }

    /** The machine that runs from now on; null for none. */
    synchronized void watch(Machine machine) {
        running = machine;
        if (requested && machine != null) {
            machine.requestStop();
        }
    }
}
