package org.muniment.core.retrieve;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What {@code flatMap} is, but for reading ahead: that takes in a whole inner stream when its result is consumed as an iterator. */
final class Chained<A, B> implements Iterator<B> {

    private final Iterator<A> outer;
    private final Function<A, Stream<B>> open;
    private Stream<B> inner = Stream.empty();
    private Iterator<B> current = inner.iterator();

    private Chained(Iterator<A> outer, Function<A, Stream<B>> open) {
        this.outer = outer;
        this.open = open;
    }

    /** One stream after the other, each closed before the next is opened; closing the result closes all. */
    static <A, B> Stream<B> of(Stream<A> outer, Function<A, Stream<B>> open) {
        Chained<A, B> chained = new Chained<>(outer.iterator(), open);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(chained, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(() -> chained.inner.close())
                .onClose(outer::close);
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext()) {
            if (!outer.hasNext()) return false;
            inner.close();
            inner = open.apply(outer.next());
            current = inner.iterator();
        }
        return true;
    }

    @Override
    public B next() {
        if (!hasNext()) throw new NoSuchElementException();
        return current.next();
    }
}
