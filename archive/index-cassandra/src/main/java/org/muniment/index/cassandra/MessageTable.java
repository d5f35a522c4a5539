package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.muniment.archive.message.JournaledMessage;
import org.muniment.archive.message.JournaledMessage.Mending;
import org.muniment.archive.message.JournaledMessage.State;
import org.muniment.archive.message.MessageAnswer;
import org.muniment.archive.message.MessageAnswer.Problem;
import org.muniment.archive.message.MessageContent;
import org.muniment.archive.message.MessageId;

/** Table {@code message}. */
final class MessageTable {

    private static final String FATE = "state, answer, problem, mended, mended_by, mended_at, note";
    private static final String COLUMNS = "id, source, kind, control_id, received_at, original, " + FATE;

    private final CqlRunner cql;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement select;

    MessageTable(CqlRunner cql) {
        this.cql = cql;
        insert = cql.prepare("INSERT INTO message (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        update = cql.prepare("INSERT INTO message (id, " + FATE + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        select = cql.prepare("SELECT " + COLUMNS + " FROM message WHERE id = ?");
    }

    BoundStatement insert(JournaledMessage message) {
        return insert.bind(
                message.id().value(),
                message.source(),
                message.kind(),
                message.controlId(),
                message.receivedAt(),
                ByteBuffer.wrap(message.original().bytes()),
                message.state().name(),
                code(message),
                problem(message),
                message.mending()
                        .map(mending -> ByteBuffer.wrap(mending.content().bytes()))
                        .orElse(null),
                message.mending().map(Mending::by).orElse(null),
                message.mending().map(Mending::at).orElse(null),
                message.note());
    }

    BoundStatement update(JournaledMessage message) {
        return update.bind(
                message.id().value(),
                message.state().name(),
                code(message),
                problem(message),
                message.mending()
                        .map(mending -> ByteBuffer.wrap(mending.content().bytes()))
                        .orElse(null),
                message.mending().map(Mending::by).orElse(null),
                message.mending().map(Mending::at).orElse(null),
                message.note());
    }

    private static String code(JournaledMessage message) {
        return message.answer().map(answer -> answer.code().name()).orElse(null);
    }

    private static List<String> problem(JournaledMessage message) {
        return message.answer()
                .flatMap(MessageAnswer::problem)
                .map(p -> List.of(
                        p.segment(),
                        String.valueOf(p.sequence()),
                        String.valueOf(p.field()),
                        String.valueOf(p.component()),
                        p.condition(),
                        p.conditionText(),
                        p.code(),
                        p.text()))
                .orElse(null);
    }

    Iterator<JournaledMessage> find(Iterator<String> ids) {
        return new Lookups<>(cql, ids, select::bind, (id, row) -> read(row));
    }

    /** Empty where a crash left no more than a part of the row. */
    private static Optional<JournaledMessage> read(Row row) {
        if (row.getByteBuffer("original") == null || row.getString("state") == null) return Optional.empty();
        return Optional.of(new JournaledMessage(
                new MessageId(row.getString("id")),
                row.getString("source"),
                row.getString("kind"),
                row.getString("control_id"),
                row.getInstant("received_at"),
                content(row, "original"),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("answer")).map(code -> answer(code, row)),
                Optional.ofNullable(row.getString("mended_by"))
                        .map(by -> new Mending(content(row, "mended"), by, row.getInstant("mended_at"))),
                row.getString("note")));
    }

    private static MessageAnswer answer(String code, Row row) {
        List<String> problem = row.getList("problem", String.class);
        if (problem == null || problem.isEmpty()) return MessageAnswer.ACCEPTED;
        return new MessageAnswer(
                MessageAnswer.Code.valueOf(code),
                Optional.of(new Problem(
                        problem.get(0),
                        Integer.parseInt(problem.get(1)),
                        Integer.parseInt(problem.get(2)),
                        Integer.parseInt(problem.get(3)),
                        problem.get(4),
                        problem.get(5),
                        problem.get(6),
                        problem.get(7))));
    }

    private static MessageContent content(Row row, String column) {
        ByteBuffer buffer = row.getByteBuffer(column);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return new MessageContent(bytes);
    }
}
