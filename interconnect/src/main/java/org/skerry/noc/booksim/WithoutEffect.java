package org.skerry.noc.booksim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keys that BookSim 2 reads and that change nothing in the networks modelled here, because what they belong to is switched off or is
 * another kind of router. Any value of theirs is accepted, and said to change nothing. Source: BookSim's code, commit 28f43299 of 2017.
 */
final class WithoutEffect {
    private WithoutEffect() {}

    private record Group(String why, List<String> beginnings) {}

    private static final List<Group> GROUPS = List.of(
            new Group(
                    "BookSim's iq router makes its allocators without it; vc_allocator = islip(2) or"
                            + " separable_input_first(matrix) says it",
                    List.of("alloc_iters", "arb_type")),
            new Group("it is for batches", List.of("batch_count", "batch_size", "max_outstanding_requests")),
            new Group("use_read_write is 0", List.of("read_re", "write_re", "write_fraction")),
            new Group("sim_power is 0", List.of("channel_sweep", "channel_width", "power_output_file", "tech_file")),
            new Group(
                    "buffer_policy is private",
                    List.of("feedback_aging_scale", "feedback_offset", "max_held_slots", "private_buf")),
            new Group("no link is made to fail", List.of("fail_seed")),
            new Group("no pattern here is drawn from it", List.of("perm_seed")),
            new Group("BookSim only prints a warning then", List.of("deadlock_warn_timeout")),
            new Group("the iq router does not read it", List.of("output_delay", "vct")),
            new Group("it is for a single router", List.of("in_ports", "out_ports")),
            new Group("BookSim reads it and does not use it", List.of("acc_warmup_thres", "warmup_thres")));

    private static final Group NOT_SPECULATIVE = new Group("speculative is 0", List.of("spec_"));
    private static final Group NO_BURSTS = new Group("injection_process is bernoulli", List.of("burst_"));
    private static final Group NOT_CONCENTRATED = new Group("the topology is no cmesh", List.of("x", "y"));

    /**
     * Why a key changes nothing, or null if it would.
     *
     * @param honoured values of the keys that are honoured
     */
    static String why(String key, Map<String, String> honoured) {
        List<Group> groups = new ArrayList<>(GROUPS);
        if (honoured.get("speculative").equals("0")) {
            groups.add(NOT_SPECULATIVE);
        }
        if (honoured.get("injection_process").equals("bernoulli")) {
            groups.add(NO_BURSTS);
        }
        if (!honoured.get("topology").equals("cmesh")) {
            groups.add(NOT_CONCENTRATED);
        }
        for (Group group : groups) {
            if (group.beginnings().stream().anyMatch(key::startsWith)) {
                return group.why();
            }
        }
        return null;
    }
}
