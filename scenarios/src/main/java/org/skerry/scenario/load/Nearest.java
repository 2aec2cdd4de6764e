package org.skerry.scenario.load;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds what somebody who mistyped a word probably meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * "Did you mean 'x'?" when one of the known words is near, else "Known: a, b, c."
     *
     * @param prefix put in front of the suggestion, such as the path of a key
     */
    public static String hint(String word, Collection<String> known, String prefix) {
        String best = of(word, known);
        if (best != null) {
            return "Did you mean '" + prefix + best + "'?";
        }
        return known.isEmpty() ? "Nothing is known here. Remove it." : "Use one of " + String.join(", ", known) + ".";
    }

    /** The nearest of the known words, or null if none is near. Ties go to the first. */
    public static String of(String word, Collection<String> known) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        if (best != null && bestDistance <= Math.max(1, best.length() / 3)) {
            return best;
        }
        List<String> alike = known.stream()
                .filter(candidate -> sharesBeginning(word, candidate) || contains(word, candidate))
                .toList();
        return alike.isEmpty() ? null : alike.get(0);
    }

    private static boolean sharesBeginning(String a, String b) {
        return a.length() >= 4 && b.length() >= 4 && a.regionMatches(true, 0, b, 0, 4);
    }

    private static boolean contains(String a, String b) {
        String low = a.toLowerCase(Locale.ROOT);
        String other = b.toLowerCase(Locale.ROOT);
        return low.length() >= 4 && other.contains(low) || other.length() >= 4 && low.contains(other);
    }

    /** Letters to insert, remove, replace or swap with a neighbour (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
