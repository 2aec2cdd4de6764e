package org.skerry.model.technology;

/**
 * Every figure that energy and area are worked out from, at 7 nm, 0.7 V and 1 GHz. The only place where one stands.
 *
 * <p>Tags of sources: [A] abstract or vendor's page, [R] read in a project's repository, [K] recalled from the literature. MuchiSim is
 * github.com/PrincetonUniversity/muchiSim, {@code src/configs/param_energy.h} and {@code config_system.h}; Horowitz is ISSCC 2014,
 * figure 1.1.9, at 45 nm and 0.9 V.
 */
public enum Constant {
    CORE_INSTRUCTION(
            "an instruction of a core, its fetch included",
            6,
            1.8,
            12,
            "pJ",
            "MuchiSim: integer operation of a processing unit [R]; low: KiloCore's 13.7 pJ at 32 nm and 0.9 V (JSSC 52(4), 2017 [A])"
                    + " x 7/32 x (0.7/0.9)^2; high: twice, assumption"),

    FETCH_SHARE(
            "of an instruction of a core, what fetching it takes; its place is taken by a cache of instructions that is modelled",
            0.27,
            0.25,
            0.36,
            "1",
            "StrongARM SA-110: 27 % of its power in the instruction cache; low: ARM920T, 25 % (both as cited by Inoue et al. and Ishihara and"
                    + " Yasuura [R]); high: 25 of 70 pJ, Horowitz, ISSCC 2014 [K]"),

    CORE_CYCLE(
            "a cycle of a core, whether it executes or not",
            0.6,
            0.06,
            2.2,
            "pJ",
            "assumption: a tenth of an instruction, its clock gated; high: an idle XMOS Swallow core takes 71 of 193 mW [A]"),

    SRAM_READ(
            "reading 32 bits of SRAM, without banks",
            5.8,
            2.5,
            10.2,
            "pJ",
            "MuchiSim [R]; range: Horowitz [A] from 8 KiB with the square of the voltage to 1 MiB as measured"),

    SRAM_WRITE("writing 32 bits of SRAM, without banks", 9.1, 3.9, 15.9, "pJ", "MuchiSim [R]; range: as for reading"),

    SRAM_BANKS(
            "choosing among the banks of 1 KiB of SRAM, for 32 bits; half as much again with each doubling",
            0.3951,
            0.17,
            0.69,
            "pJ",
            "MuchiSim: 3.0 x 0.1317 x 1.5^log2(KiB) [R]; range: as for reading"),

    SRAM_LEAKAGE(
            "leakage of 1 KiB of SRAM", 0.625, 0.31, 1.25, "uW", "MuchiSim [R]; range: half and twice, assumption"),

    LOGIC_LEAKAGE("leakage of 1 mm2 of logic", 20_000, 5_000, 60_000, "uW", "assumption"),

    CLOCK_SHARE(
            "of a core's cycle without work, what its clock takes",
            0.5,
            0.2,
            0.8,
            "1",
            "assumption: the rest is leakage; what stopping the clock saves"),

    GATED_SHARE(
            "of a core's cycle without work, what is left without power",
            0.05,
            0,
            0.1,
            "1",
            "assumption: the switches that cut a core off leak themselves"),

    RETENTION_SHARE(
            "of the leakage of SRAM, what is left at a voltage that only keeps its contents",
            0.25,
            0.1,
            0.5,
            "1",
            "drowsy caches, Flautner et al., ISCA 2002 [K]: a sixth to a tenth of a line's leakage, 0.25 of a cache's; range: assumption"),

    TLB_LOOKUP(
            "translating an address",
            2,
            0.5,
            6.2,
            "pJ",
            "assumption: between a register file (1 pJ at 45 nm, Horowitz [A]) and 1 KiB of SRAM"),

    ROUTER_BIT(
            "a bit through a router: buffer, switch and arbitration",
            0.094,
            0.027,
            0.174,
            "pJ",
            "MuchiSim: 3 pJ a flit of 32 bits [R]; range: Intel SCC, 550 mW at 1.28 Tb/s = 0.43 pJ at 45 nm and 1.1 V (JSSC 46(4), 2011"
                    + " [A]) x (0.7/1.1)^2, and for the low end x 7/45"),

    LINK_BIT_MM(
            "a bit over 1 mm of wire",
            0.150,
            0.049,
            0.26,
            "pJ",
            "MuchiSim [R]; low: Noxim power.yaml [R]; high: 0.534 fF/um of BookSim's techfile.txt [R] at 0.7 V, every wire switching"),

    INTERFACE_BIT(
            "a bit through a network interface, either way",
            0.094,
            0,
            0.188,
            "pJ",
            "assumption: as through a router; low: counted with the router; high: twice"),

    DRAM_ACTIVATE_KIB(
            "opening and closing 1 KiB of a DRAM row",
            909,
            180,
            1800,
            "pJ",
            "HBM2, O'Connor et al., MICRO 2017, table 3 [K]; low: MuchiSim, 0.022 pJ/bit [R]; high: twice, assumption"),

    DRAM_BIT(
            "a bit to or from DRAM, its row open",
            20,
            3.5,
            40,
            "pJ",
            "Horowitz: 20 to 40 pJ [A], off the package; low: HBM2 (O'Connor et al. [K]; MuchiSim says 3.7 [R])"),

    DRAM_CHANNEL(
            "a channel with its DRAM, idle",
            24_000,
            0,
            500_000,
            "uW",
            "MuchiSim: refreshing 4 GiB at 0.022 pJ/bit every 32 ms [R], all else powered down; low: left out, as external storage is"
                    + " of a machine without DRAM; high: a module in standby, assumption"),

    STORAGE_COMMAND(
            "a request to external storage",
            2_100_000,
            0,
            18_000_000,
            "pJ",
            "assumption: opening a page of flash, 25 mA at 3.3 V for 25 us as data sheets of single-level NAND say [K]; low: from a buffer; high:"
                    + " programming one, 220 us"),

    STORAGE_BYTE(
            "a byte to or from external storage",
            2_900,
            800,
            8_300,
            "pJ",
            "assumption: a drive of 8.6 W that reads 3 GB/s (Samsung PM983, data sheet [K]); low: its bus alone; high: 25 W at that rate"),

    STORAGE_IDLE(
            "external storage without requests",
            5_000,
            0,
            3_500_000,
            "uW",
            "assumption: a drive in its deepest state of rest, some 5 mW (NVMe data sheets [K]); low: left out; high: awake"),

    ETHERNET_BYTE(
            "a byte to or from the external network",
            800,
            40,
            3_200,
            "pJ",
            "assumption: an optical module of 1 W at 10 Gb/s [K]; low: a serial link of 5 pJ a bit; high: 4 W over copper"),

    ETHERNET_IDLE(
            "the external network without traffic",
            100_000,
            0,
            1_000_000,
            "uW",
            "assumption: a tenth of that module's power, as low-power idle of IEEE 802.3az allows; low: left out; high: no such idle"),

    DEVICE_LINK_BYTE(
            "a byte over the link of a device that reads and writes memory",
            40,
            9.4,
            80,
            "pJ",
            "assumption: a serial link of 5 pJ a bit; low: MuchiSim's 1.17 pJ a bit over a board [R]; high: twice the best"),

    CORE_AREA(
            "a core, its instruction memory included",
            0.043,
            0.0026,
            0.1,
            "mm2",
            "MuchiSim: a thread's processing unit [R]; low: KiloCore, 0.055 mm2 at 32 nm (JSSC 52(4), 2017 [A]) x (7/32)^2; high:"
                    + " assumption"),

    SRAM_AREA("1 MiB of SRAM", 0.287, 0.2, 0.5, "mm2", "MuchiSim [R]; range: assumption"),

    ROUTER_AREA(
            "a router, for each 32 bits of its flit",
            0.00276,
            0.00276,
            0.008,
            "mm2",
            "MuchiSim, mesh of 32 bits [R]; high: Intel SCC, 1.32 mm2 for 128 bits at 45 nm [A], x (7/45)^2"),

    DRAM_CHANNEL_AREA(
            "a DRAM channel on the die: controller and physical interface",
            1,
            0,
            8,
            "mm2",
            "assumption; low: left out, as the interfaces of a machine without DRAM are");

    private final String text;
    private final UnitCost cost;

    Constant(String text, double best, double low, double high, String unit, String source) {
        this.text = text;
        this.cost = new UnitCost(best, low, high, unit, source);
    }

    /** What costs it. */
    public String text() {
        return text;
    }

    /** What it costs. */
    public UnitCost cost() {
        return cost;
    }
}
