package org.skerry.wasm.load;

import java.util.Map;

/** What functions are called in messages: the name section first, then imports and exports, then the bare index. */
public final class FunctionNames {
    /** Longest name shown; a hostile name section is not worth more. */
    private static final int LONGEST = 200;

    private final Map<Integer, String> names;

    FunctionNames(Map<Integer, String> names) {
        this.names = Map.copyOf(names);
    }

    /** The name of a function for a person. */
    public String of(int index) {
        String name = names.get(index);
        if (name == null) {
            return "#" + index;
        }
        return printable(name.length() > LONGEST ? name.substring(0, LONGEST) + "..." : name);
    }

    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return out.toString();
    }
}
