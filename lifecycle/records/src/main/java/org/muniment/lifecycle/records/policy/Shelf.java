package org.muniment.lifecycle.records.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.muniment.archive.lifecycle.Document;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.lifecycle.policy.version.Policy;
import org.muniment.lifecycle.policy.version.PolicyBook;
import org.muniment.lifecycle.policy.version.PolicyException;
import org.muniment.lifecycle.records.document.Json;

/**
 * The policies of one kind: files of one directory, and a log in the index that says which of them are in force. The log is read by each who asks, so that
 * all nodes go by the same policies at once; files are read again whenever it has changed.
 */
final class Shelf<P extends Policy> {

    private static final String COLLECTION = "policy-activations";

    /** @param version of the log; 0 where there is none */
    record Opened<P extends Policy>(long version, ActivationLog log, List<P> policies, PolicyBook<P> book) {}

    private final PolicyKind kind;
    private final Path directory;
    private final Function<Path, List<P>> reader;
    private final DocumentRegister register;
    private Opened<P> opened;

    Shelf(PolicyKind kind, Path directory, Function<Path, List<P>> reader, DocumentRegister register) {
        this.kind = kind;
        this.directory = directory;
        this.reader = reader;
        this.register = register;
    }

    /** @throws PolicyException where a file is wrong, or one that was ever in force is changed or gone */
    PolicyBook<P> book() {
        Optional<Document> log = log();
        synchronized (this) {
            if (opened == null || opened.version() != version(log)) opened = open(log);
            return opened.book();
        }
    }

    /** With the files as they are now. */
    Opened<P> reopen() {
        Optional<Document> log = log();
        Opened<P> now = open(log);
        synchronized (this) {
            opened = now;
        }
        return now;
    }

    /** @return false where somebody else changed the log meanwhile */
    boolean write(Opened<P> before, ActivationLog changed) {
        new PolicyBook<>(before.policies(), changed.activations());
        return register.put(new Document(COLLECTION, kind.label(), before.version() + 1, Json.write(changed)));
    }

    private Optional<Document> log() {
        return register.find(COLLECTION, kind.label());
    }

    private static long version(Optional<Document> log) {
        return log.map(Document::version).orElse(0L);
    }

    private Opened<P> open(Optional<Document> document) {
        ActivationLog log = document.map(found -> Json.read(found.json(), ActivationLog.class))
                .orElseGet(ActivationLog::empty);
        List<P> policies = Files.isDirectory(directory) ? reader.apply(directory) : List.of();
        return new Opened<>(version(document), log, policies, new PolicyBook<>(policies, log.activations()));
    }
}
