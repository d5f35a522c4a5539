package org.muniment.web.coercion;

import java.util.List;
import java.util.Map;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.ElementDictionary;
import org.muniment.web.problem.BadParameterException;

/**
 * What a preview is asked for.
 *
 * @param rules YAML as in a source file; null for the rules in force
 * @param studies Study Instance UIDs; null where {@code query} says which
 * @param query keys of a search for studies, by keyword
 * @param limit most instances looked at; null for {@link #DEFAULT_LIMIT}
 */
record PreviewRequest(String rules, List<String> studies, Map<String, String> query, Integer limit) {

    static final int DEFAULT_LIMIT = 200;
    private static final int MOST = 5000;
    static final int MOST_STUDIES = 100;

    int most() {
        if (limit == null) return DEFAULT_LIMIT;
        if (limit < 1 || limit > MOST) throw new BadParameterException("limit", "must be 1 to " + MOST);
        return limit;
    }

    List<StudyInstanceUid> uids() {
        if (studies.isEmpty() || studies.size() > MOST_STUDIES)
            throw new BadParameterException("studies", "must name 1 to " + MOST_STUDIES + " studies");
        try {
            return studies.stream().map(StudyInstanceUid::new).toList();
        } catch (ArchiveException e) {
            throw new BadParameterException("studies", e.getMessage());
        }
    }

    /** An identifier at study level. */
    Attributes identifier() {
        if (query == null || query.isEmpty())
            throw new BadParameterException("query", "must have a key, where studies are not named");
        Attributes identifier = new Attributes();
        query.forEach((keyword, value) -> {
            ElementDictionary.Entry entry = ElementDictionary.find(keyword);
            if (entry == null || !entry.vr().isString())
                throw new BadParameterException("query", "has no attribute " + keyword + " to search for");
            identifier.setString(entry.tag(), entry.vr(), value);
        });
        return identifier;
    }
}
