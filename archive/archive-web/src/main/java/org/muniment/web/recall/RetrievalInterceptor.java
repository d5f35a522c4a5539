package org.muniment.web.recall;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.find.QueryLevel;
import org.muniment.core.retrieve.RetrieveKeys;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.core.tier.OfflineInstances;
import org.muniment.core.tier.StudyAccesses;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Stands before all that gives out instances. An answer of many must not break where it comes to one that is offline, and one to HEAD reads nothing
 * that could fail: both are asked for first. Whatever else is offline shows when it is opened, and nothing is spent on it here. Afterwards it notes that
 * the study was viewed.
 */
final class RetrievalInterceptor implements HandlerInterceptor {

    private final RetrieveService retrieve;
    private final OfflineInstances offline;
    private final StudyAccesses accesses;

    RetrievalInterceptor(RetrieveService retrieve, OfflineInstances offline, StudyAccesses accesses) {
        this.retrieve = retrieve;
        this.offline = offline;
        this.accesses = accesses;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean head = request.getMethod().equals("HEAD");
        if (!head && !request.getMethod().equals("GET")) return true;
        Retrieval.keys(request).filter(keys -> head || isOfMany(keys, request)).ifPresent(this::requireAtHand);
        return true;
    }

    /** One image may stand for many: then no other is read. */
    private static boolean isOfMany(RetrieveKeys keys, HttpServletRequest request) {
        if (keys.level() == QueryLevel.IMAGE) return false;
        String path = request.getRequestURI();
        String accepted = String.valueOf(request.getHeader(HttpHeaders.ACCEPT)) + request.getQueryString();
        return !path.endsWith("/rendered") && !path.endsWith("/thumbnail") || accepted.contains("multipart");
    }

    private void requireAtHand(RetrieveKeys keys) {
        Optional<Predicate<InstanceRecord>> someOffline =
                offline.of(keys.studies().get(0));
        if (someOffline.isEmpty()) return;
        try (Stream<InstanceRecord> found = retrieve.find(keys)) {
            if (found.anyMatch(someOffline.get()))
                throw new ArchiveException(ErrorCode.OFFLINE, "some of it is on an offline tier");
        }
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, Exception failure) {
        int status = response.getStatus();
        if (!request.getMethod().equals("GET")
                || status != HttpServletResponse.SC_OK && status != HttpServletResponse.SC_PARTIAL_CONTENT) return;
        Optional<StudyInstanceUid> study = Retrieval.study(request);
        study.ifPresent(viewed -> accesses.accessed(viewed, RecallRequests.caller()));
    }
}
