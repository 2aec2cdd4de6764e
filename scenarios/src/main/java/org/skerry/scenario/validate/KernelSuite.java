package org.skerry.scenario.validate;

import java.util.List;
import org.skerry.scenario.process.KernelFigures;

/** System calls, switches and messages between processes, against their law and against computers that were built. */
final class KernelSuite implements Suite {
    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public String text() {
        return "system calls, switches and messages between processes by their law and beside published figures";
    }

    @Override
    public List<Row> run(Effort effort) {
        return KernelFigures.measure(effort.wanted()).stream()
                .map(figure -> new Row(
                        figure.subject(),
                        "measured by actors",
                        figure.point(),
                        figure.unit(),
                        figure.reference(),
                        figure.measured(),
                        true,
                        figure.percent(),
                        figure.fitted() ? Row.Basis.FITTED : Row.Basis.PREDICTED,
                        figure.note(),
                        figure.source()))
                .toList();
    }
}
