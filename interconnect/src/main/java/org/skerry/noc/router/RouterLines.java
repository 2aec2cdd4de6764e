package org.skerry.noc.router;

import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** Everything of one partition that is under way, by what it is; within one line everything takes equally long. */
final class RouterLines implements Stateful {
    final DelayLine flits; // from router to router: address of the input, flit
    final DelayLine credits; // from router to router: address of the output
    final DelayLine seamFlits; // the same between chiplets
    final DelayLine seamCredits;
    final DelayLine ejected; // from router to endpoint: address of the output, flit
    final DelayLine ejectionCredits; // from endpoint to router: address of the output
    final DelayLine injectionCredits; // from router to endpoint: address of the input

    RouterLines(Pipeline pipeline) {
        flits = new DelayLine(pipeline.passageCycles() + pipeline.link().arrivalCycles());
        credits = new DelayLine(pipeline.link().creditCycles());
        seamFlits = new DelayLine(pipeline.passageCycles() + pipeline.seam().arrivalCycles());
        seamCredits = new DelayLine(pipeline.seam().creditCycles());
        ejected = new DelayLine(pipeline.passageCycles());
        ejectionCredits = new DelayLine(pipeline.ejectionCreditCycles());
        injectionCredits = new DelayLine(pipeline.injectionCreditCycles());
    }

    long nextCycle() {
        long chiplets = Math.min(seamFlits.nextCycle(), seamCredits.nextCycle());
        long routers = Math.min(chiplets, Math.min(flits.nextCycle(), credits.nextCycle()));
        long endpoints = Math.min(ejectionCredits.nextCycle(), injectionCredits.nextCycle());
        return Math.min(ejected.nextCycle(), Math.min(routers, endpoints));
    }

    @Override
    public void save(StateWriter out) {
        flits.save(out);
        credits.save(out);
        seamFlits.save(out);
        seamCredits.save(out);
        ejected.save(out);
        ejectionCredits.save(out);
        injectionCredits.save(out);
    }

    @Override
    public void load(StateReader in) {
        flits.load(in);
        credits.load(in);
        seamFlits.load(in);
        seamCredits.load(in);
        ejected.load(in);
        ejectionCredits.load(in);
        injectionCredits.load(in);
    }
}
