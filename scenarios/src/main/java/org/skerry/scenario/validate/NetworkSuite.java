package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import org.skerry.noc.booksim.Comparison;

/** Latency and accepted load of networks against what BookSim 2 measured. */
final class NetworkSuite implements Suite {
    @Override
    public String name() {
        return "networks";
    }

    @Override
    public String text() {
        return "latency and accepted load of networks under synthetic traffic against 166 points measured with BookSim 2";
    }

    @Override
    public List<Row> run(Effort effort) {
        List<Row> rows = new ArrayList<>();
        for (Comparison.Row row :
                Comparison.run(point -> effort.wanted().test(point.curve()), effort.seeds(), effort.threads())) {
            boolean latency = row.what().equals("latency");
            rows.add(new Row(
                    row.reference().curve(),
                    latency ? "mean packet latency" : "accepted load",
                    (latency ? "latency" : "accepted") + " at "
                            + row.reference().offered(),
                    latency ? "cycles" : "flits/node/cycle",
                    row.expected(),
                    row.actual(),
                    true,
                    row.tolerance(),
                    Row.Basis.PREDICTED,
                    "",
                    "BookSim 2, commit 28f43299, 2017-06-27"));
        }
        return rows;
    }
}
