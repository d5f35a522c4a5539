package org.muniment.index.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationTest {

    @Test
    void shouldReadStatementsWithoutComments() {
        Migration migration = Migration.parse(
                "0007-more.cql",
                """
                -- what it is for; and why
                CREATE TABLE a (
                    id int PRIMARY KEY, -- a number;
                    name text
                );

                ALTER TABLE b ADD c text;
                """);

        assertThat(migration.version()).isEqualTo(7);
        assertThat(migration.statements()).hasSize(2);
        assertThat(migration.statements().get(0)).startsWith("CREATE TABLE a (").endsWith(")");
        assertThat(migration.statements().get(1)).isEqualTo("ALTER TABLE b ADD c text");
    }

    @Test
    void shouldRefuseNamesWithoutAVersion() {
        assertThatThrownBy(() -> Migration.parse("more.cql", "")).hasMessageContaining("more.cql");
    }

    @Test
    void shouldListEveryFileOfTheDirectoryInOrderOfVersions() throws IOException, URISyntaxException {
        Path directory = Path.of(Migration.class.getResource("migrations").toURI());
        try (Stream<Path> files = Files.list(directory)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(Migration.ALL).extracting(Migration::name).containsExactlyElementsOf(names);
        }
        assertThat(Migration.ALL).extracting(Migration::version).doesNotHaveDuplicates();
    }

    @Test
    void shouldBeMadeOfStatementsThatCanBeRunAgain() {
        assertThat(Migration.ALL)
                .flatExtracting(Migration::statements)
                .allMatch(statement -> statement.matches("(?s)CREATE (TABLE|INDEX|TYPE) IF NOT EXISTS .*")
                        || statement.matches("(?s)ALTER TABLE \\w+ ADD IF NOT EXISTS .*"));
    }
}
