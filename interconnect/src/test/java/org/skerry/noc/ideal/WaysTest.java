package org.skerry.noc.ideal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skerry.noc.topology.Chiplets;
import org.skerry.noc.topology.MeshSpec;

final class WaysTest {
    private static final int SEEDS = 20;
    private static final int ASKED = 2_000;
    private static final int FLITS = 9;

    private static MeshSpec mesh(Random random) {
        boolean cut = random.nextBoolean();
        int width = 2 * (1 + random.nextInt(8));
        int height = 2 * (1 + random.nextInt(8));
        return new MeshSpec(
                width,
                height,
                1 + random.nextInt(4),
                random.nextInt(height + 1),
                32,
                1 + random.nextInt(4),
                random.nextInt(2),
                1,
                1,
                random.nextInt(3),
                cut ? new Chiplets(2, 2, 3, 2) : Chiplets.NONE,
                false);
    }

    /** Often a pair that was asked for before, so that many are remembered; of several in one place only the last one is. */
    @Test
    void whatIsRememberedOfAWayIsWhatTheMeshSaysOfIt() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            MeshSpec mesh = mesh(random);
            Ways ways = new Ways(mesh);
            int near = 1 + random.nextInt(mesh.endpoints());
            for (int i = 0; i < ASKED; i++) {
                int source = random.nextInt(random.nextBoolean() ? near : mesh.endpoints());
                int destination = random.nextInt(random.nextBoolean() ? near : mesh.endpoints());
                String which = "seed " + seed + ", from " + source + " to " + destination + " on " + mesh;
                ways.ask(source, destination);
                assertEquals(mesh.hops(source, destination), ways.links, which);
                assertEquals(mesh.routerOf(source), ways.from, which);
                assertEquals(mesh.routerOf(destination), ways.to, which);
                assertEquals(mesh.loneCycles(ways.from, ways.to, 1), ways.loneCycles, which);
                if (!mesh.chiplets().any()) {
                    assertEquals(mesh.loneCycles(ways.from, ways.to, FLITS), ways.loneCycles + FLITS - 1, which);
                }
            }
        }
    }
}
