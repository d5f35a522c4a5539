package org.muniment.core.patient;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.muniment.archive.index.QueryableAttributes;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.core.ingest.Utf8Attributes;
import org.muniment.dicom.Attributes;

/**
 * What instances of a study say of their patient and should not any more, now that the study is another patient's, the patient has another name, or
 * the instance came under another identifier of the same patient than its study.
 */
public final class PatientPatch {

    public static final PatientPatch NONE = new PatientPatch(new Attributes(), new Attributes(), Set.of());

    private final Attributes says;
    private final Set<PatientIdentifier> others;
    private final Rewording ofMost;

    /**
     * @param arrived what the study said of its patient when it came
     * @param says what it says now
     * @param others identifiers that lead to the study's living patient as well, but are not its
     */
    PatientPatch(Attributes arrived, Attributes says, Set<PatientIdentifier> others) {
        this.says = says;
        this.others = Set.copyOf(others);
        this.ofMost = new Rewording(arrived, says);
    }

    /** Whether there is nothing to put right in any instance. */
    public boolean isEmpty() {
        return ofMost.isEmpty() && others.isEmpty();
    }

    /** Equal for patches that do the same; empty for none. */
    public String fingerprint() {
        if (isEmpty()) return "";
        StringBuilder text = new StringBuilder(ofMost.text());
        if (!others.isEmpty()) text.append(Rewording.all(says).text());
        for (PatientIdentifier other : new TreeSet<>(others))
            text.append(other.id()).append('^').append(other.issuer()).append('\n');
        return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Puts the patient's attributes right, as {@link Rewording#applyTo}. */
    public void applyTo(Attributes dataSet) {
        of(dataSet).applyTo(dataSet);
    }

    /** Puts them right in the beginning of a data set, as {@link Rewording#applyInItsCharacterSet}. */
    public void applyInItsCharacterSet(Attributes beginning) {
        of(beginning).applyInItsCharacterSet(beginning);
    }

    private Rewording of(Attributes dataSet) {
        if (!isOther(dataSet)) return ofMost;
        Attributes itself = Utf8Attributes.of(dataSet, QueryableAttributes.PATIENT);
        return new Rewording(itself, LivingAttributes.as(says, itself));
    }

    /** Where the issuer is missing, a default may have stood in for it when the instance was stored. */
    private boolean isOther(Attributes dataSet) {
        return PatientIdentifier.of(dataSet)
                .filter(named -> others.stream()
                        .anyMatch(other -> named.hasIssuer()
                                ? other.equals(named)
                                : other.id().equals(named.id())))
                .isPresent();
    }
}
