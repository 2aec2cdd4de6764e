package org.skerry.scenario.load;

/**
 * Where a value was written.
 *
 * @param source name of the file, or the option
 * @param line   counted from 1, or 0 where there are no lines
 */
record Origin(String source, int line) {
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
