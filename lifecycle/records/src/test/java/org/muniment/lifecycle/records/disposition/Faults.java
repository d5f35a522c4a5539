package org.muniment.lifecycle.records.disposition;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;

/** Has one call of all that go to the stores fail: the process dies before it, or after it and before it knows. */
final class Faults {

    private int calls;
    private int failing = Integer.MAX_VALUE;
    private boolean done;
    private String where = "";

    /** @param done whether the call has its effect all the same */
    void failAt(int call, boolean done) {
        this.calls = 0;
        this.failing = call;
        this.done = done;
        this.where = "";
    }

    /** The call that failed; empty where none did. */
    String where() {
        return where;
    }

    <T> T on(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            boolean fails = ++calls == failing;
            if (fails) where = type.getSimpleName() + "." + method.getName();
            if (fails && !done) throw died();
            try {
                Object answer = method.invoke(real, args);
                if (fails) throw died();
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private static ArchiveException died() {
        return new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "died");
    }
}
