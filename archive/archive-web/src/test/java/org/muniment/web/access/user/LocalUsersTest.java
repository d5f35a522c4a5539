package org.muniment.web.access.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muniment.web.access.user.LocalUsers.RefusedChangeException;

class LocalUsersTest {

    private static final String HASH = "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

    @TempDir
    Path home;

    private Path file;
    private Instant now = Instant.EPOCH;

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @BeforeEach
    void placeFile() {
        file = home.resolve("users");
    }

    private LocalUsers open() {
        return LocalUsers.open(file, clock, () -> new LocalUser("admin", HASH, Set.of(Role.ADMINISTRATOR)));
    }

    @Test
    void shouldBeginWithAnAdministratorInAFileForTheServerAlone() throws IOException {
        assertThat(open().all()).extracting(LocalUser::name).containsExactly("admin");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file).content().contains("admin:" + HASH + ":administrator");
    }

    @Test
    void shouldMakeAnAdministratorOnlyOnce() {
        open();

        assertThat(LocalUsers.open(file, clock, () -> {
                            throw new AssertionError("there is one already");
                        })
                        .all())
                .hasSize(1);
    }

    @Test
    void shouldKeepChangesAndRestrictAFileThatCameByCopying() throws IOException {
        LocalUsers users = open();
        users.add(new LocalUser("Müller.2", HASH, Set.of(Role.VIEWER, Role.UPLOADER)));
        assertThat(users.change("Müller.2", null, Set.of(Role.VIEWER))).isTrue();
        assertThat(users.change("nobody", null, Set.of(Role.VIEWER))).isFalse();
        assertThat(users.remove("nobody")).isFalse();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(open().find("Müller.2")).contains(new LocalUser("Müller.2", HASH, Set.of(Role.VIEWER)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(home).isDirectoryNotContaining(f -> f.toString().endsWith(".new"));
    }

    @Test
    void shouldNotLoseTheLastAdministratorNorTakeANameTwice() {
        LocalUsers users = open();

        assertThatThrownBy(() -> users.remove("admin")).isInstanceOf(RefusedChangeException.class);
        assertThatThrownBy(() -> users.change("admin", null, Set.of(Role.VIEWER)))
                .isInstanceOf(RefusedChangeException.class);
        assertThatThrownBy(() -> users.add(new LocalUser("admin", HASH, Set.of(Role.VIEWER))))
                .isInstanceOf(RefusedChangeException.class);
        assertThat(open().all()).extracting(LocalUser::isAdministrator).containsExactly(true);
    }

    @Test
    void shouldSeeWhatIsChangedByHandButKeepTheUsersWhereThatIsWrong() throws IOException {
        LocalUsers users = open();
        String good = Files.readString(file);

        Files.writeString(file, good + "carla:" + HASH + ":viewer\n");
        assertThat(users.find("carla")).isEmpty();
        now = now.plus(Duration.ofSeconds(2));
        assertThat(users.find("carla")).isPresent();

        Files.writeString(file, "carla:" + HASH + ":viewer\n");
        now = now.plus(Duration.ofSeconds(2));
        assertThat(users.find("admin")).isPresent();
        assertThatThrownBy(() -> users.remove("carla")).isInstanceOf(UsersFileException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "carla:secret:viewer             | the password is no bcrypt hash",
                "carla:HASH:viewer:x             | must be name:bcrypt hash:roles",
                "carla:HASH:reader               | 'reader' is none of viewer, uploader",
                "carla:HASH:                     | '' is none of",
                "car la:HASH:viewer              | a user name is",
                "admin:HASH:viewer               | admin comes twice",
            })
    void shouldNotStartOnAWrongLineAndNameIt(String line, String reason) throws IOException {
        open();
        int lines = Files.readAllLines(file).size();
        Files.writeString(file, Files.readString(file) + line.replace("HASH", HASH));

        assertThatThrownBy(this::open)
                .isInstanceOf(UsersFileException.class)
                .hasMessageStartingWith(file + ":" + (lines + 1) + ": ")
                .hasMessageContaining(reason);
    }
}
