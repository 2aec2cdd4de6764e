package org.skerry.model.enclave;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.skerry.model.attack.Marks;
import org.skerry.model.enclave.Journal.Ranked;
import org.skerry.sim.actor.Turn;
import org.skerry.sim.device.Device;
import org.skerry.sim.digest.DigestCombiner;
import org.skerry.sim.machine.ActorAuthority;
import org.skerry.sim.machine.ActorFault;
import org.skerry.sim.machine.LogLine;
import org.skerry.sim.machine.RunOutcome;
import org.skerry.sim.trace.EndpointList;
import org.skerry.sim.trace.MemoryRegion;
import org.skerry.sim.trace.Reach;

/** What the enclaves of a chip have come to, read from all of them when somebody asks. Nothing here is modelled, and nothing is changed. */
final class ChipResults {
    private final ChipEnclaves enclaves;

    ChipResults(ChipEnclaves enclaves) {
        this.enclaves = enclaves;
    }

    /** How a run ended in which nothing moves any more. */
    RunOutcome outcome(long cycle) {
        List<Enclave> waiting = new ArrayList<>();
        List<String> away = new ArrayList<>();
        Enclave stuck = null;
        for (Enclave enclave : enclaves.withDevicePorts()) {
            if (enclave.swap() != null) {
                away.addAll(enclave.swap().waiting());
            }
            if (enclave.damage() != null && enclave.damage().hung()) {
                if (enclave.core().state() != Core.State.ASLEEP || enclave.hasUnfinishedBusiness()) {
                    away.add("actor '" + enclave.resident().name + "' stands still: its core hangs");
                }
            } else if (enclave.core().state() != Core.State.ASLEEP) {
                waiting.add(enclave);
            } else if (enclave.hasUnfinishedBusiness() && !enclave.holdsCore()) {
                stuck = enclave;
            }
        }
        if (waiting.isEmpty() && away.isEmpty() && stuck != null) {
            throw new IllegalStateException(
                    "cycle " + cycle + ": " + stuck + " holds messages back, and nobody is there to take them");
        }
        if (!waiting.isEmpty()) {
            away.addAll(0, new WaitForGraph(waiting, enclaves::at).explain());
        }
        if (!away.isEmpty()) {
            return new RunOutcome.Deadlocked(cycle, away);
        }
        List<ActorFault> faults = inOrder(Journal::faults, ActorFault::cycle);
        return faults.isEmpty() ? new RunOutcome.Quiescent(cycle) : new RunOutcome.Faulted(cycle, faults);
    }

    /** Adds what was done everywhere, and who lives there. */
    void digest(DigestCombiner digest) {
        for (Enclave enclave : enclaves.withDevicePorts()) {
            enclaves.sliceAt(enclave.number()).journal().digest(enclave.number(), digest);
            for (Resident resident : enclave.occupants().all()) {
                resident.digest(digest, enclave.occupants().held().contains(resident.name));
            }
        }
    }

    List<LogLine> log() {
        return inOrder(Journal::log, LogLine::cycle);
    }

    /** What all slices have said, by cycle, then rank of the actor, then its own order. */
    private <T> List<T> inOrder(Function<Journal, List<Ranked<T>>> list, Function<T, Long> cycle) {
        List<Ranked<T>> all = new ArrayList<>();
        for (EnclaveSlice slice : enclaves.slicesAndPorts()) {
            all.addAll(list.apply(slice.journal()));
        }
        all.sort(Comparator.comparing((Ranked<T> each) -> cycle.apply(each.what()))
                .thenComparingInt(Ranked::rank));
        return all.stream().map(Ranked::what).toList();
    }

    /** Devices at the edge, by name. */
    Map<String, Device> devices() {
        Map<String, Device> devices = new LinkedHashMap<>();
        enclaves.devicePorts().forEach(port -> devices.put(port.resident().name, (Device) port.resident().instance));
        return devices;
    }

    /** One space for each enclave in which an actor lives, or lived last. */
    List<MemoryRegion> memoryMap() {
        List<MemoryRegion> map = new ArrayList<>();
        for (Enclave enclave : enclaves.all()) {
            if (enclave.resident() != null) {
                map.addAll(enclave.resident().memory.map());
            }
        }
        return map;
    }

    /** Where accesses have landed that left the linear memory of their actor. */
    Reach reach() {
        Reach reach = Reach.NONE;
        for (Enclave enclave : enclaves.all()) {
            reach = reach.and(enclave.reach().reach());
        }
        return reach;
    }

    /** The registers of all enclaves in which somebody lives. */
    EndpointList endpoints() {
        long total = 0;
        List<EndpointList.Register> listed = new ArrayList<>();
        for (Enclave enclave : enclaves.all()) {
            for (Endpoint each : enclave.network().endpoints()) {
                if (total++ < EndpointList.MOST) {
                    listed.add(each.listed(enclave.number(), enclave.resident().name));
                }
            }
        }
        return new EndpointList(total, listed);
    }

    /** Of the actors that live, or lived last, in the enclaves. */
    List<ActorAuthority> authority() {
        Map<String, Turn> turns = new LinkedHashMap<>();
        enclaves.withDevicePorts().stream()
                .flatMap(enclave -> enclave.occupants().all().stream())
                .sorted(Comparator.comparingInt(resident -> resident.rank))
                .forEach(resident -> turns.put(resident.name, resident.turn));
        return ActorAuthority.of(turns);
    }

    /** What orders have left on the enclave of an actor; null if it lives nowhere. */
    Marks marksOf(long actor) {
        for (Enclave enclave : enclaves.all()) {
            if (enclave.resident() != null && enclave.resident().id == actor) {
                return enclave.management().settledMarks();
            }
        }
        return null;
    }

    /** Names of actors whose guest is held in mid-turn. */
    List<String> held() {
        List<String> held = new ArrayList<>();
        for (Enclave enclave : enclaves.all()) {
            held.addAll(enclave.occupants().held());
        }
        return held;
    }
}
