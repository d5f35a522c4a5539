package org.muniment.index.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.ByteUtils;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.archive.object.ObjectKey;
import org.muniment.archive.object.Sha256;
import org.muniment.archive.tier.Container;
import org.muniment.archive.tier.CopyIndex;
import org.muniment.archive.tier.CopyState;
import org.muniment.archive.tier.Held;
import org.muniment.archive.tier.Member;

/** Tables {@code container} and {@code container_member}. */
final class CassandraCopyIndex implements CopyIndex {

    /** Rows of one partition in a batch: some 4 kB, below the 5 kB of which Cassandra warns. */
    private static final int BATCH = 25;

    private final CqlRunner cql;
    private final Clock clock;
    private final ContainerTable containers;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;
    private final PreparedStatement find;

    CassandraCopyIndex(CqlRunner cql, Clock clock) {
        this.cql = cql;
        this.clock = clock;
        containers = new ContainerTable(cql, clock);
        String slice = " WHERE series_directory = ? AND container = ?";
        insert = cql.prepare(
                "INSERT INTO container_member"
                        + " (series_directory, container, object, position, length, digest, received) VALUES (?, ?, ?, ?, ?, ?, ?)");
        delete = cql.prepare("DELETE FROM container_member USING TIMESTAMP ?" + slice);
        select = cql.prepare("SELECT * FROM container_member" + slice);
        find = cql.prepare(
                "SELECT * FROM container_member WHERE series_directory = ? AND container IN ? AND object = ?");
    }

    @Override
    public void begin(Container writing) {
        cql.run(containers.insert(writing));
    }

    @Override
    public void complete(Container good, List<Member> members) {
        cql.runAll(IntStream.iterate(0, from -> from < members.size(), from -> from + BATCH)
                .mapToObj(from -> insert(good, members.subList(from, Math.min(from + BATCH, members.size())))));
        cql.run(containers.complete(good));
        // what was written to a removed container is removed as well, but the writer must not think that it has made a
        // copy
        if (containers
                .find(good)
                .filter(now -> now.state() != CopyState.RELEASING)
                .isEmpty())
            throw new ArchiveException(
                    ErrorCode.INSTANCE_BUSY, "container " + good.location() + " was given up meanwhile");
    }

    private BatchStatement insert(Container container, List<Member> members) {
        String directory = container.location().key().directory();
        return BatchStatement.newInstance(DefaultBatchType.UNLOGGED)
                .addAll(members.stream()
                        .map(member -> insert.bind(
                                directory,
                                container.id(),
                                member.object().fileName(),
                                member.offset(),
                                member.length(),
                                bytes(member.digest()),
                                member.received().map(CassandraCopyIndex::bytes).orElse(null)))
                        .toList());
    }

    @Override
    public void update(Container container) {
        cql.run(containers.update(container));
    }

    /** The container last: as long as its row is there, this can be repeated. */
    @Override
    public void remove(Container container) {
        cql.run(delete.bind(
                ContainerTable.removalTime(clock), container.location().key().directory(), container.id()));
        cql.run(containers.delete(container));
    }

    @Override
    public Stream<Container> ofStudy(StudyInstanceUid study) {
        return Iterators.stream(containers.ofStudy(study));
    }

    @Override
    public List<Container> beside(ObjectKey object) {
        return Iterators.list(containers.ofSeriesOf(object));
    }

    @Override
    public Stream<Member> members(Container container) {
        String directory = container.location().key().directory();
        if (containers.find(container).filter(now -> now.state().isReadable()).isEmpty()) return Stream.empty();
        Iterator<Row> rows = cql.rows(select.bind(directory, container.id()));
        return Iterators.stream(Iterators.map(rows, row -> member(directory, row)))
                .sorted(Comparator.comparingLong(Member::offset));
    }

    @Override
    public List<Held> holding(ObjectKey object) {
        Map<UUID, Container> readable = Iterators.list(containers.ofSeriesOf(object)).stream()
                .filter(container -> container.state().isReadable())
                .collect(Collectors.toMap(Container::id, Function.identity()));
        if (readable.isEmpty()) return List.of();
        Iterator<Row> rows = cql.rows(find.bind(object.directory(), List.copyOf(readable.keySet()), object.fileName()));
        return Iterators.list(Iterators.map(
                rows, row -> new Held(readable.get(row.getUuid("container")), member(object.directory(), row))));
    }

    @Override
    public Stream<Container> scan() {
        return Iterators.stream(containers.all());
    }

    private static Member member(String directory, Row row) {
        return new Member(
                new ObjectKey(directory + "/" + row.getString("object")),
                row.getLong("position"),
                row.getLong("length"),
                digest(row.getByteBuffer("digest")),
                Optional.ofNullable(row.getByteBuffer("received")).map(CassandraCopyIndex::digest));
    }

    private static ByteBuffer bytes(Sha256 digest) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digest.hex()));
    }

    private static Sha256 digest(ByteBuffer bytes) {
        return new Sha256(HexFormat.of().formatHex(ByteUtils.getArray(bytes)));
    }
}
