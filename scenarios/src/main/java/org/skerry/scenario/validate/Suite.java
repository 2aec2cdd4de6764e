package org.skerry.scenario.validate;

import java.util.List;
import org.skerry.scenario.load.Nearest;
import org.skerry.sim.config.ConfigException;

/** Figures of one kind that the models are held against. A new suite is one more class in {@link #all}. */
public interface Suite {
    /** All suites, in the order in which they are run. */
    static List<Suite> all() {
        return List.of(
                new ContractSuite(),
                new IsolationSuite(),
                new RungSuite(),
                new NoiseSuite(),
                new SupervisionSuite(),
                new AuthoritySuite(),
                new MessageSuite(),
                new ServiceSuite(),
                new SiliconSuite(),
                new ProtocolSuite(),
                new ComputerSuite(),
                new KernelSuite(),
                new DeviceSuite(),
                new NetworkSuite(),
                new PacketSuite(),
                new LawSuite(),
                new OutsideSuite(),
                new FaultSuite());
    }

    /** Their names. */
    static List<String> names() {
        return all().stream().map(Suite::name).toList();
    }

    /** The suite of a name. */
    static Suite of(String name) {
        return all().stream()
                .filter(suite -> suite.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ConfigException("there is no suite '" + name + "'. " + Nearest.hint(name, names(), "")));
    }

    /** The word by which it is asked for. */
    String name();

    /** What it compares, in a sentence. */
    String text();

    /** Runs it: a row for each figure, in an order that people can read. */
    List<Row> run(Effort effort);
}
