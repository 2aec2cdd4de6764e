package org.skerry.scenario.device;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.skerry.model.attack.Order;
import org.skerry.model.sharedmem.dma.DevicesSpec;
import org.skerry.model.sharedmem.dma.TransferLaw;
import org.skerry.scenario.load.LoadedScenario;
import org.skerry.scenario.load.ScenarioLoader;
import org.skerry.scenario.run.FinishedRun;
import org.skerry.scenario.run.Runner;
import org.skerry.scenario.run.StopSwitch;
import org.skerry.sim.trace.Reach;
import org.skerry.sim.trace.Reach.Whose;

/** What devices that read and write memory take and reach, beside closed forms and predictions of docs/VALIDATION.md. */
public final class DeviceFigures {
    /** Transfers by their law. */
    public static final String TRANSFERS = "transfers of devices";

    /** Drivers on the account of cores. */
    public static final String DRIVERS = "drivers of devices";

    /** Bytes of others that devices reach. */
    public static final String EXPOSURE = "exposure to devices";

    private static final int[] LINKS = {100, DevicesSpec.DEFAULT_LINK_CYCLES, 1000};
    private static final int[] OUTSTANDING = {1, 8, 32};
    private static final double LAW_PERCENT = 5;
    private static final double DRIVER_PERCENT = 2;
    private static final int REQUESTS = 60;
    private static final int MESSAGES_A_REQUEST = 6; // from and to the card, and twice to and from the disk
    private static final int DRIVER_CYCLES = 3000; // ten times the default, so that nothing else matters beside it
    private static final List<String> VAULTS = List.of("vault0", "vault1", "vault2");
    private static final List<String> AGENTS = List.of("card", "disk", Order.Transfer.MANAGEMENT);

    /**
     * One figure.
     *
     * @param subject   one of the constants here
     * @param point     what was measured
     * @param unit      of both
     * @param reference by the law, or predicted
     * @param measured  here
     * @param percent   largest difference that holds, of the reference; 0 of what must be equal
     * @param rule      whether it is kept or broken
     * @param note      more for people
     */
    public record Figure(
            String subject,
            String point,
            String unit,
            double reference,
            double measured,
            double percent,
            boolean rule,
            String note) {}

    private final List<Figure> figures = new ArrayList<>();

    private DeviceFigures() {}

    /** Measures all of the subjects that are wanted. */
    public static List<Figure> measure(Predicate<String> wanted) {
        DeviceFigures all = new DeviceFigures();
        if (wanted.test(TRANSFERS)) {
            all.transfers();
        }
        if (wanted.test(DRIVERS)) {
            all.drivers();
        }
        if (wanted.test(EXPOSURE)) {
            all.exposure();
        }
        return all.figures;
    }

    private void transfers() {
        for (boolean write : new boolean[] {false, true}) {
            for (int link : LINKS) {
                for (int lines : OUTSTANDING) {
                    TransferRun run = TransferRun.of(link, lines, write);
                    String point = (write ? "write" : "read") + " of 16 KiB, link of " + link + " cycles, " + lines
                            + (lines == 1 ? " line" : " lines") + " under way";
                    figures.add(
                            new Figure(TRANSFERS, point, "cycles", run.law(), run.cycles(), LAW_PERCENT, false, ""));
                }
            }
        }
    }

    private void drivers() {
        long with = softwareCycles(DRIVER_CYCLES);
        long without = softwareCycles(0);
        figures.add(new Figure(
                DRIVERS,
                "cycles of cores for drivers of " + DRIVER_CYCLES + " cycles, " + REQUESTS + " requests of records",
                "cycles",
                TransferLaw.driver((long) MESSAGES_A_REQUEST * REQUESTS, DRIVER_CYCLES),
                with - without,
                DRIVER_PERCENT,
                false,
                "cycles.messageSoftware, less that with driverCycles 0"));
    }

    private static long softwareCycles(int driverCycles) {
        return run(
                        "records",
                        "shared",
                        List.of(
                                "parameters.requests=" + REQUESTS,
                                "machines.shared.devices.dma=true",
                                "machines.shared.devices.driverCycles=" + driverCycles))
                .record()
                .metrics()
                .value("cycles.messageSoftware");
    }

    private void exposure() {
        for (String machine : List.of("chip", "guarded", "late", "beside", "open")) {
            FinishedRun run =
                    run("dma-intruder", machine, List.of("parameters.requests=" + REQUESTS, "parameters.deposits=5"));
            Reach reach = run.record().reach();
            long others = 0;
            for (String by : AGENTS) {
                others += reach.bytesRead(by, Whose.ANOTHER) + reach.bytesWritten(by, Whose.ANOTHER);
            }
            String note = others + " bytes of other actors read or written";
            long vaults = VAULTS.stream()
                    .filter(vault ->
                            AGENTS.stream().anyMatch(by -> reach.others(by).contains(vault)))
                    .count();
            boolean closed = machine.equals("chip") || machine.equals("guarded");
            boolean wide = machine.equals("open") || machine.equals("beside");
            figures.add(rule(
                    "vaults that devices reach, " + words(machine), "vaults", wide ? VAULTS.size() : 0, vaults, note));
            figures.add(rule(
                    "whether they reach anybody, " + words(machine),
                    "yes is 1",
                    closed ? 0 : 1,
                    others > 0 ? 1 : 0,
                    note));
        }
    }

    private static String words(String machine) {
        return switch (machine) {
            case "chip" -> "chip";
            case "guarded" -> "strict IOMMU";
            case "late" -> "lazy IOMMU";
            case "beside" -> "strict IOMMU, and a controller past it";
            default -> "no IOMMU";
        };
    }

    private static Figure rule(String point, String unit, double reference, double measured, String note) {
        return new Figure(EXPOSURE, point, unit, reference, measured, 0, true, note);
    }

    private static FinishedRun run(String scenario, String machine, List<String> settings) {
        LoadedScenario loaded = ScenarioLoader.load(scenario, settings, OptionalLong.empty());
        return new Runner(loaded, new StopSwitch(), "validate")
                .run(loaded.spec().machine(machine), 1, null, null);
    }
}
