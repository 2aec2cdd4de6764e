package org.skerry.noc.booksim;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys that BookSim 2 knows, with their defaults (commit 28f43299 of 2017). The first kind can be given other values here; the
 * second kind means something that is not modelled, and can be given its default only.
 */
final class BookSimDefaults {
    /** Marks a default of no text. */
    private static final String NONE = "";

    private BookSimDefaults() {}

    /** Keys that are honoured. */
    static Map<String, String> honoured() {
        String[] pairs = {
            "topology", "torus",
            "k", "8",
            "n", "2",
            "c", "1",
            "x", "8",
            "y", "8",
            "xr", "1",
            "yr", "1",
            "routing_function", "none",
            "use_noc_latency", "1",
            "num_vcs", "16",
            "vc_buf_size", "8",
            "credit_delay", "0",
            "routing_delay", "1",
            "vc_alloc_delay", "1",
            "sw_alloc_delay", "1",
            "st_prepare_delay", "0",
            "st_final_delay", "1",
            "speculative", "0",
            "wait_for_tail_credit", "0",
            "vc_allocator", "islip",
            "sw_allocator", "islip",
            "traffic", "uniform",
            "injection_rate", "0.1",
            "injection_rate_uses_flits", "0",
            "packet_size", "1",
            "injection_process", "bernoulli",
            "burst_alpha", "0.5",
            "burst_beta", "0.5",
            "burst_r1", "-1.0",
            "sim_type", "latency",
            "warmup_periods", "3",
            "sample_period", "1000",
            "max_samples", "10",
            "latency_thres", "500.0",
            "stopping_thres", "0.05",
            "acc_stopping_thres", "0.05",
            "seed", "0"
        };
        return map(pairs);
    }

    /** Keys that may only have the value that they have anyway. */
    static Map<String, String> fixed() {
        String[] pairs = {
            "alloc_iters", "1",
            "arb_type", "round_robin",
            "batch_count", "1",
            "batch_size", "1000",
            "buf_size", "-1",
            "buffer_policy", "private",
            "channel_file", NONE,
            "channel_sweep", "0",
            "channel_width", "128",
            "class_priority", "0",
            "classes", "1",
            "deadlock_warn_timeout", "256",
            "fail_seed", "0",
            "feedback_aging_scale", "1",
            "feedback_offset", "0",
            "hold_switch_for_packet", "0",
            "in_ports", "5",
            "include_queuing", "1",
            "input_speedup", "1",
            "internal_speedup", "1.0",
            "link_failures", "0",
            "max_held_slots", "-1",
            "max_outstanding_requests", "0",
            "measure_stats", "1",
            "network_file", NONE,
            "noq", "0",
            "out_ports", "5",
            "output_buffer_size", "-1",
            "output_delay", "0",
            "output_speedup", "1",
            "packet_size_rate", "1",
            "pair_stats", "0",
            "perm_seed", "0",
            "power_output_file", "pwr_tmp",
            "print_activity", "0",
            "print_csv_results", "0",
            "priority", "none",
            "private_buf_end_vc", "-1",
            "private_buf_size", "1",
            "private_buf_start_vc", "-1",
            "private_bufs", "-1",
            "read_reply_begin_vc", "8",
            "read_reply_end_vc", "13",
            "read_reply_size", "1",
            "read_reply_subnet", "0",
            "read_request_begin_vc", "0",
            "read_request_end_vc", "5",
            "read_request_size", "1",
            "read_request_subnet", "0",
            "router", "iq",
            "sent_packets_out", NONE,
            "sim_count", "1",
            "sim_power", "0",
            "spec_check_cred", "1",
            "spec_check_elig", "1",
            "spec_mask_by_reqs", "0",
            "spec_sw_allocator", "prio",
            "stats_out", NONE,
            "subnets", "1",
            "tech_file", NONE,
            "use_read_write", "0",
            "vc_busy_when_full", "0",
            "vc_prioritize_empty", "0",
            "vc_priority_donation", "0",
            "vc_shuffle_requests", "0",
            "vct", "0",
            "viewer_trace", "0",
            "warmup_thres", "0.05",
            "acc_warmup_thres", "0.05",
            "watch_file", NONE,
            "watch_flits", NONE,
            "watch_out", NONE,
            "watch_packets", NONE,
            "watch_transactions", NONE,
            "write_fraction", "0.5",
            "write_reply_begin_vc", "10",
            "write_reply_end_vc", "15",
            "write_reply_size", "1",
            "write_reply_subnet", "0",
            "write_request_begin_vc", "2",
            "write_request_end_vc", "7",
            "write_request_size", "1",
            "write_request_subnet", "0"
        };
        return map(pairs);
    }

    private static Map<String, String> map(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
