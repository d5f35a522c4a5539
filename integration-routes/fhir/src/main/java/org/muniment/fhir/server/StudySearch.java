package org.muniment.fhir.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
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

    private final FindService inSight;
    private final FindService heldBack;

    StudySearch(FindService inSight, FindService heldBack) {
        this.inSight = inSight;
        this.heldBack = heldBack;
    }

    /** One by one as they are asked for, each once, always in the same order; to be closed. */
    Matches find(StudyCriteria criteria, Set<Side> sides) {
        List<Side> ordered =
                criteria.isImpossible() ? List.of() : sides.stream().sorted().toList();
        return new Matches(criteria, ordered);
    }

    private boolean isInSight(StudyInstanceUid study) {
        try (FindResults found =
                inSight.find(new StudyCriteria().studies(List.of(study)).query())) {
            return found.hasNext();
        }
    }

    final class Matches implements Iterator<StudyInstanceUid>, AutoCloseable {

        private final StudyCriteria criteria;
        private final List<Side> sides;
        private final Set<StudyInstanceUid> given = new HashSet<>();
        private Side side;
        private FindResults rows;
        private StudyInstanceUid next;

        private Matches(StudyCriteria criteria, List<Side> sides) {
            this.criteria = criteria;
            this.sides = new ArrayList<>(sides);
        }

        @Override
        public boolean hasNext() {
            while (next == null && advance()) {
                Attributes row = rows.next();
                if (!criteria.admits(row)) continue;
                StudyInstanceUid study = new StudyInstanceUid(row.getString(Tag.StudyInstanceUID));
                // of one that was rejected in part, what is in sight counts
                if (side == Side.REJECTED && isInSight(study)) continue;
                if (given.add(study)) next = study;
            }
            return next != null;
        }

        private boolean advance() {
            while (rows == null || !rows.hasNext()) {
                close();
                if (sides.isEmpty()) return false;
                side = sides.remove(0);
                rows = (side == Side.IN_SIGHT ? inSight : heldBack).find(criteria.query());
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
