package org.skerry.scenario.run;

/** A word of a command that somebody may paste into a shell. */
public final class ShellWord {
    private ShellWord() {}

    /** The word as a shell reads it: quoted only where it must be. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
