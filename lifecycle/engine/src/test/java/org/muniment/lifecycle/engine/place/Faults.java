package org.muniment.lifecycle.engine.place;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.muniment.archive.object.ObjectStore;
import org.muniment.archive.object.ObjectWriter;

/** Stands before SPIs and tells a hook of each moment before and after a call; the hook may throw, or do something else meanwhile. */
public final class Faults {

    private static final Consumer<String> NOTHING = moment -> {};

    private Consumer<String> hook = NOTHING;
    private boolean quiet;

    public void each(Consumer<String> told) {
        hook = told;
    }

    public void none() {
        hook = NOTHING;
    }

    public <T> T on(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            String call = type.getSimpleName() + "." + method.getName();
            boolean told = !method.getName().equals("name");
            if (told) tell("before " + call);
            try {
                Object result = method.invoke(target, args);
                if (told) tell("after " + call);
                return result instanceof ObjectWriter writer && target instanceof ObjectStore
                        ? on(ObjectWriter.class, writer)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    /** What a hook calls is not told of. */
    private void tell(String moment) {
        if (quiet) return;
        quiet = true;
        try {
            hook.accept(moment);
        } finally {
            quiet = false;
        }
    }
}
