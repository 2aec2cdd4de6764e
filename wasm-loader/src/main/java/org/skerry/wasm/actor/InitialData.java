package org.skerry.wasm.actor;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import java.util.ArrayList;
import java.util.List;
import org.skerry.sim.memory.Preset;

/**
 * The active data segments of a program, evaluated when its first instance comes and shared by all others: no global is imported,
 * so their places are the same in each. Used by several threads.
 */
final class InitialData {
    private volatile Preset preset;

    Preset of(Instance instance, DataSegment[] segments) {
        Preset known = preset;
        if (known == null) {
            // Two threads may both come here; they find the same.
            known = evaluate(instance, segments);
            preset = known;
        }
        return known;
    }

    private static Preset evaluate(Instance instance, DataSegment[] segments) {
        List<Preset.Piece> pieces = new ArrayList<>();
        for (DataSegment segment : segments) {
            if (segment instanceof ActiveDataSegment active) {
                int start = (int) ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
                pieces.add(new Preset.Piece(start & 0xFFFF_FFFFL, active.data()));
            }
        }
        return new Preset(pieces);
    }
}
