package org.skerry.noc.link;

import org.skerry.noc.router.DelayLine;
import org.skerry.noc.router.Geometry;
import org.skerry.noc.router.Pipeline;
import org.skerry.noc.router.Routers;
import org.skerry.noc.router.VcAddress;

/** Links that only take their time. */
public final class PlainLinks implements LinkLayer {
    private final Routers routers;
    private final Geometry geometry;
    private final LinkObserver observer;
    private final DelayLine flits; // address of the input, flit
    private final DelayLine credits; // address of the output
    private final DelayLine seamFlits; // the same between chiplets
    private final DelayLine seamCredits;
    private long now;

    /** The links of routers that were made with {@code geometry}; {@code observer} may be null. */
    public PlainLinks(OpenGeometry geometry, Pipeline pipeline, Routers routers, LinkObserver observer) {
        this.geometry = geometry;
        this.routers = routers;
        this.observer = observer;
        flits = new DelayLine(pipeline.passageCycles() + pipeline.link().arrivalCycles());
        credits = new DelayLine(pipeline.link().creditCycles());
        seamFlits = new DelayLine(pipeline.passageCycles() + pipeline.seam().arrivalCycles());
        seamCredits = new DelayLine(pipeline.seam().creditCycles());
        routers.connect(true, this);
    }

    @Override
    public void arrivals(long cycle) {
        now = cycle;
        credit(cycle, credits);
        credit(cycle, seamCredits);
        arrive(cycle, flits);
        arrive(cycle, seamFlits);
    }

    private void credit(long cycle, DelayLine line) {
        while (line.isDue(cycle)) {
            routers.credit(cycle, (int) line.take());
        }
    }

    private void arrive(long cycle, DelayLine line) {
        while (line.isDue(cycle)) {
            long arrival = line.take();
            int at = (int) (arrival >>> 32);
            routers.arrive(cycle, at, (int) arrival);
            if (observer != null) {
                observer.onReached(cycle, at, (int) arrival);
            }
        }
    }

    @Override
    public void sendFlit(int address, int flit) {
        (isSeam(address) ? seamFlits : flits).add(now, (long) address << 32 | flit);
        if (observer != null) {
            observer.onSent(now, address, flit);
        }
    }

    @Override
    public void sendCredit(int address) {
        (isSeam(address) ? seamCredits : credits).add(now, Integer.toUnsignedLong(address));
    }

    private boolean isSeam(int address) {
        return geometry.hasSeams() && geometry.seam(VcAddress.router(address), VcAddress.port(address));
    }
}
