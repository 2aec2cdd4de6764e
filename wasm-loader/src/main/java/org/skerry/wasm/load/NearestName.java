package org.skerry.wasm.load;

import java.util.List;

/** Finds what somebody who mistyped a name may have meant. */
final class NearestName {
    /** More edits than this, or than half the name, are no typing mistake. */
    private static final int MOST_EDITS = 4;

    private static final int LONGEST = 100;

    private NearestName() {}

    /** The candidate with the fewest edits (Levenshtein), or null where none is near. */
    static String to(String name, List<String> candidates) {
        if (name.length() > LONGEST) {
            return null;
        }
        String best = null;
        int bestEdits = Math.min(MOST_EDITS, name.length() / 2) + 1;
        for (String candidate : candidates) {
            int edits = edits(name, candidate);
            if (edits < bestEdits) {
                best = candidate;
                bestEdits = edits;
            }
        }
        return best;
    }

    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(diagonal + change, Math.min(row[j], row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
