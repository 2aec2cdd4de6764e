package org.skerry.model.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** The closed forms against figures that are easily worked out by other ways. */
class QueueLawTest {
    @Test
    void fixedServiceWaitsHalfOfExponential() {
        for (double rho : new double[] {0.1, 0.5, 0.9}) {
            assertEquals(
                    QueueLaw.meanWaitExponential(rho, 1, 1) / 2, QueueLaw.meanWaitFixed(rho, 1), 1e-12, "rho " + rho);
        }
    }

    @Test
    void oneExponentialServerIsThatOfPollaczekAndKhinchine() {
        assertEquals(QueueLaw.meanWait(0.7, 1, 2), QueueLaw.meanWaitExponential(0.7, 1, 1), 1e-12);
        assertEquals(9, QueueLaw.meanWaitExponential(0.9, 1, 1), 1e-9);
    }

    /** Two servers: W = S rho^2 / (1 - rho^2). */
    @Test
    void twoServersHaveTheirShortForm() {
        for (double rho : new double[] {0.2, 0.7}) {
            assertEquals(rho * rho / (1 - rho * rho), QueueLaw.meanWaitExponential(2 * rho, 1, 2), 1e-12);
        }
    }

    @Test
    void whatIsOverloadedHasNoMeanWait() {
        assertThrows(IllegalArgumentException.class, () -> QueueLaw.meanWaitFixed(1, 1));
        assertThrows(IllegalArgumentException.class, () -> QueueLaw.meanWaitExponential(3, 1, 2));
    }

    @Test
    void recursionServesOneAfterAnother() {
        QueueLaw.Lindley waits = new QueueLaw.Lindley();
        assertEquals(0, waits.arrive(0, 10));
        assertEquals(7, waits.arrive(3, 10));
        assertEquals(0, waits.arrive(50, 10));
        assertEquals(7.0 / 3, waits.mean());
    }
}
