package org.skerry.scenario.load;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.skerry.model.core.CoreSpec;
import org.skerry.model.enclave.ChipSpec;
import org.skerry.model.enclave.UnlikeTiles;
import org.skerry.model.enclave.UnlikeTiles.Kind;
import org.skerry.scenario.spec.Formula;
import org.skerry.sim.config.ConfigException;

/** Reads tiles that are not like the others: kinds by name, each with the numbers of its tiles and what is different there. */
final class TilesBinder {
    static final List<String> KEYS = List.of("tiles", "enclaves", "memoryBytes", "core", "reserved");

    private TilesBinder() {}

    static UnlikeTiles bind(Section section, String key, UnlikeTiles otherwise) {
        List<Kind> kinds = new ArrayList<>(otherwise.kinds());
        section.named(key).forEach((name, node) -> {
            kinds.removeIf(kind -> kind.name().equals(name));
            kinds.add(kind(name, Section.of(node, section.path(key) + "." + name, section.scope(), KEYS)));
        });
        try {
            return new UnlikeTiles(kinds);
        } catch (ConfigException wrong) {
            throw Section.wrong(section.get(key), wrong.getMessage(), wrong);
        }
    }

    private static Kind kind(String name, Section kind) {
        List<Integer> tiles = new ArrayList<>();
        for (String text : kind.texts("tiles")) {
            tiles.add(Formula.of(text)
                    .evaluate(kind.scope(), BigInteger.ZERO, BigInteger.valueOf(Integer.MAX_VALUE))
                    .intValueExact());
        }
        CoreSpec usual = ChipSpec.of(1, 1, 1).core();
        return new Kind(
                name,
                tiles,
                (int) kind.number("enclaves", UnlikeTiles.AS_OTHERS, 1, ChipSpec.MOST_ENCLAVES_PER_TILE),
                (int) kind.bytes("memoryBytes", UnlikeTiles.AS_OTHERS, 1, Integer.MAX_VALUE),
                kind.has("core")
                        ? (CoreSpec) CoreBinder.bind(kind.get("core"), kind.path("core"), kind.scope(), usual)
                        : null,
                kind.truth("reserved", false));
    }
}
