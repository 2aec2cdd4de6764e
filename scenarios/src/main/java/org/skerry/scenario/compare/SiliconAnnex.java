package org.skerry.scenario.compare;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.skerry.scenario.opponent.SiliconCount;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.spec.MachineSpec;
import org.skerry.view.report.Chapter;

/** What the machines of a comparison are made of, counted. */
public final class SiliconAnnex {
    private SiliconAnnex() {}

    /** A chapter of these counts; {@code machines} say which of them follow from another, {@code runs} are those that ended well. */
    public static Annex of(List<SiliconCount> counts, List<MachineSpec> machines, List<FinishedRun> runs) {
        List<Chapter.Part> parts = new ArrayList<>();
        for (MachineSpec machine : machines) {
            machine.opponent()
                    .ifPresent(opponent -> parts.add(new Chapter.Paragraph(machine.name() + " is an opponent of "
                            + opponent.of() + ": " + opponent.rule().text() + ".")));
        }
        parts.add(Chapter.Table.of("", SiliconCount.table(counts)));
        forOpponents(counts, machines, runs, (count, run) -> parts.add(AddedSilicon.table(count, run)));
        parts.add(new Chapter.Paragraph(
                "Bits are added up from the settings of each machine; a tag or an entry of a directory has 32 bits, and"
                        + " the latter one more for each core; a look-aside entry has 64. Area and power are best estimates with"
                        + " wide ranges (docs/ENERGY.md). Power is of a machine all of whose cores for actors compute and find each"
                        + " word in their nearest memory, before anything runs."));
        ObjectNode json = json(counts, machines);
        forOpponents(
                counts,
                machines,
                runs,
                (count, run) ->
                        AddedSilicon.json(((ObjectNode) json.get(count.machine())).putObject("added"), count, run));
        return new Annex("silicon", new Chapter("What the machines are made of", parts), json);
    }

    /** Every machine that follows from another by what is equal of the two, and its run. */
    private static void forOpponents(
            List<SiliconCount> counts,
            List<MachineSpec> machines,
            List<FinishedRun> runs,
            BiConsumer<SiliconCount, FinishedRun> what) {
        for (SiliconCount count : counts) {
            boolean follows = machines.stream()
                    .filter(machine -> machine.name().equals(count.machine()))
                    .flatMap(machine -> machine.opponent().stream())
                    .anyMatch(opponent -> opponent.rule().isMatched());
            runs.stream()
                    .filter(run -> follows && run.record().machine().equals(count.machine()))
                    .filter(AddedSilicon::isBilled)
                    .forEach(run -> what.accept(count, run));
        }
    }

    private static ObjectNode json(List<SiliconCount> counts, List<MachineSpec> machines) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (SiliconCount count : counts) {
            ObjectNode one = json.putObject(count.machine());
            machines.stream()
                    .filter(machine -> machine.name().equals(count.machine()))
                    .flatMap(machine -> machine.opponent().stream())
                    .forEach(opponent ->
                            one.put("opponent", opponent.rule().word()).put("of", opponent.of()));
            one.put("actorCores", count.actorCores())
                    .put("messagingCores", count.messagingCores())
                    .put("dataBits", count.dataBits())
                    .put("tagBits", count.tagBits())
                    .put("directoryBits", count.directoryBits())
                    .put("translationBits", count.translationBits())
                    .put("interfaceBits", count.interfaceBits())
                    .put("routers", count.mesh().routers())
                    .put("flitBytes", count.mesh().flitBytes())
                    .put("meshHertz", count.meshHertz())
                    .put("coreHertz", count.coreHertz())
                    .put("memoryChannels", count.memoryChannels())
                    .put("capacityBytes", count.capacityBytes())
                    .put("areaSquareMillimetres", count.area().amount())
                    .put("areaLow", count.area().low())
                    .put("areaHigh", count.area().high())
                    .put("designMilliwatts", count.designMilliwatts());
        }
        return json;
    }
}
