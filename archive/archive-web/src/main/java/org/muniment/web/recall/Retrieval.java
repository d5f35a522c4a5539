package org.muniment.web.recall;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.SeriesInstanceUid;
import org.muniment.archive.id.SopInstanceUid;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.find.QueryLevel;
import org.muniment.core.retrieve.RetrieveKeys;
import org.muniment.web.parameter.QueryParameters;
import org.muniment.web.problem.BadParameterException;
import org.muniment.web.resource.ResourceUris;
import org.springframework.web.servlet.HandlerMapping;

/** What of which study a request is about, by its path or, in the URI service, by its query. */
final class Retrieval {

    private static final String STUDY = ResourceUris.BASE_PATH + "/studies/{study}";
    private static final String SERIES = STUDY + "/series/{series}";
    private static final String INSTANCE = SERIES + "/instances/{instance}";

    /** Whatever is read from the instances themselves: neither metadata nor searches. */
    static final List<String> PATHS = List.of(
            STUDY,
            STUDY + "/rendered",
            STUDY + "/thumbnail",
            SERIES,
            SERIES + "/rendered",
            SERIES + "/thumbnail",
            INSTANCE,
            INSTANCE + "/rendered",
            INSTANCE + "/thumbnail",
            INSTANCE + "/frames/**",
            INSTANCE + "/bulkdata/**",
            ResourceUris.BASE_PATH + "/wado");

    private Retrieval() {}

    static Optional<StudyInstanceUid> study(HttpServletRequest request) {
        return uid(request, "study", StudyInstanceUid::new);
    }

    /** Empty where it names none, or not as it must; of which it is told elsewhere. */
    static Optional<RetrieveKeys> keys(HttpServletRequest request) {
        Optional<StudyInstanceUid> study = study(request);
        if (study.isEmpty()) return Optional.empty();
        List<SeriesInstanceUid> series =
                uid(request, "series", SeriesInstanceUid::new).stream().toList();
        List<SopInstanceUid> instances =
                uid(request, "instance", SopInstanceUid::new).stream().toList();
        QueryLevel level =
                !instances.isEmpty() ? QueryLevel.IMAGE : series.isEmpty() ? QueryLevel.STUDY : QueryLevel.SERIES;
        return Optional.of(new RetrieveKeys(level, Optional.empty(), List.of(study.get()), series, instances));
    }

    private static <U> Optional<U> uid(HttpServletRequest request, String name, Function<String, U> uid) {
        try {
            return text(request, name).map(uid);
        } catch (ArchiveException | BadParameterException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(HttpServletRequest request, String name) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> path
                && path.get(name) instanceof String value) return Optional.of(value);
        String parameter = name.equals("instance") ? "objectUID" : name + "UID";
        return QueryParameters.parse(request.getQueryString()).single(parameter);
    }
}
