package org.muniment.web.patient;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.archive.patient.WorkItem;
import org.muniment.archive.patient.WorkItem.Decision;
import org.muniment.archive.patient.WorkItem.Side;

/**
 * A work item as the API tells it.
 *
 * @param kind another_person, missing_issuer, missing_id, two_patients_in_study, shared_identifier or doubtful_merge
 * @param sides what stands against each other, the latest first
 * @param choices those of assign, merge and split it offers
 * @param about the reconciliation in doubt
 * @param decision left out while it is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkItemBody(
        String id,
        String kind,
        List<SideBody> sides,
        List<String> choices,
        String raisedBy,
        String reference,
        Instant raisedAt,
        String about,
        DecisionBody decision) {

    record SideBody(IdentifierBody identifier, String name, String birthDate, String sex, String study) {
        static SideBody of(Side side) {
            return new SideBody(
                    side.identifier().map(IdentifierBody::of).orElse(null),
                    side.name(),
                    side.birthDate(),
                    side.sex(),
                    side.study().map(StudyInstanceUid::value).orElse(null));
        }
    }

    record DecisionBody(String choice, String by, Instant at, List<String> reconciliations) {
        static DecisionBody of(Decision decision) {
            return new DecisionBody(
                    ReconciliationBody.lower(decision.choice()),
                    decision.by().by(),
                    decision.by().at(),
                    decision.reconciliations().stream()
                            .map(ReconciliationId::value)
                            .toList());
        }
    }

    static WorkItemBody of(WorkItem item) {
        return new WorkItemBody(
                item.id().value(),
                ReconciliationBody.lower(item.kind()),
                item.sides().stream().map(SideBody::of).toList(),
                item.kind().choices().stream()
                        .map(ReconciliationBody::lower)
                        .sorted()
                        .toList(),
                item.raised().by(),
                item.raised().reference(),
                item.raised().at(),
                item.about().map(ReconciliationId::value).orElse(null),
                item.decision().map(DecisionBody::of).orElse(null));
    }
}
