package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.Provenance;
import org.muniment.archive.patient.ReconciliationId;
import org.muniment.archive.patient.WorkItem;
import org.muniment.archive.patient.WorkItem.Choice;
import org.muniment.archive.patient.WorkItem.Decision;
import org.muniment.archive.patient.WorkItem.Kind;
import org.muniment.archive.patient.WorkItem.Side;
import org.muniment.archive.patient.WorkItemId;

/** Table {@code work_item}. */
final class WorkItemTable {

    private static final String COLUMNS = "id, kind, sides, raised_by, reference, raised_at, about, round, choice,"
            + " decided_by, decided_reference, decided_at, reconciliations";

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement select;

    WorkItemTable(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO work_item (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        select = cql.prepare("SELECT " + COLUMNS + " FROM work_item WHERE id = ?");
    }

    BoundStatement insert(WorkItem item) {
        Optional<Decision> decision = item.decision();
        return insert.bind(
                item.id().value(),
                item.kind().name(),
                item.sides().stream().map(WorkItemTable::text).toList(),
                item.raised().by(),
                item.raised().reference(),
                item.raised().at(),
                item.about().map(ReconciliationId::value).orElse(null),
                item.round(),
                decision.map(d -> d.choice().name()).orElse(null),
                decision.map(d -> d.by().by()).orElse(null),
                decision.map(d -> d.by().reference()).orElse(null),
                decision.map(d -> d.by().at()).orElse(null),
                decision.stream()
                        .flatMap(d -> d.reconciliations().stream())
                        .map(ReconciliationId::value)
                        .toList());
    }

    Iterator<WorkItem> find(Iterator<String> ids) {
        return new Lookups<>(cql, ids, select::bind, (id, row) -> Optional.of(read(row)));
    }

    private static String text(Side side) {
        return IdentifierText.join(
                side.identifier().map(PatientIdentifier::id).orElse(""),
                side.identifier().map(PatientIdentifier::issuer).orElse(""),
                side.name(),
                side.birthDate(),
                side.sex(),
                side.study().map(StudyInstanceUid::value).orElse(""));
    }

    private static Side side(String text) {
        List<String> words = IdentifierText.words(text);
        return new Side(
                Optional.of(words.get(0))
                        .filter(id -> !id.isEmpty())
                        .map(id -> new PatientIdentifier(id, words.get(1))),
                words.get(2),
                words.get(3),
                words.get(4),
                Optional.of(words.get(5)).filter(uid -> !uid.isEmpty()).map(StudyInstanceUid::new));
    }

    private static WorkItem read(Row row) {
        return new WorkItem(
                new WorkItemId(row.getString("id")),
                Kind.valueOf(row.getString("kind")),
                row.getList("sides", String.class).stream()
                        .map(WorkItemTable::side)
                        .toList(),
                new Provenance(row.getString("raised_by"), row.getString("reference"), row.getInstant("raised_at")),
                Optional.ofNullable(row.getString("about")).map(ReconciliationId::new),
                row.getInt("round"),
                Optional.ofNullable(row.getString("choice"))
                        .map(choice -> new Decision(
                                Choice.valueOf(choice),
                                new Provenance(
                                        row.getString("decided_by"),
                                        row.getString("decided_reference"),
                                        row.getInstant("decided_at")),
                                row.getList("reconciliations", String.class).stream()
                                        .map(ReconciliationId::new)
                                        .toList())));
    }
}
