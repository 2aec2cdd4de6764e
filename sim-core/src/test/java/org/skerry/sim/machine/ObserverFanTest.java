package org.skerry.sim.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserverFanTest {
    private static RunObserver named(String name, List<String> heard) {
        return (RunObserver) Proxy.newProxyInstance(
                RunObserver.class.getClassLoader(), new Class<?>[] {RunObserver.class}, (self, method, arguments) -> {
                    heard.add(name + " " + method.getName());
                    return null;
                });
    }

    @Test
    void nobodyIsNoObserverAndOneIsHimself() {
        RunObserver one = named("one", new ArrayList<>());
        assertNull(ObserverFan.of());
        assertNull(ObserverFan.of(null, null));
        assertSame(one, ObserverFan.of(null, one));
    }

    /** Whatever there is to hear: a callback that is added later is in this test by itself. */
    @Test
    void everyCallbackReachesEveryObserverInOrder() throws IllegalAccessException, InvocationTargetException {
        List<String> heard = new ArrayList<>();
        RunObserver fan = ObserverFan.of(named("one", heard), null, named("two", heard), named("three", heard));
        for (Method callback : RunObserver.class.getMethods()) {
            Object[] arguments = new Object[callback.getParameterCount()];
            for (int i = 0; i < arguments.length; i++) {
                Class<?> type = callback.getParameterTypes()[i];
                arguments[i] = type == long.class ? (Object) 1L : type == int.class ? (Object) 1 : null;
            }
            heard.clear();
            callback.invoke(fan, arguments);
            String name = callback.getName();
            assertEquals(List.of("one " + name, "two " + name, "three " + name), heard);
        }
    }
}
