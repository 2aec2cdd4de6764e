package org.skerry.sim.stats;

import org.skerry.sim.config.Check;

/**
 * What one column of the statistics is.
 *
 * @param name dotted path, unique in a machine, such as {@code network.flitsDelivered}
 * @param unit what it counts
 * @param text one sentence for a reader who does not know the model
 */
public record Metric(String name, Unit unit, String text) {
    /** Refuses a metric without name, unit or text. */
    public Metric {
        Check.notBlank(name, "metric.name");
        Check.notNull(unit, "metric.unit of " + name);
        Check.notBlank(text, "metric.text of " + name);
    }
}
