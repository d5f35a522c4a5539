package org.muniment.web.access.user;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local users, as their file says at the moment: looked at no more than once a second; where it is wrong then, the
 * users known before stay in force. Changes are in the file before they are answered. For any number of threads.
 */
public final class LocalUsers {

    private static final Logger log = LoggerFactory.getLogger(LocalUsers.class);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(1);

    private final UsersFile file;
    private final Clock clock;
    private volatile Snapshot current;

    /** One reading of the file. */
    private record Snapshot(UsersFile.Stamp stamp, Map<String, LocalUser> byName, Instant lookedAt) {}

    /** A change that may not be, such as the removal of the last administrator. */
    public static final class RefusedChangeException extends RuntimeException {
        RefusedChangeException(String reason) {
            super(reason);
        }
    }

    private LocalUsers(UsersFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.current = read();
    }

    /**
     * Where there is no such file yet, it is made with {@code first} in it.
     *
     * @throws UsersFileException where the file is not as it must be
     */
    public static LocalUsers open(Path path, Clock clock, Supplier<LocalUser> first) {
        UsersFile file = new UsersFile(path);
        if (!file.exists()) file.write(List.of(first.get()));
        file.restrict();
        return new LocalUsers(file, clock);
    }

    public Optional<LocalUser> find(String name) {
        return Optional.ofNullable(current().byName.get(name));
    }

    public List<LocalUser> all() {
        return List.copyOf(current().byName.values());
    }

    /** @throws RefusedChangeException where there is a user of this name */
    public void add(LocalUser user) {
        change(users -> {
            if (users.putIfAbsent(user.name(), user) != null)
                throw new RefusedChangeException("there is a user " + user.name() + " already");
            return true;
        });
    }

    /**
     * Gives a user another password, other roles, or both.
     *
     * @param passwordHash null leaves it
     * @param roles null leaves them
     * @return false where there is no such user
     * @throws RefusedChangeException where nobody would be left who is an administrator
     */
    public boolean change(String name, String passwordHash, Set<Role> roles) {
        return change(users -> users.computeIfPresent(
                        name,
                        (key, user) -> new LocalUser(
                                name,
                                passwordHash == null ? user.passwordHash() : passwordHash,
                                roles == null ? user.roles() : roles))
                != null);
    }

    /**
     * @return false where there is no such user
     * @throws RefusedChangeException where nobody would be left who is an administrator
     */
    public boolean remove(String name) {
        return change(users -> users.remove(name) != null);
    }

    /** Starts from what the file says now, so that nothing changed by hand gets lost. */
    private synchronized boolean change(Predicate<Map<String, LocalUser>> edit) {
        Map<String, LocalUser> users = new LinkedHashMap<>(file.read());
        if (!edit.test(users)) return false;
        if (users.values().stream().noneMatch(LocalUser::isAdministrator))
            throw new RefusedChangeException("the last administrator must stay one");
        file.write(users.values());
        current = read();
        return true;
    }

    private Snapshot current() {
        Snapshot known = current;
        return clock.instant().isBefore(known.lookedAt.plus(LOOK_AGAIN_AFTER)) ? known : refresh();
    }

    private synchronized Snapshot refresh() {
        Snapshot known = current;
        Instant now = clock.instant();
        if (now.isBefore(known.lookedAt.plus(LOOK_AGAIN_AFTER))) return known;
        UsersFile.Stamp stamp = known.stamp;
        Map<String, LocalUser> byName = known.byName;
        try {
            stamp = file.stamp();
            if (!stamp.equals(known.stamp)) {
                byName = file.read();
                log.info("Users changed: {} known", byName.size());
            }
        } catch (UsersFileException e) {
            log.error("Users not read again, those known before stay in force: {}", e.getMessage());
        }
        current = new Snapshot(stamp, byName, now);
        return current;
    }

    private Snapshot read() {
        UsersFile.Stamp stamp = file.stamp();
        return new Snapshot(stamp, file.read(), clock.instant());
    }
}
