package org.skerry.wasm.library;

import java.util.ArrayList;
import java.util.List;
import org.skerry.wasm.load.ModuleImage;

/**
 * What somebody says instead of the world that a module was built for: for imports that no interface offers, a number. The first
 * pattern that fits counts.
 */
public final class Answers {
    /** A pattern, {@code module.name} or with a star at its end, and a number; without one the guest traps that calls it. */
    private record Answer(String pattern, boolean number, long value) {
        boolean fits(String name) {
            return pattern.endsWith("*")
                    ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                    : name.equals(pattern);
        }
    }

    private final List<Answer> answers = new ArrayList<>();

    /** Functions that fit return {@code value} (nothing where they have no result); globals hold it. */
    public Answers number(String pattern, long value) {
        answers.add(new Answer(pattern, true, value));
        return this;
    }

    /** Functions that fit may be imported, and trap whoever calls them. */
    public Answers trap(String pattern) {
        answers.add(new Answer(pattern, false, 0));
        return this;
    }

    private Answer find(String module, String field) {
        String name = module + "." + field;
        return answers.stream().filter(answer -> answer.fits(name)).findFirst().orElse(null);
    }

    boolean has(ModuleImage.Import wanted) {
        return find(wanted.module(), wanted.field()) != null;
    }

    boolean traps(ModuleImage.Import wanted) {
        return !find(wanted.module(), wanted.field()).number;
    }

    long value(String module, String field) {
        Answer answer = find(module, field);
        return answer == null ? 0 : answer.value;
    }
}
