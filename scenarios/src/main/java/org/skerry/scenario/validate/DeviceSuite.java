package org.skerry.scenario.validate;

import java.util.List;
import org.skerry.scenario.device.DeviceFigures;

/** Transfers of devices by their law, what their drivers cost cores, and what they reach behind each kind of IOMMU. */
final class DeviceSuite implements Suite {
    @Override
    public String name() {
        return "devices";
    }

    @Override
    public String text() {
        return "devices that read and write memory: transfers and drivers by their laws, and whose bytes they reach behind an IOMMU";
    }

    @Override
    public List<Row> run(Effort effort) {
        return DeviceFigures.measure(effort.wanted()).stream()
                .map(figure -> new Row(
                        figure.subject(),
                        "measured on idle and on busy machines",
                        figure.point(),
                        figure.unit(),
                        figure.reference(),
                        figure.measured(),
                        !figure.rule(),
                        figure.percent(),
                        figure.rule() ? Row.Basis.RULE : Row.Basis.PREDICTED,
                        figure.note(),
                        "docs/VALIDATION.md, transfers between devices and memory"))
                .toList();
    }
}
