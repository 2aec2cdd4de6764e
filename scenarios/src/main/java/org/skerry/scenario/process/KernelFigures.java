package org.skerry.scenario.process;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.skerry.model.sharedmem.KernelLaw;
import org.skerry.model.sharedmem.SharedMemorySpec;
import org.skerry.model.sharedmem.containment.ContainmentSpec;
import org.skerry.model.sharedmem.kernel.KernelSpec;
import org.skerry.model.sharedmem.kernel.PagingSpec;
import org.skerry.model.sharedmem.kernel.ProcessMessages;

/** What the kernel of the shared-memory machine costs, beside its law and beside what was measured on computers that were built. */
public final class KernelFigures {
    /** System calls that do nothing. */
    public static final String CALL = "null system call";

    /** A byte to and fro through a kernel. */
    public static final String PIPE = "message between processes";

    /** The parts of a message by their law. */
    public static final String LAW = "law of a message";

    /** Pages that are touched first, and memories that grow, by their law. */
    public static final String PAGING = "law of demand paging";

    /** What one message of actors costs without and with a kernel. */
    public static final String ACTOR = "cost of one actor message";

    private static final long HERTZ = 2_700_000_000L;
    private static final double GIGAHERTZ = HERTZ / 1e9;
    private static final int PAGE_BYTES = 4096;
    private static final int RECORD_BYTES = 112; // of a message of one byte in a mailbox
    private static final int ISOLATION = 430;
    private static final int PREDICTORS = 3600; // cleared at each switch, beyond the write of the register
    private static final double TEN_PERCENT = 10;
    private static final double HALF = 50;

    /**
     * One figure.
     *
     * @param subject   one of the constants here
     * @param point     what was measured
     * @param unit      of both
     * @param reference published, or by the law
     * @param measured  here
     * @param percent   largest difference that holds, of the reference
     * @param fitted    whether a constant was chosen from it
     * @param note      more for people
     * @param source    of the reference
     */
    public record Figure(
            String subject,
            String point,
            String unit,
            double reference,
            double measured,
            double percent,
            boolean fitted,
            String note,
            String source) {}

    private final List<Figure> figures = new ArrayList<>();

    private KernelFigures() {}

    /** Measures all of the subjects that are wanted. */
    public static List<Figure> measure(Predicate<String> wanted) {
        KernelFigures all = new KernelFigures();
        if (wanted.test(CALL)) {
            all.calls();
        }
        if (wanted.test(PIPE)) {
            all.pipes();
        }
        if (wanted.test(LAW)) {
            all.laws();
        }
        if (wanted.test(PAGING)) {
            all.paging();
        }
        if (wanted.test(ACTOR)) {
            all.actors();
        }
        return all.figures;
    }

    private static SharedMemorySpec machine(ContainmentSpec containment) {
        SharedMemorySpec base = SharedMemorySpec.of(4);
        return base.withCores(4, base.mesh(), HERTZ)
                .withContainment(containment)
                .complete();
    }

    private static SharedMemorySpec processes(KernelSpec kernel) {
        return machine(ContainmentSpec.processes()).withKernel(kernel);
    }

    private void calls() {
        double plain = KernelRun.logging(processes(KernelSpec.DEFAULT)).nanoseconds();
        figures.add(new Figure(
                CALL,
                "as by default",
                "cycles",
                130,
                plain * GIGAHERTZ,
                TEN_PERCENT,
                true,
                "",
                "getppid() on a Xeon Gold 6148, Open Telekom Cloud 2018"));
        double apart = KernelRun.logging(processes(KernelSpec.DEFAULT.withIsolationCycles(ISOLATION)))
                .nanoseconds();
        figures.add(new Figure(
                CALL,
                "with page tables of the kernel's own",
                "ns",
                228,
                apart,
                TEN_PERCENT,
                false,
                "isolationCycles " + ISOLATION,
                "Skylake with KPTI and retpolines, phoronix.com 2018"));
    }

    private void pipes() {
        KernelSpec threads = KernelSpec.DEFAULT.withAddressSpaceCycles(0);
        figures.add(new Figure(
                PIPE,
                "round on one core, without a change of address space",
                "ns",
                2140,
                KernelRun.rounds(processes(threads), 0).nanoseconds(),
                TEN_PERCENT,
                true,
                "",
                "pipes between threads, Linux 6.6, i7 of the 11th generation, ddumbying.vercel.app"));
        double cleared = KernelRun.rounds(processes(KernelSpec.DEFAULT.withAddressSpaceCycles(PREDICTORS)), 0)
                .nanoseconds();
        figures.add(new Figure(
                PIPE,
                "round on one core",
                "ns",
                4820,
                cleared,
                TEN_PERCENT,
                true,
                "addressSpaceCycles " + PREDICTORS,
                "pipes between processes, the same source"));
        figures.add(new Figure(
                PIPE,
                "one way on one core",
                "ns",
                3500,
                cleared / 2,
                HALF,
                false,
                "addressSpaceCycles " + PREDICTORS,
                "a token between processes, besthub.dev"));
    }

    private void laws() {
        SharedMemorySpec spec = processes(KernelSpec.DEFAULT);
        KernelLaw law = new KernelLaw(spec);
        KernelRun run = KernelRun.rounds(spec, 0);
        law("sender's software", law.send(RECORD_BYTES), run.mean("sendSoftware"), 1);
        law("to take up the receiver", law.takeUp(), run.mean("wakeUp"), 1);
        law("receiver's software", law.receive(RECORD_BYTES), run.mean("receiveSoftware"), 1);
        law("one way on one core", law.oneWay(RECORD_BYTES), run.messageCycles(), 5);
    }

    private void paging() {
        SharedMemorySpec eager = processes(KernelSpec.DEFAULT);
        SharedMemorySpec demand = processes(KernelSpec.DEFAULT.withPaging(PagingSpec.DEMAND));
        KernelLaw law = new KernelLaw(demand);
        page("a page that is touched first", law.firstTouch(PAGE_BYTES), eager, demand, KernelRun::touching);
        page("a memory that grows by 64 KiB", law.grow(), eager, demand, KernelRun::growing);
        SharedMemorySpec machines = machine(ContainmentSpec.virtualMachines());
        SharedMemorySpec both = machines.withKernel(KernelSpec.DEFAULT.withPaging(PagingSpec.DEMAND));
        long exit = KernelSpec.DEFAULT_EXIT_CYCLES;
        page(
                "the same page in a virtual machine",
                law.firstTouch(PAGE_BYTES) + exit,
                machines,
                both,
                KernelRun::touching);
    }

    /** A machine whose memory does not refresh: a run that lasts longer would meet more of that. */
    private static SharedMemorySpec quiet(SharedMemorySpec spec) {
        return spec.withMemory(spec.memory().bare()).complete();
    }

    private void page(
            String point,
            long expected,
            SharedMemorySpec without,
            SharedMemorySpec with,
            Function<SharedMemorySpec, KernelRun> run) {
        double more =
                run.apply(quiet(with)).nanoseconds() - run.apply(quiet(without)).nanoseconds();
        figures.add(new Figure(
                PAGING,
                point,
                "cycles",
                expected,
                more * GIGAHERTZ,
                1,
                false,
                "beyond the same without paging",
                "KernelLaw, docs/VALIDATION.md"));
    }

    private void law(String point, long expected, double measured, double percent) {
        figures.add(new Figure(
                LAW, point, "cycles", expected, measured, percent, false, "", "KernelLaw, docs/VALIDATION.md"));
    }

    private void actors() {
        SharedMemorySpec dispatcher = machine(ContainmentSpec.DEFAULT);
        SharedMemorySpec copies = processes(KernelSpec.DEFAULT);
        SharedMemorySpec rings = processes(KernelSpec.DEFAULT.withMessages(ProcessMessages.RING));
        actor("dispatcher, one core", KernelRun.rounds(dispatcher, 0));
        actor("dispatcher, two cores", KernelRun.rounds(dispatcher, 1));
        actor("processes that copy, one core", KernelRun.rounds(copies, 0));
        actor("processes that copy, two cores", KernelRun.rounds(copies, 1));
        actor("processes with rings, one core", KernelRun.rounds(rings, 0));
        actor("processes with rings, two cores", KernelRun.rounds(rings, 1));
    }

    /** Published runtimes lie between 50 and 5000 cycles: what is within is within 150 % of the one that says it in cycles. */
    private void actor(String point, KernelRun run) {
        figures.add(new Figure(
                ACTOR,
                point,
                "cycles",
                2000,
                run.messageCycles(),
                150,
                false,
                "Proto.Actor 120 to 160 M/s, Akka 38 M/s, Erlang 12 M/s on whole computers",
                "Akka 2.0, letitcrash.com 2012; proto.actor/docs/performance"));
    }
}
