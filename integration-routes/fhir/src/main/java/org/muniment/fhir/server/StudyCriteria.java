package org.muniment.fhir.server;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.core.find.Query;
import org.muniment.core.find.QueryLevel;
import org.muniment.core.find.QueryOptions;
import org.muniment.core.find.QueryRoot;
import org.muniment.dicom.Attributes;
import org.muniment.dicom.Tag;
import org.muniment.dicom.VR;

/** What is asked of studies, as a query of the archive and, where that can't say it, conditions on its answers. */
final class StudyCriteria {

    /** Conditions on answers read these. */
    private static final List<Integer> RETURNED = List.of(
            Tag.StudyInstanceUID,
            Tag.PatientID,
            Tag.IssuerOfPatientID,
            Tag.AccessionNumber,
            Tag.IssuerOfAccessionNumberSequence,
            Tag.StudyDate,
            Tag.StudyTime,
            Tag.TimezoneOffsetFromUTC);

    private final Attributes keys = new Attributes();
    private final List<Predicate<Attributes>> conditions = new ArrayList<>();
    private boolean impossible;

    StudyCriteria() {
        keys.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        for (int tag : RETURNED) keys.setNull(tag, tag == Tag.IssuerOfAccessionNumberSequence ? VR.SQ : VR.LO);
    }

    /** One of these values; narrower where the attribute is asked for already. */
    StudyCriteria oneOf(int tag, Collection<String> values) {
        List<String> wanted = new ArrayList<>(values);
        if (keys.containsValue(tag)) wanted.retainAll(List.of(keys.getStrings(tag)));
        if (wanted.isEmpty()) impossible = true;
        else keys.setString(tag, VR.LO, wanted.toArray(String[]::new));
        return this;
    }

    StudyCriteria studies(Collection<StudyInstanceUid> uids) {
        return oneOf(
                Tag.StudyInstanceUID, uids.stream().map(StudyInstanceUid::value).toList());
    }

    /** Both included; null where open. */
    StudyCriteria dates(LocalDate from, LocalDate to) {
        DateTimeFormatter da = DateTimeFormatter.BASIC_ISO_DATE;
        String range = (from == null ? "" : da.format(from)) + "-" + (to == null ? "" : da.format(to));
        keys.setString(Tag.StudyDate, VR.DA, range);
        return this;
    }

    StudyCriteria where(Predicate<Attributes> condition) {
        conditions.add(condition);
        return this;
    }

    /** Nothing can match. */
    StudyCriteria never() {
        impossible = true;
        return this;
    }

    boolean isImpossible() {
        return impossible;
    }

    /** The same of these studies only. */
    StudyCriteria within(Collection<StudyInstanceUid> uids) {
        StudyCriteria narrower = new StudyCriteria();
        narrower.keys.putAll(keys);
        narrower.conditions.addAll(conditions);
        narrower.impossible = impossible;
        return narrower.studies(uids);
    }

    /** To be read only as far as needed; so that a search without conditions is answered by the latest studies (FHIR R4 3.1.1.4.26). */
    Query query() {
        return Query.fromIdentifier(QueryLevel.STUDY, QueryRoot.STUDY, keys, QueryOptions.RELATIONAL)
                .page(0, Integer.MAX_VALUE);
    }

    boolean admits(Attributes row) {
        return conditions.stream().allMatch(condition -> condition.test(row));
    }
}
