package org.muniment.web.access.user;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The file of local users: a line {@code name:bcrypt hash:role,role} for each. Readable by the server's account alone. */
final class UsersFile {

    private static final String HEADER = "# Local users: name:bcrypt hash:roles (viewer, uploader, administrator).\n"
            + "# The server writes this file; what is changed by hand is read within a second.\n";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> CREATE_OWNER_ONLY = PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    /** What tells one state of the file from another. */
    record Stamp(long modifiedNanos, long size, Object key) {}

    private final Path file;

    UsersFile(Path file) {
        this.file = file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    Stamp stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), attributes.size(), attributes.fileKey());
        } catch (IOException e) {
            throw new UsersFileException(file, e);
        }
    }

    /** Users by name, in the order of the file. */
    Map<String, LocalUser> read() {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            Map<String, LocalUser> users = new LinkedHashMap<>();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (line.isEmpty() || line.startsWith("#")) continue;
                LocalUser user = parse(line, i + 1);
                if (users.put(user.name(), user) != null)
                    throw new UsersFileException(file, i + 1, user.name() + " comes twice");
            }
            if (users.values().stream().noneMatch(LocalUser::isAdministrator))
                throw new UsersFileException(file, Math.max(1, lines.size()), "nobody here is an administrator");
            return Collections.unmodifiableMap(users);
        } catch (IOException e) {
            throw new UsersFileException(file, e);
        }
    }

    private LocalUser parse(String line, int number) {
        String[] parts = line.split(":", -1);
        if (parts.length != 3) throw new UsersFileException(file, number, "must be name:bcrypt hash:roles");
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : parts[2].split(",")) {
            roles.add(Role.of(name.strip())
                    .orElseThrow(() -> new UsersFileException(
                            file,
                            number,
                            "'" + name.strip() + "' is none of "
                                    + Arrays.stream(Role.values())
                                            .map(Role::label)
                                            .collect(Collectors.joining(", ")))));
        }
        try {
            return new LocalUser(parts[0].strip(), parts[1].strip(), roles);
        } catch (IllegalArgumentException e) {
            throw new UsersFileException(file, number, e.getMessage());
        }
    }

    /** Replaces the file as a whole: a crash leaves the old or the new one. */
    void write(Collection<LocalUser> users) {
        String text = users.stream()
                .map(user -> user.name() + ":" + user.passwordHash() + ":"
                        + user.roles().stream().sorted().map(Role::label).collect(Collectors.joining(",")) + "\n")
                .collect(Collectors.joining("", HEADER, ""));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, CREATE_OWNER_ONLY);
            Files.writeString(fresh, text);
            force(fresh, StandardOpenOption.WRITE);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            force(file.getParent(), StandardOpenOption.READ);
        } catch (IOException e) {
            throw new UsersFileException(file, e);
        }
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    /** A file that came by copying may be readable by others. */
    void restrict() {
        try {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        } catch (IOException e) {
            throw new UsersFileException(file, e);
        }
    }
}
