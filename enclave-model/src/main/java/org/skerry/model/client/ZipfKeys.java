package org.skerry.model.client;

import org.skerry.sim.rng.RandomStream;

/**
 * Keys by Zipf's law: key k, from 0, with probability w(k) / sum of all w, where
 *
 * <pre>
 *   w(k) = round(2^40 / (k + 1)^s)
 * </pre>
 *
 * <p>Draws follow these whole weights exactly, by Vose's alias method (A linear algorithm for generating random numbers with a given
 * distribution, IEEE TSE 17:9, 1991) in whole numbers: one of n columns, all equally likely, holds two keys. Rounding moves the
 * probability of a key by less than 2^-40. Powers are those of {@link StrictMath}, which are the same on every host. Two draws a key,
 * no allocation; 16 bytes a key.
 */
final class ZipfKeys {
    private static final double ONE = 0x1p40;

    private final long[] cut; // below it the column's own key, else its alias; out of the sum of all weights
    private final int[] alias;
    private final long sum;

    ZipfKeys(int keys, int exponentPermille) {
        long[] weights = weights(keys, exponentPermille);
        long total = 0;
        for (long weight : weights) {
            total += weight;
        }
        sum = total;
        cut = new long[keys];
        alias = new int[keys];
        fill(weights);
    }

    /** The weights of all keys; each at most 2^40, so that the sum of 2^20 of them is a long. */
    static long[] weights(int keys, int exponentPermille) {
        long[] weights = new long[keys];
        for (int k = 0; k < keys; k++) {
            weights[k] = Math.round(ONE / StrictMath.pow(k + 1, exponentPermille / 1000.0));
        }
        return weights;
    }

    /** A column has room for the mean weight; what is above it goes where there is less. Everything is times the number of keys. */
    private void fill(long[] weights) {
        int keys = weights.length;
        int[] small = new int[keys];
        int[] large = new int[keys];
        int smalls = 0;
        int larges = 0;
        for (int k = 0; k < keys; k++) {
            cut[k] = weights[k] * keys;
            if (cut[k] < sum) {
                small[smalls++] = k;
            } else {
                large[larges++] = k;
            }
        }
        while (smalls > 0 && larges > 0) {
            int less = small[--smalls];
            int more = large[--larges];
            alias[less] = more;
            cut[more] -= sum - cut[less];
            if (cut[more] < sum) {
                small[smalls++] = more;
            } else {
                large[larges++] = more;
            }
        }
        // What is left has exactly the room of a column, as nothing was rounded.
        while (larges > 0) {
            cut[large[--larges]] = sum;
        }
        if (smalls > 0) {
            throw new IllegalStateException(smalls + " columns of " + keys + " are not full");
        }
    }

    /** A key from 0. */
    int next(RandomStream random) {
        int column = random.nextInt(cut.length);
        return random.nextLong(sum) < cut[column] ? column : alias[column];
    }

    /** What each key has of all columns; a column has as much as all weights together. */
    long[] shares() {
        long[] shares = new long[cut.length];
        for (int column = 0; column < cut.length; column++) {
            shares[column] += cut[column];
            shares[alias[column]] += sum - cut[column];
        }
        return shares;
    }
}
