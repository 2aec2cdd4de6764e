package org.skerry.scenario.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.skerry.scenario.history.History;
import org.skerry.scenario.history.History.Gap;
import org.skerry.scenario.history.History.Outcome;

/** What clients of a replicated service saw, as JSON. It follows from the log of the run, where each operation stands. */
final class HistoryJson {
    private HistoryJson() {}

    static ObjectNode json(History history) {
        Gap gap = history.longestGap();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("operations", history.attempts().size())
                .put("answered", history.count(Outcome.ANSWERED))
                .put("noQuorum", history.count(Outcome.NO_QUORUM))
                .put("noAnswer", history.count(Outcome.NO_ANSWER))
                .put("open", history.count(Outcome.OPEN))
                .put("longestWaitNanoseconds", history.longestWait())
                .put("longestGapNanoseconds", gap.nanoseconds())
                .put("longestGapFromNanoseconds", gap.from());
        ArrayNode leaders = json.putArray("leaders");
        for (History.Leader leader : history.leaders()) {
            Gap around = history.gapAround(leader.nanoseconds());
            leaders.addObject()
                    .put("actor", leader.actor())
                    .put("term", leader.term())
                    .put("fromNanoseconds", leader.nanoseconds())
                    .put("lastAnswerBefore", around.from())
                    .put("firstAnswerAfter", around.to());
        }
        return json;
    }
}
