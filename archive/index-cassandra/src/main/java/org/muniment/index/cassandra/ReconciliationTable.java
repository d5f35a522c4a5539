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
import org.muniment.archive.patient.Reconciliation;
import org.muniment.archive.patient.Reconciliation.Effect;
import org.muniment.archive.patient.Reconciliation.Kind;
import org.muniment.archive.patient.Reconciliation.State;
import org.muniment.archive.patient.ReconciliationId;

/** Table {@code reconciliation}. */
final class ReconciliationTable {

    private static final String COLUMNS =
            "id, kind, survivor, prior, study_uid, made_by, reference, made_at, made_order,"
                    + " effects, state, reversed_by, reversed_reference, reversed_at";

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement select;

    ReconciliationTable(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare(
                "INSERT INTO reconciliation (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        select = cql.prepare("SELECT " + COLUMNS + " FROM reconciliation WHERE id = ?");
    }

    BoundStatement insert(Reconciliation said) {
        Optional<Provenance> reversed = said.reversed();
        return insert.bind(
                said.id().value(),
                said.kind().name(),
                IdentifierText.of(said.survivor()),
                said.prior().map(IdentifierText::of).orElse(null),
                said.study().map(StudyInstanceUid::value).orElse(null),
                said.by().by(),
                said.by().reference(),
                said.by().at(),
                said.order(),
                said.effects().stream()
                        .map(e -> IdentifierText.of(e.identifier(), e.before(), e.after()))
                        .toList(),
                said.state().name(),
                reversed.map(Provenance::by).orElse(null),
                reversed.map(Provenance::reference).orElse(null),
                reversed.map(Provenance::at).orElse(null));
    }

    Iterator<Reconciliation> find(Iterator<String> ids) {
        return new Lookups<>(cql, ids, select::bind, (id, row) -> Optional.of(read(row)));
    }

    private static Reconciliation read(Row row) {
        return new Reconciliation(
                new ReconciliationId(row.getString("id")),
                Kind.valueOf(row.getString("kind")),
                IdentifierText.one(row.getString("survivor")),
                Optional.ofNullable(row.getString("prior")).map(IdentifierText::one),
                Optional.ofNullable(row.getString("study_uid")).map(StudyInstanceUid::new),
                new Provenance(row.getString("made_by"), row.getString("reference"), row.getInstant("made_at")),
                row.getLong("made_order"),
                row.getList("effects", String.class).stream()
                        .map(ReconciliationTable::effect)
                        .toList(),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("reversed_by"))
                        .map(by -> new Provenance(
                                by, row.getString("reversed_reference"), row.getInstant("reversed_at"))));
    }

    private static Effect effect(String text) {
        List<PatientIdentifier> three = IdentifierText.all(IdentifierText.words(text));
        return new Effect(three.get(0), three.get(1), three.get(2));
    }
}
