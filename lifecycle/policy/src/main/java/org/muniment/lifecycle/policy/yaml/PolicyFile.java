package org.muniment.lifecycle.policy.yaml;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.muniment.archive.object.Sha256;
import org.muniment.lifecycle.policy.version.PolicyException;
import org.muniment.lifecycle.policy.version.PolicyVersion;

/** A YAML file of one policy version. @param digest of its bytes */
public record PolicyFile(YamlMap keys, Sha256 digest) {

    /**
     * Reads a policy from a file.
     *
     * @param reader its complaints are told with the file's name
     * @throws PolicyException where the file can't be read or is not such a policy
     */
    public static <T> T read(Path file, Function<PolicyFile, T> reader) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return reader.apply(
                    new PolicyFile(YamlMap.parse(new String(bytes, StandardCharsets.UTF_8)), digest(bytes)));
        } catch (IOException | RuntimeException e) {
            throw new PolicyException(file, e);
        }
    }

    /** Reads all {@code *.yaml} files of a directory, not those of directories within, by name. */
    public static <T> List<T> readAll(Path directory, Function<PolicyFile, T> reader) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(file -> read(file, reader))
                    .toList();
        } catch (IOException e) {
            throw new PolicyException(directory, e);
        }
    }

    public PolicyVersion version() {
        return new PolicyVersion(keys.requiredText("name"), keys.number("version"), digest);
    }

    private static Sha256 digest(byte[] bytes) {
        try {
            return new Sha256(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
