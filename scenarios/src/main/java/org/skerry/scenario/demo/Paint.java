package org.skerry.scenario.demo;

/** Stress and colour for a terminal. Never the only bearer of a meaning: {@link #PLAIN} leaves every text as it is. */
public enum Paint {
    /** No control sequences at all. */
    PLAIN,
    /** The sixteen colours that every terminal has, so that they follow its own theme. */
    COLOURED;

    private static final String[] OWNERS = {"36", "33", "35", "34", "32"};

    /** A heading. */
    public String strong(String text) {
        return in("1", text);
    }

    /** What can be skipped. */
    public String faint(String text) {
        return in("2", text);
    }

    /** Something was lost. */
    public String bad(String text) {
        return in("1;31", text);
    }

    /** Something was kept. */
    public String good(String text) {
        return in("1;32", text);
    }

    /** A field in the colour of an owner; neighbours differ. */
    String owner(int index, String text) {
        return in("7;" + OWNERS[Math.floorMod(index, OWNERS.length)], text);
    }

    /** A field that nobody in particular owns. */
    String common(String text) {
        return in("7", text);
    }

    private String in(String codes, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + codes + "m" + text + "\u001b[0m";
    }
}
