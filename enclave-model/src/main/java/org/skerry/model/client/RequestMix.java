package org.skerry.model.client;

import org.skerry.sim.rng.RandomStream;
import org.skerry.sim.rng.RandomStreams;
import org.skerry.sim.state.StateReader;
import org.skerry.sim.state.StateWriter;
import org.skerry.sim.state.Stateful;

/** What each request is about. Each property has a stream of its own, drawn once a request: no setting moves the draws of another. */
final class RequestMix implements Stateful {
    private static final int THOUSAND = 1000;

    private final ClientSpec spec;
    private final ZipfKeys keys;
    private final RandomStream[] streams;
    private int key;
    private int client;
    private boolean writes;
    private int valueBytes;

    RequestMix(ClientSpec spec, RandomStreams random, long index) {
        this.spec = spec;
        this.keys = new ZipfKeys(spec.keys(), spec.zipfPermille());
        this.streams = new RandomStream[] {
            random.stream("clients.key", index),
            random.stream("clients.client", index),
            random.stream("clients.operation", index),
            random.stream("clients.size", index)
        };
    }

    /** Draws the next request. */
    void draw() {
        key = keys.next(streams[0]);
        client = streams[1].nextInt(spec.population());
        writes = streams[2].nextInt(THOUSAND) < spec.writePermille();
        valueBytes = streams[3].nextInt(THOUSAND) < spec.largePermille() ? spec.largeValueBytes() : spec.valueBytes();
    }

    /** What was drawn becomes the request of a slot. */
    void fill(Attempts attempts, int slot) {
        attempts.key[slot] = key;
        attempts.client[slot] = client;
        attempts.writes[slot] = writes;
        attempts.valueBytes[slot] = valueBytes;
    }

    @Override
    public void save(StateWriter out) {
        for (RandomStream stream : streams) {
            stream.save(out);
        }
    }

    @Override
    public void load(StateReader in) {
        for (RandomStream stream : streams) {
            stream.load(in);
        }
    }
}
