package org.skerry.scenario.load;

import java.util.Arrays;
import java.util.List;
import org.skerry.model.core.CoreModel;
import org.skerry.model.core.CoreSpec;
import org.skerry.scenario.spec.Scope;

/** Makes a core from its name alone, or from a mapping that may begin with {@code model} and then says what is different. */
final class CoreBinder {
    /** The key under which a mapping names a kind of core. */
    static final String MODEL = "model";

    private CoreBinder() {}

    static Record bind(Node node, String path, Scope scope, CoreSpec otherwise) {
        if (node instanceof Node.Scalar) {
            return model(node, path).inPlaceOf(otherwise);
        }
        Section open = Section.open(node, path, scope);
        CoreSpec base =
                open.has(MODEL) ? model(open.get(MODEL), open.path(MODEL)).inPlaceOf(otherwise) : otherwise;
        return RecordBinder.bind(node, path, scope, base, List.of(MODEL));
    }

    /** The names of all kinds. */
    static List<String> words() {
        return Arrays.stream(CoreModel.values()).map(RecordBinder::word).toList();
    }

    private static CoreModel model(Node node, String path) {
        String word = Section.text(node, path);
        for (CoreModel model : CoreModel.values()) {
            if (RecordBinder.word(model).equals(word)) {
                return model;
            }
        }
        throw Section.wrong(node, path + "='" + word + "' is no kind of core. " + Nearest.hint(word, words(), ""));
    }
}
