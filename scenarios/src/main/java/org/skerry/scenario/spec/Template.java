package org.skerry.scenario.spec;

import org.skerry.sim.config.ConfigException;

/**
 * A name with formulas in braces: {@code shard{member}} or {@code node{(index+1)%count}}.
 *
 * @param text as the file has it
 */
public record Template(String text) {
    /** The name with every brace replaced by its value. */
    public String expand(Scope scope) {
        StringBuilder name = new StringBuilder();
        int at = 0;
        for (; ; ) {
            int open = text.indexOf('{', at);
            if (open < 0) {
                return name.append(text, at, text.length()).toString();
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new ConfigException("'" + text + "' opens a brace and does not close it. Add '}'.");
            }
            name.append(text, at, open)
                    .append(Formula.of(text.substring(open + 1, close)).evaluate(scope));
            at = close + 1;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
