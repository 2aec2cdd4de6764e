package org.skerry.model.enclave;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import org.skerry.noc.Network;
import org.skerry.noc.NetworkMaker;
import org.skerry.noc.NetworkPorts;
import org.skerry.noc.Packet;

/** The networks of another maker that carry something else than they were given: mutants of a protocol without a change to those who speak it. */
final class LyingNetwork {
    private LyingNetwork() {}

    /** Networks whose packets carry what {@code lie} makes of their bodies. */
    static NetworkMaker of(NetworkMaker maker, UnaryOperator<Object> lie) {
        return (mesh, partitions, bodies) -> {
            Network network = maker.make(mesh, partitions, bodies);
            return proxy(
                    Network.class,
                    network,
                    (method, result) -> method.equals("open")
                            ? proxy(NetworkPorts.class, (NetworkPorts) result, (name, answer) -> answer, lie)
                            : result,
                    UnaryOperator.identity());
        };
    }

    private interface Answers {
        Object of(String method, Object result);
    }

    private static <T> T proxy(Class<T> type, T real, Answers answers, UnaryOperator<Object> lie) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            Object[] arguments = given == null ? new Object[0] : given.clone();
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof Packet packet) {
                    arguments[i] = new Packet(
                            packet.id(),
                            packet.source(),
                            packet.destination(),
                            packet.network(),
                            packet.domain(),
                            packet.bytes(),
                            lie.apply(packet.body()));
                }
            }
            try {
                return answers.of(method.getName(), method.invoke(real, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
