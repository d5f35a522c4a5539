package org.muniment.core;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;

/** Stands before an SPI and tells of each call. */
public final class Observed {

    private Observed() {}

    /** @param before told the method's name and its arguments before each call, by the thread that makes it */
    public static <T> T calls(Class<T> type, T target, BiConsumer<String, Object[]> before) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            before.accept(method.getName(), args);
            try {
                return method.invoke(target, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
