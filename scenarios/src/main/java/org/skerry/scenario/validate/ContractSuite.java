package org.skerry.scenario.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.skerry.scenario.contract.Compliance;
import org.skerry.scenario.run.BuiltMachine;
import org.skerry.sim.machine.Machine;

/** Whether every machine, on every model of its network, keeps the rules of the contract that guests can see. */
final class ContractSuite implements Suite {
    @Override
    public String name() {
        return "contract";
    }

    @Override
    public String text() {
        return "rules of docs/CONTRACT.md, kept for the same WebAssembly modules by every machine on every network";
    }

    @Override
    public List<Row> run(Effort effort) {
        Map<String, Supplier<Machine>> machines = BuiltMachine.ofEveryKind(Compliance.SEED);
        machines.keySet().removeIf(name -> !effort.wanted().test(name));
        if (machines.isEmpty()) {
            return List.of();
        }
        long unchecked =
                machines.keySet().stream().filter(BuiltMachine::checksNoAddress).count();
        List<Row> rows = new ArrayList<>();
        for (Compliance.Finding finding : new Compliance().check(machines)) {
            rows.add(new Row(
                    String.join(", ", machines.keySet()),
                    "machines that keep a rule",
                    "section " + finding.section() + ": " + finding.claim(),
                    "machines",
                    machines.size() - (finding.byCheck() ? unchecked : 0),
                    machines.size() - finding.broken().size(),
                    false,
                    0,
                    Row.Basis.RULE,
                    finding.broken().entrySet().stream()
                            .map(broken -> broken.getKey() + ": " + broken.getValue())
                            .collect(Collectors.joining("; ")),
                    "docs/CONTRACT.md, version 1"));
        }
        return rows;
    }
}
