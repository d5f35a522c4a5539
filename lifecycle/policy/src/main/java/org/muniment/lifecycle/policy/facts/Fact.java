package org.muniment.lifecycle.policy.facts;

import java.util.function.Function;
import java.util.function.Supplier;

/** What the archive knows of one thing: a value, that there is none (nobody reported a death), or that it does not know, and why. */
public sealed interface Fact<T> {

    record Known<T>(T value) implements Fact<T> {
        @Override
        public <R> R fold(Function<T, R> known, Supplier<R> none, Function<String, R> unknown) {
            return known.apply(value);
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    record None<T>() implements Fact<T> {
        @Override
        public <R> R fold(Function<T, R> known, Supplier<R> none, Function<String, R> unknown) {
            return none.get();
        }

        @Override
        public String toString() {
            return "none";
        }
    }

    /** @param why for people, e.g. "the birth date has no month" */
    record Unknown<T>(String why) implements Fact<T> {
        @Override
        public <R> R fold(Function<T, R> known, Supplier<R> none, Function<String, R> unknown) {
            return unknown.apply(why);
        }

        @Override
        public String toString() {
            return "unknown (" + why + ")";
        }
    }

    <R> R fold(Function<T, R> known, Supplier<R> none, Function<String, R> unknown);

    static <T> Fact<T> of(T value) {
        return new Known<>(value);
    }

    static <T> Fact<T> none() {
        return new None<>();
    }

    static <T> Fact<T> unknown(String why) {
        return new Unknown<>(why);
    }

    /** Nothing was said about it. */
    static <T> Fact<T> unknown() {
        return new Unknown<>("not given");
    }

    default boolean isUnknown() {
        return fold(value -> false, () -> false, why -> true);
    }

    /** The next fact where this one has a value. */
    default <R> Fact<R> then(Function<T, Fact<R>> next) {
        return fold(next, Fact::none, Fact::unknown);
    }

    /** Another fact where there is none; an unknown one stays unknown. */
    default Fact<T> orElse(Supplier<Fact<T>> other) {
        return fold(value -> this, other, why -> this);
    }
}
