package org.skerry.model.sharedmem.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.skerry.noc.topology.MeshSpec;

final class WhereaboutsTest {
    @Test
    void everythingIsWhereEndpointsSayIt() {
        for (int cores : new int[] {1, 2, 3, 6, 8, 12}) {
            for (int channels : new int[] {1, 2, 3}) {
                Endpoints endpoints = new Endpoints(MeshSpec.of(2, 3, 5, channels), cores, cores % 2 == 0 ? 1 : -1);
                Whereabouts where = new Whereabouts(endpoints);
                assertEquals(endpoints.port(), where.port());
                for (int core = 0; core < cores; core++) {
                    assertEquals(endpoints.core(core), where.core(core));
                    assertEquals(endpoints.slice(core), where.slice(core));
                    assertEquals(core, where.coreAt(where.core(core)));
                }
                assertEquals(endpoints.port(), where.core(cores), "devices");
                for (int channel = 0; channel < channels; channel++) {
                    assertEquals(endpoints.channel(channel), where.channel(channel));
                }
                for (long line = 0; line < 1000; line++) {
                    assertEquals(endpoints.sliceOf(line * line), where.sliceOf(line * line));
                    assertEquals(endpoints.channelOf(line * line), where.channelOf(line * line));
                }
            }
        }
    }
}
