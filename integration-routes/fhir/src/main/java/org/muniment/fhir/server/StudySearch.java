package org.muniment.fhir.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.find.FindResults;
import org.muniment.core.find.FindService;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;

/** Finds studies: those in sight, and those that were rejected as a whole. */
final class StudySearch {

    /** Which studies are looked at. */
    enum Side {
        IN_SIGHT,
        REJECTED
    }

    private static final int AT_ONCE = 64;

    private final FindService inSight;
    private final FindService heldBack;

    StudySearch(FindService inSight, FindService heldBack) {
        this.inSight = inSight;
        this.heldBack = heldBack;
    }

    /** One by one as they are asked for, each once, always in the same order; to be closed. */
    Matches find(StudyCriteria criteria, Set<Side> sides) {
        return new Matches(steps(criteria, sides));
    }

    /** The same among these studies, some at a time. */
    Matches findAmong(Collection<StudyInstanceUid> studies, StudyCriteria criteria, Set<Side> sides) {
        List<StudyInstanceUid> all = List.copyOf(studies);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < all.size(); i += AT_ONCE)
            steps.addAll(steps(criteria.within(all.subList(i, Math.min(all.size(), i + AT_ONCE))), sides));
        return new Matches(steps);
    }

    private static List<Step> steps(StudyCriteria criteria, Set<Side> sides) {
        if (criteria.isImpossible()) return List.of();
        return sides.stream().sorted().map(side -> new Step(side, criteria)).toList();
    }

    private record Step(Side side, StudyCriteria criteria) {}

    private boolean isInSight(StudyInstanceUid study) {
        try (FindResults found =
                inSight.find(new StudyCriteria().studies(List.of(study)).query())) {
            return found.hasNext();
        }
    }

    final class Matches implements Iterator<StudyInstanceUid>, AutoCloseable {

        private final Queue<Step> steps;
        private final Set<StudyInstanceUid> given = new HashSet<>();
        private Step step;
        private FindResults rows;
        private StudyInstanceUid next;

        private Matches(List<Step> steps) {
            this.steps = new ArrayDeque<>(steps);
        }

        @Override
        public boolean hasNext() {
            while (next == null && advance()) {
                Attributes row = rows.next();
                if (!step.criteria().admits(row)) continue;
                StudyInstanceUid study = new StudyInstanceUid(row.getString(Tag.StudyInstanceUID));
                // of one that was rejected in part, what is in sight counts
                if (step.side() == Side.REJECTED && isInSight(study)) continue;
                if (given.add(study)) next = study;
            }
            return next != null;
        }

        private boolean advance() {
            while (rows == null || !rows.hasNext()) {
                close();
                if (steps.isEmpty()) return false;
                step = steps.remove();
                rows = (step.side() == Side.IN_SIGHT ? inSight : heldBack)
                        .find(step.criteria().query());
            }
            return true;
        }

        @Override
        public StudyInstanceUid next() {
            if (!hasNext()) throw new NoSuchElementException();
            StudyInstanceUid found = next;
            next = null;
            return found;
        }

        @Override
        public void close() {
            if (rows != null) rows.close();
            rows = null;
        }
    }
}
