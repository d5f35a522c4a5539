package org.muniment.core.order;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.order.OpenSteps;
import org.muniment.archive.order.OrderIndex;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.find.FlatQuery;
import org.muniment.dicom.Attributes;

/**
 * The answers to a worklist query, found one by one as they are asked for. {@code hasNext} and {@code next} may fail with
 * {@link ArchiveException}: TOO_MANY_RESULTS where there are more than one query gets, INDEX_UNAVAILABLE; answers given before stay true. For
 * one thread; to be closed, also before the end.
 */
public final class WorklistAnswers implements Iterator<Attributes>, AutoCloseable {

    /** More than anybody can pick from. */
    static final int MOST_ANSWERS = 1000;

    private final OrderIndex orders;
    private final Deque<OpenSteps> left;
    private final FlatQuery query;
    private final PatientDirectory patients;
    private final int mostCandidates;
    private final Map<PatientIdentifier, PatientDirectory.Person> seen = new HashMap<>();
    private Stream<OpenSteps.Found> open = Stream.empty();
    private Iterator<OpenSteps.Found> steps = Collections.emptyIterator();
    private Attributes next;
    private int candidates;
    private int answers;

    WorklistAnswers(
            OrderIndex orders,
            List<OpenSteps> accesses,
            FlatQuery query,
            PatientDirectory patients,
            int mostCandidates) {
        this.orders = orders;
        this.left = new ArrayDeque<>(accesses);
        this.query = query;
        this.patients = patients;
        this.mostCandidates = mostCandidates;
    }

    @Override
    public boolean hasNext() {
        while (next == null && hasStep()) {
            if (++candidates > mostCandidates) throw tooMany();
            OpenSteps.Found found = steps.next();
            Attributes item = WorklistItem.of(
                    found.order(),
                    found.step(),
                    seen.computeIfAbsent(found.order().patient(), patients::living));
            if (!query.matches(item)) continue;
            if (++answers > MOST_ANSWERS) throw tooMany();
            next = query.answer(item);
        }
        return next != null;
    }

    private boolean hasStep() {
        while (!steps.hasNext()) {
            if (left.isEmpty()) return false;
            open.close();
            OpenSteps access = left.remove();
            open = access.from().isAfter(access.to()) ? Stream.empty() : orders.openSteps(access);
            steps = open.iterator();
        }
        return true;
    }

    private static ArchiveException tooMany() {
        return new ArchiveException(
                ErrorCode.TOO_MANY_RESULTS, "more steps than one query gets: ask by date, modality or station");
    }

    @Override
    public Attributes next() {
        if (!hasNext()) throw new NoSuchElementException();
        Attributes found = next;
        next = null;
        return found;
    }

    @Override
    public void close() {
        open.close();
    }
}
