package org.skerry.scenario.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every rule, by section of docs/CONTRACT.md. */
final class RuleBook {
    private RuleBook() {}

    static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(MessageRules.all());
        rules.addAll(AuthorityRules.all());
        rules.addAll(LifeRules.all());
        rules.addAll(HewittRules.all());
        rules.addAll(OversightRules.all());
        rules.addAll(WindowRules.all());
        rules.addAll(TimerRules.all());
        rules.addAll(LinkRules.all());
        rules.sort(Comparator.comparingInt(Rule::section));
        return List.copyOf(rules);
    }
}
