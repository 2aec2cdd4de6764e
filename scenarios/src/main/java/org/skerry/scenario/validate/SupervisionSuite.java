package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.skerry.model.count.Restore;
import org.skerry.scenario.supervise.RestorePoint;
import org.skerry.scenario.supervise.RestoreRun;

/** How long it takes to put an actor back, over sizes of images and memories, held against the closed forms of both machines. */
final class SupervisionSuite implements Suite {
    private static final double WITHIN_PERCENT = 5;
    private static final int[] IMAGES = {0, 16 << 10, 96 << 10, 256 << 10};
    private static final int[] MEMORIES = {512 << 10, 2 << 20, 8 << 20};
    private static final int[] PAGES = {16, 64, 120};

    @Override
    public String name() {
        return "supervision";
    }

    @Override
    public String text() {
        return "time to restore an actor by its closed form: detection, zeroise, load, hash, verify, re-link";
    }

    @Override
    public List<Row> run(Effort effort) {
        List<Row> rows = new ArrayList<>();
        if (effort.wanted().test("enclave chip")) {
            for (int memory : MEMORIES) {
                for (int image : IMAGES) {
                    if (image <= memory / 4) { // beside it lie a mailbox and the memory of the program
                        rows.add(row(RestoreRun.onChip(memory, image, 15)));
                    }
                }
            }
        }
        if (effort.wanted().test("shared memory")) {
            for (int pages : PAGES) {
                for (int image : IMAGES) {
                    rows.add(row(RestoreRun.onSharedMemory(pages, image)));
                }
            }
        }
        return rows;
    }

    private static Row row(RestorePoint point) {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < Restore.PARTS.size(); i++) {
            parts.append(i == 0 ? "" : ", ")
                    .append(Restore.PARTS.get(i))
                    .append(' ')
                    .append(String.format(
                            Locale.ROOT, "%,d", point.measured().parts().get(i)));
        }
        return new Row(
                point.machine(),
                "time to restore",
                String.format(
                        Locale.ROOT, "memory %,d KiB, image %,d B", point.memoryBytes() >> 10, point.imageBytes()),
                "cycles",
                point.predicted().total(),
                point.measured().total(),
                true,
                WITHIN_PERCENT,
                Row.Basis.PREDICTED,
                parts.toString(),
                "closed forms of RestoreLaw, docs/ARCHITECTURE.md, time to restore");
    }
}
