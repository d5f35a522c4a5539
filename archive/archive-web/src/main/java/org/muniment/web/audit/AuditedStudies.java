package org.muniment.web.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.muniment.archive.id.StudyInstanceUid;

/** The studies a request turned out to be about, where its path and query do not say. */
public final class AuditedStudies {

    private static final String ATTRIBUTE = AuditedStudies.class.getName();

    private AuditedStudies() {}

    public static void note(HttpServletRequest request, Collection<StudyInstanceUid> studies) {
        Set<String> uids = new TreeSet<>();
        studies.forEach(study -> uids.add(study.value()));
        request.setAttribute(ATTRIBUTE, uids);
    }

    static Set<String> of(HttpServletRequest request) {
        Set<String> uids = new TreeSet<>();
        if (request.getAttribute(ATTRIBUTE) instanceof Set<?> noted) noted.forEach(uid -> uids.add(uid.toString()));
        return uids;
    }
}
