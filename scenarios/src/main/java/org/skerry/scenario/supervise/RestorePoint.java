package org.skerry.scenario.supervise;

import org.skerry.model.count.Restore;

/**
 * The time to restore at one size, as it was predicted and as it was measured.
 *
 * @param machine     kind of machine, for people
 * @param memoryBytes that are cleared
 * @param imageBytes  that are loaded
 */
public record RestorePoint(String machine, long memoryBytes, long imageBytes, Restore predicted, Restore measured) {
    /** Measured less predicted, in per cent of what was predicted. */
    public double percent() {
        return 100.0 * (measured.total() - predicted.total()) / predicted.total();
    }
}
