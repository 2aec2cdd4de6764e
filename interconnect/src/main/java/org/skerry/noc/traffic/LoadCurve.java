package org.skerry.noc.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.skerry.sim.config.ConfigException;

/** Experiments at several loads and with several seeds, side by side on several threads. The result does not depend on how many. */
public final class LoadCurve {
    private LoadCurve() {}

    /**
     * Runs them all.
     *
     * @param model     of the network
     * @param loads     offered flits for each endpoint and cycle
     * @param latency   whether latency is measured, or the accepted rate alone
     * @param seeds     runs of each load; with seeds {@code firstSeed}, {@code firstSeed + 1}, ...
     * @param threads   of the host; those that find no load to run share out the grid with the others
     */
    public static List<SeededPoints> run(
            NetworkModel model,
            NetworkSpec network,
            TrafficSpec traffic,
            Phases phases,
            boolean latency,
            List<Double> loads,
            long firstSeed,
            int seeds,
            int threads) {
        List<Callable<SeededPoints>> jobs = new ArrayList<>();
        int partitions = Math.max(1, threads / Math.max(1, loads.size()));
        for (double load : loads) {
            jobs.add(
                    () -> point(model, network, traffic.withLoad(load), phases, latency, firstSeed, seeds, partitions));
        }
        return all(jobs, threads);
    }

    /** One load with several seeds. */
    public static SeededPoints point(
            NetworkSpec network, TrafficSpec traffic, Phases phases, boolean latency, long firstSeed, int seeds) {
        return point(NetworkModel.MESH, network, traffic, phases, latency, firstSeed, seeds, 1);
    }

    /** The same with another model, on some threads. */
    public static SeededPoints point(
            NetworkModel model,
            NetworkSpec network,
            TrafficSpec traffic,
            Phases phases,
            boolean latency,
            long firstSeed,
            int seeds,
            int partitions) {
        List<LoadPoint> points = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            points.add(new Experiment(model, network, traffic, phases, latency, firstSeed + i, partitions).run());
        }
        List<LoadPoint> sustained = new ArrayList<>();
        if (new SeededPoints(points, List.of()).saturated()) {
            for (int i = 0; i < seeds; i++) {
                sustained.add(new Experiment(model, network, traffic, phases, false, firstSeed + i, partitions).run());
            }
        }
        return new SeededPoints(points, sustained);
    }

    /** The results of all jobs, in order. */
    public static <T> List<T> all(List<Callable<T>> jobs, int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(jobs)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ConfigException) {
                throw (ConfigException) failed.getCause();
            }
            throw new IllegalStateException("an experiment failed", failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
