package org.muniment.lifecycle.records.disposition;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/** Has something happen at one call of all that go to the stores; as a rule it fails: the process dies before it, or after it and before it knows. */
final class Faults {

    private int calls;
    private int failing = Integer.MAX_VALUE;
    private boolean done;
    private Runnable event;
    private String where = "";

    /** @param done whether the call has its effect all the same */
    void failAt(int call, boolean done) {
        this.calls = 0;
        this.failing = call;
        this.done = done;
        this.where = "";
    }

    /** Something else happens right before that call. */
    void doAt(int call, Runnable what) {
        failing = call;
        event = what;
    }

    /** The call that failed; empty where none did. */
    String where() {
        return where;
    }

    <T> T on(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            boolean fails = ++calls == failing;
            if (fails && event != null) {
                event.run();
                return answer(method, real, args);
            }
            if (fails) where = type.getSimpleName() + "." + method.getName();
            if (fails && !done) throw died();
            Object answer = answer(method, real, args);
            if (fails) throw died();
            return answer;
        }));
    }

    private static Object answer(Method method, Object real, Object[] args) throws Throwable {
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static ArchiveException died() {
        return new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "died");
    }
}
