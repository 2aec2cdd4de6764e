package org.skerry.scenario.load;

import java.util.Arrays;
import java.util.List;
import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.model.sharedmem.containment.Rung;
import org.skerry.scenario.spec.Scope;

/** Makes what keeps actors apart from the name of its rung alone, or from a mapping with what its code costs. */
final class ContainmentBinder {
    private ContainmentBinder() {}

    static Record bind(Node node, String path, Scope scope, ContainmentSpec otherwise) {
        if (!(node instanceof Node.Scalar)) {
            return RecordBinder.bind(node, path, scope, otherwise, List.of());
        }
        String word = Section.text(node, path);
        for (Rung rung : Rung.values()) {
            if (RecordBinder.word(rung).equals(word)) {
                return ContainmentSpec.of(rung);
            }
        }
        throw Section.wrong(
                node, path + "='" + word + "' is no rung of containment. " + Nearest.hint(word, words(), ""));
    }

    /** The names of all rungs. */
    static List<String> words() {
        return Arrays.stream(Rung.values()).map(RecordBinder::word).toList();
    }
}
