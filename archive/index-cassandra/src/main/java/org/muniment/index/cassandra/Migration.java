package org.muniment.index.cassandra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One step of the schema's history. Once released it is never edited; a change of the schema is a new migration.
 *
 * @param name the file's, beginning with the version in four digits
 */
record Migration(String name, List<String> statements) {

    /** All migrations, oldest first. */
    static final List<Migration> ALL = List.of(
            load("0001-studies.cql"),
            load("0002-derived.cql"),
            load("0003-rejections.cql"),
            load("0004-counts.cql"),
            load("0005-feed.cql"),
            load("0006-patients.cql"),
            load("0007-orders.cql"),
            load("0008-commitments.cql"),
            load("0009-work-items.cql"),
            load("0010-sent.cql"),
            load("0011-messages.cql"),
            load("0012-subscriptions.cql"),
            load("0013-audit.cql"),
            load("0014-documents.cql"),
            load("0015-copies.cql"),
            load("0016-notes.cql"),
            load("0017-also-named.cql"),
            load("0018-jobs.cql"),
            load("0019-seen-copies.cql"));

    Migration {
        if (!name.matches("\\d{4}-[a-z-]+\\.cql")) throw new IllegalArgumentException("not a migration: " + name);
        statements = List.copyOf(statements);
    }

    int version() {
        return Integer.parseInt(name.substring(0, 4));
    }

    /** Reads a resource of this package's directory {@code migrations}. */
    static Migration load(String name) {
        try (InputStream in = Migration.class.getResourceAsStream("migrations/" + name)) {
            if (in == null) throw new IllegalArgumentException("no migration " + name);
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Comments run from {@code --} to the end of their line; a statement ends with a semicolon at the end of a line. */
    static Migration parse(String name, String text) {
        String code = text.lines()
                .map(line -> line.replaceFirst("--.*", "").stripTrailing())
                .collect(Collectors.joining("\n"));
        List<String> statements = Arrays.stream(code.split(";(\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
        return new Migration(name, statements);
    }
}
