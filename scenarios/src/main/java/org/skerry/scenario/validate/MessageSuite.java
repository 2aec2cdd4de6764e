package org.skerry.scenario.validate;

import java.util.List;
import org.skerry.scenario.message.MessageFigures;

/** What a message costs alone, across large ones and past full mailboxes. */
final class MessageSuite implements Suite {
    @Override
    public String name() {
        return "messages";
    }

    @Override
    public String text() {
        return "cost of a message alone by its closed form; delays by large messages and full mailboxes within their bounds";
    }

    @Override
    public List<Row> run(Effort effort) {
        return MessageFigures.measure(effort.wanted()).stream()
                .map(figure -> new Row(
                        figure.subject(),
                        figure.figure(),
                        figure.point(),
                        "cycles",
                        figure.expected(),
                        figure.measured(),
                        false,
                        figure.tolerance(),
                        Row.Basis.PREDICTED,
                        figure.note(),
                        "closed forms of org.skerry.model.protocol.MessageSpec and MessagePart, docs/VALIDATION.md"))
                .toList();
    }
}
