package org.muniment.web.coercion;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.index.InstanceRecord;
import org.muniment.core.coerce.Coerced;
import org.muniment.core.coerce.Coercion;
import org.muniment.core.coerce.CoercionPreview;
import org.muniment.core.find.FindResults;
import org.muniment.core.find.FindService;
import org.muniment.core.find.Query;
import org.muniment.core.find.QueryLevel;
import org.muniment.core.find.QueryOptions;
import org.muniment.core.find.QueryRoot;
import org.muniment.core.retrieve.RetrieveKeys;
import org.muniment.core.retrieve.RetrieveService;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.web.audit.AuditedStudies;
import org.muniment.web.problem.BadParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows what a source's rules, or others in their place, would change in stored studies; nothing is changed. */
@RestController
final class CoercionController {

    private final SourceRules sources;
    private final FindService find;
    private final RetrieveService retrieve;
    private final CoercionPreview preview;

    CoercionController(SourceRules sources, FindService find, RetrieveService retrieve, CoercionPreview preview) {
        this.sources = sources;
        this.find = find;
        this.retrieve = retrieve;
        this.preview = preview;
    }

    @PostMapping("/api/sources/{name}/coercion/preview")
    PreviewBody preview(@PathVariable String name, @RequestBody PreviewRequest request, HttpServletRequest http) {
        SourceRules.Known source = sources.source(name)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "no source is called so"));
        Coercion coercion = request.rules() == null ? source.coercion() : parse(request.rules());
        Set<StudyInstanceUid> studies =
                new LinkedHashSet<>(request.studies() == null ? search(request.identifier()) : request.uids());
        AuditedStudies.note(http, studies);
        return preview(studies, coercion, source, request.most());
    }

    private Coercion parse(String yaml) {
        try {
            return sources.parse(yaml);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("rules", e.getMessage());
        }
    }

    private List<StudyInstanceUid> search(Attributes identifier) {
        identifier.setString(Tag.StudyInstanceUID, VR.UI, "");
        Query query = Query.fromIdentifier(QueryLevel.STUDY, QueryRoot.STUDY, identifier, QueryOptions.BASIC);
        List<StudyInstanceUid> found = new ArrayList<>();
        try (FindResults results = find.find(query)) {
            while (results.hasNext()) {
                if (found.size() == PreviewRequest.MOST_STUDIES)
                    throw new BadParameterException(
                            "query", "finds more than " + PreviewRequest.MOST_STUDIES + " studies");
                found.add(new StudyInstanceUid(results.next().getString(Tag.StudyInstanceUID)));
            }
        }
        return found;
    }

    private PreviewBody preview(Set<StudyInstanceUid> studies, Coercion coercion, SourceRules.Known source, int most) {
        List<PreviewBody.Instance> changed = new ArrayList<>();
        int looked = 0;
        for (StudyInstanceUid study : studies) {
            try (Stream<InstanceRecord> instances = retrieve.find(RetrieveKeys.ofStudy(study))) {
                for (InstanceRecord instance : (Iterable<InstanceRecord>) instances::iterator) {
                    if (looked == most) return new PreviewBody(looked, false, changed);
                    looked++;
                    Coerced coerced = preview.of(instance, coercion, sender(instance, source));
                    if (coerced.isChanged() || !coerced.problems().isEmpty())
                        changed.add(PreviewBody.Instance.of(instance, coerced));
                }
            }
        }
        return new PreviewBody(looked, true, changed);
    }

    /** The title it came under, if that is one of the source's; else as if it had come from the source. */
    private static String sender(InstanceRecord instance, SourceRules.Known source) {
        return source.aeTitles().contains(instance.source())
                ? instance.source()
                : source.aeTitles().get(0);
    }
}
