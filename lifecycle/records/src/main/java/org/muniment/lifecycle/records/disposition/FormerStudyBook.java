package org.muniment.lifecycle.records.disposition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.lifecycle.engine.facts.FormerStudies;
import org.muniment.lifecycle.policy.facts.StudyFacts;
import org.muniment.lifecycle.records.document.Digests;
import org.muniment.lifecycle.records.document.Documents;

/**
 * The dates of studies that are hidden for their destruction, or destroyed, by a digest of each of their patient's identifiers: without them the patient's
 * other studies would seem to be due sooner than they are.
 */
public final class FormerStudyBook implements FormerStudies {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(String study, LocalDate date, List<String> modalities, String facility) {}

    record Page(List<Entry> studies) {
        Page with(Entry entry) {
            List<Entry> more = new ArrayList<>(without(entry.study()).studies());
            more.add(entry);
            return new Page(more);
        }

        Page without(String study) {
            return new Page(studies.stream()
                    .filter(entry -> !entry.study().equals(study))
                    .toList());
        }
    }

    private final Documents<Page> pages;

    public FormerStudyBook(DocumentRegister register) {
        pages = new Documents<>(register, "former-studies", Page.class);
    }

    @Override
    public Collection<Former> of(Set<PatientIdentifier> patient) {
        Set<Former> found = new LinkedHashSet<>();
        for (PatientIdentifier identifier : patient)
            pages.find(id(identifier)).ifPresent(page -> page.studies().forEach(entry -> found.add(former(entry))));
        return found;
    }

    private static Former former(Entry entry) {
        return new Former(
                new StudyInstanceUid(entry.study()),
                entry.date(),
                Set.copyOf(entry.modalities()),
                Optional.ofNullable(entry.facility()));
    }

    /** To be called before it is hidden. */
    void remember(StudyFacts facts) {
        Optional<LocalDate> date = facts.dates().study().fold(Optional::of, Optional::empty, why -> Optional.empty());
        if (date.isEmpty()) return;
        Entry entry = new Entry(
                facts.study().value(),
                date.get(),
                facts.origin().modalities().fold(List::copyOf, List::of, why -> List.of()),
                facts.origin().facility().fold(name -> name, () -> null, why -> null));
        change(facts, page -> page.with(entry));
    }

    /** To be called when it is in sight again. */
    void forget(StudyFacts facts) {
        change(facts, page -> page.without(facts.study().value()));
    }

    private void change(StudyFacts facts, UnaryOperator<Page> change) {
        for (PatientIdentifier identifier : facts.patient().identifiers()) {
            pages.add(id(identifier), new Page(List.of()));
            pages.change(id(identifier), change);
        }
    }

    private static String id(PatientIdentifier identifier) {
        return Digests.sha256(identifier.id() + "\n" + identifier.issuer()).hex();
    }
}
