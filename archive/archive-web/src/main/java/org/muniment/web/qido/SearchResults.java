package org.muniment.web.qido;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.core.find.FindResults;
import org.muniment.core.find.FindService;
import org.muniment.dicom.Attributes;

/**
 * The matches of one search. As many as one answer may have are found before the first is given, since headers tell of their number and a
 * search that turns out too broad is no answer at all. Only what one study holds can be more; the rest of it is found on the way.
 */
final class SearchResults implements AutoCloseable {

    private final FindResults found;
    private final Iterator<Attributes> head;
    private final OptionalLong total;
    private final boolean additional;
    private long left;

    /** @throws ArchiveException as {@link FindService#find} and its results */
    SearchResults(FindService find, Search search, int maxResults) {
        long wanted = search.limit().isPresent() ? search.limit().getAsInt() : Long.MAX_VALUE;
        left = search.withinStudy() ? wanted : Math.min(wanted, maxResults);
        // one more than is given tells whether there is more
        found = find.find(search.query().page(search.offset(), left == Long.MAX_VALUE ? left : left + 1));
        try {
            List<Attributes> first = new ArrayList<>();
            while (first.size() < Math.min(left, maxResults) && found.hasNext()) first.add(found.next());
            head = first.iterator();
            boolean whole = !found.hasNext();
            additional = !whole && first.size() == left;
            total = whole || additional && search.count() ? count() : OptionalLong.empty();
        } catch (RuntimeException e) {
            found.close();
            throw e;
        }
    }

    private OptionalLong count() {
        try {
            return OptionalLong.of(found.total());
        } catch (ArchiveException e) {
            if (e.code() == ErrorCode.TOO_MANY_RESULTS) return OptionalLong.empty();
            throw e;
        }
    }

    /** How many matches there are with and beside these; empty where that is not known at the beginning. */
    OptionalLong total() {
        return total;
    }

    /** Whether there are matches beyond the last of these. */
    boolean hasAdditional() {
        return additional;
    }

    /** The answers, one by one, each made by {@code form}. */
    Iterator<Attributes> answers(UnaryOperator<Attributes> form) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return left > 0 && (head.hasNext() || found.hasNext());
            }

            @Override
            public Attributes next() {
                if (!hasNext()) throw new NoSuchElementException();
                left--;
                return form.apply(head.hasNext() ? head.next() : found.next());
            }
        };
    }

    @Override
    public void close() {
        found.close();
    }
}
