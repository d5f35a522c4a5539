package org.muniment.web.stow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;
import org.muniment.web.resource.ResourceUris;
import org.springframework.http.HttpStatus;

/** What became of a request: the Store Instances Response Module (PS3.18 table I.1-1) and its status (PS3.18 table 10.5.3-1). */
final class StoreReport {

    private final List<StoreResult> results = new ArrayList<>();
    private boolean malformed;

    void add(StoreResult result) {
        results.add(result);
    }

    /** The request itself broke off or made no sense any more. */
    void addMalformed(String problem) {
        malformed = true;
        add(new StoreResult.Failed(StoreResult.Identity.UNKNOWN, FailureReason.CANNOT_UNDERSTAND, problem, false));
    }

    /** Studies of which something was stored. */
    Set<StudyInstanceUid> studies() {
        Set<StudyInstanceUid> studies = new TreeSet<>();
        for (StoreResult result : results)
            if (result instanceof StoreResult.Stored stored)
                studies.add(stored.id().study());
        return studies;
    }

    int size() {
        return results.size();
    }

    HttpStatus status() {
        boolean anyStored = results.stream().anyMatch(StoreResult.Stored.class::isInstance);
        if (anyStored) return results.stream().allMatch(StoreReport::isPerfect) ? HttpStatus.OK : HttpStatus.ACCEPTED;
        if (malformed) return HttpStatus.BAD_REQUEST;
        boolean retryable = results.stream().allMatch(r -> r instanceof StoreResult.Failed f && f.retryable());
        return retryable ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.CONFLICT;
    }

    private static boolean isPerfect(StoreResult result) {
        return result instanceof StoreResult.Stored stored && stored.warning().isEmpty();
    }

    Attributes toAttributes(ResourceUris uris) {
        Attributes response = new Attributes();
        response.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        Set<StudyInstanceUid> studies = studies();
        if (studies.size() == 1)
            response.setString(
                    Tag.RetrieveURL, VR.UR, uris.study(studies.iterator().next()));
        List<Attributes> stored = new ArrayList<>();
        List<Attributes> failed = new ArrayList<>();
        List<Attributes> unknown = new ArrayList<>();
        for (StoreResult result : results) {
            if (result instanceof StoreResult.Stored s) stored.add(item(s, uris));
            else if (result instanceof StoreResult.Failed f)
                (f.instance().sopInstanceUid() == null ? unknown : failed).add(item(f));
        }
        put(response, Tag.FailedSOPSequence, failed);
        put(response, Tag.ReferencedSOPSequence, stored);
        put(response, Tag.OtherFailuresSequence, unknown);
        return response;
    }

    private static void put(Attributes response, int tag, List<Attributes> items) {
        if (!items.isEmpty()) response.setItems(tag, items.toArray(Attributes[]::new));
    }

    private static Attributes item(StoreResult.Stored stored, ResourceUris uris) {
        Attributes item = reference(stored.sopClassUid(), stored.id().instance().value());
        item.setString(Tag.RetrieveURL, VR.UR, uris.instance(stored.id()));
        stored.warning().ifPresent(warning -> {
            item.setInt(Tag.WarningReason, VR.US, FailureReason.COERCED);
            item.setString(Tag.ErrorComment, VR.LO, comment(warning));
        });
        return item;
    }

    private static Attributes item(StoreResult.Failed failed) {
        Attributes item =
                reference(failed.instance().sopClassUid(), failed.instance().sopInstanceUid());
        item.setInt(Tag.FailureReason, VR.US, failed.reason());
        item.setString(Tag.ErrorComment, VR.LO, comment(failed.comment()));
        return item;
    }

    private static Attributes reference(String sopClassUid, String sopInstanceUid) {
        Attributes item = new Attributes();
        if (sopClassUid != null) item.setString(Tag.ReferencedSOPClassUID, VR.UI, sopClassUid);
        if (sopInstanceUid != null) item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, sopInstanceUid);
        return item;
    }

    /** LO has room for 64 characters and no backslash (PS3.5 6.2). */
    private static String comment(String text) {
        return text.substring(0, Math.min(64, text.length())).replace('\\', '/');
    }
}
