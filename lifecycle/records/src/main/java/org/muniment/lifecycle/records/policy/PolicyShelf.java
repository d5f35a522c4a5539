package org.muniment.lifecycle.records.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.muniment.archive.audit.AuditTrail;
import org.muniment.archive.audit.EventKind;
import org.muniment.archive.audit.LifecycleEvent;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.lifecycle.Document;
import org.muniment.archive.lifecycle.DocumentRegister;
import org.muniment.lifecycle.engine.policy.PoliciesInForce;
import org.muniment.lifecycle.policy.placement.PlacementPolicies;
import org.muniment.lifecycle.policy.placement.PlacementPolicy;
import org.muniment.lifecycle.policy.placement.PlacementPolicyReader;
import org.muniment.lifecycle.policy.retention.RetentionPolicies;
import org.muniment.lifecycle.policy.retention.RetentionPolicy;
import org.muniment.lifecycle.policy.retention.RetentionPolicyReader;
import org.muniment.lifecycle.policy.version.Policy;
import org.muniment.lifecycle.policy.version.PolicyVersion;
import org.muniment.lifecycle.records.document.Digests;
import org.muniment.lifecycle.records.policy.PolicyState.Change;

/** The policies of {@code config/policies}, and who put which of them in force. Safe for use by many threads and nodes. */
public final class PolicyShelf implements PoliciesInForce {

    private static final String TEXTS = "policy-texts";
    private static final int MOST_RACES = 20;

    private final Path directory;
    private final Shelf<PlacementPolicy> placement;
    private final Shelf<RetentionPolicy> retention;
    private final DocumentRegister register;
    private final AuditTrail audit;
    private final Clock clock;

    /** @param directory with {@code placement} and {@code retention} in it; none of them need be there */
    public PolicyShelf(Path directory, DocumentRegister register, AuditTrail audit, Clock clock) {
        this.directory = directory;
        this.placement = new Shelf<>(
                PolicyKind.PLACEMENT, directory.resolve("placement"), PlacementPolicyReader::readAll, register);
        this.retention = new Shelf<>(
                PolicyKind.RETENTION, directory.resolve("retention"), RetentionPolicyReader::readAll, register);
        this.register = register;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public PlacementPolicies placement() {
        return new PlacementPolicies(placement.book());
    }

    @Override
    public RetentionPolicies retention() {
        return new RetentionPolicies(retention.book());
    }

    /** All versions whose files are there, by name, the latest first; files are read again. */
    public List<PolicyState> list(PolicyKind kind) {
        return list(kind, shelf(kind).reopen());
    }

    private static <P extends Policy> List<PolicyState> list(PolicyKind kind, Shelf.Opened<P> opened) {
        return opened.policies().stream()
                .map(policy -> state(kind, policy, opened))
                .sorted(Comparator.comparing(PolicyState::name)
                        .thenComparing(
                                Comparator.comparing(PolicyState::version).reversed()))
                .toList();
    }

    private static <P extends Policy> PolicyState state(PolicyKind kind, P policy, Shelf.Opened<P> opened) {
        PolicyVersion version = policy.version();
        List<Change> history = new ArrayList<>();
        for (ActivationLog.Entry entry : opened.log().entries())
            if (entry.activation().version().equals(version))
                history.add(new Change(entry.inForce(), entry.by(), entry.at()));
        RetentionPolicy mandated = policy instanceof RetentionPolicy law ? law : null;
        return new PolicyState(
                kind.label(),
                version.name(),
                version.version(),
                opened.book().isActive(version),
                mandated == null ? null : mandated.mandate(),
                mandated == null ? null : mandated.citation(),
                version.digest().hex(),
                history);
    }

    /**
     * Puts a version in force, in place of any other of its name. From then on its file must stay as it is; its text is kept in the index as well.
     *
     * @throws ArchiveException NOT_FOUND where there is no such file; NOT_PERMITTED where it is in force
     */
    public PolicyState activate(PolicyKind kind, String name, int version, String by) {
        return change(shelf(kind), kind, name, version, true, by);
    }

    /**
     * Takes a version out of force: then none of its name is.
     *
     * @throws ArchiveException NOT_FOUND where there is no such file; NOT_PERMITTED where it is not in force
     */
    public PolicyState deactivate(PolicyKind kind, String name, int version, String by) {
        return change(shelf(kind), kind, name, version, false, by);
    }

    private <P extends Policy> PolicyState change(
            Shelf<P> shelf, PolicyKind kind, String name, int version, boolean inForce, String by) {
        for (int race = 0; race < MOST_RACES; race++) {
            Shelf.Opened<P> now = shelf.reopen();
            P policy = now.book()
                    .find(name, version)
                    .orElseThrow(() -> new ArchiveException(
                            ErrorCode.NOT_FOUND,
                            "there is no file of " + kind.label() + " policy " + name + " version " + version + " in "
                                    + directory.getFileName() + "/" + kind.label()));
            if (now.book().isActive(policy.version()) == inForce)
                throw new ArchiveException(
                        ErrorCode.NOT_PERMITTED,
                        policy.version() + (inForce ? " is in force already" : " is not in force"));
            if (inForce) keepText(kind, policy.version());
            ActivationLog changed = now.log()
                    .with(policy.version(), inForce, by, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            if (!shelf.write(now, changed)) continue;
            audit.append(LifecycleEvent.of(
                            inForce ? EventKind.POLICY_ACTIVATED : EventKind.POLICY_DEACTIVATED, clock.instant(), by)
                    .with("kind", kind.label())
                    .with("policy", name)
                    .with("version", version)
                    .with("sha256", policy.version().digest()));
            return state(kind, policy, shelf.reopen());
        }
        throw new ArchiveException(ErrorCode.OVERLOADED, "too many change policies at once");
    }

    /** What was ever in force must be readable as long as anything refers to it, whatever becomes of the files. */
    private void keepText(PolicyKind kind, PolicyVersion version) {
        String id = textId(kind, version.name(), version.version());
        if (register.find(TEXTS, id).isPresent()) return;
        register.put(Document.first(TEXTS, id, read(kind, version)));
    }

    private String read(PolicyKind kind, PolicyVersion version) {
        try (Stream<Path> files = Files.list(directory.resolve(kind.label()))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (Digests.sha256(bytes).equals(version.digest())) return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.INTERNAL, "a policy file can't be read", e);
        }
        throw new ArchiveException(ErrorCode.NOT_FOUND, "the file of " + version + " has changed meanwhile");
    }

    /**
     * The file of a version that was ever in force, byte by byte as it was then.
     *
     * @throws ArchiveException NOT_FOUND
     */
    public String text(PolicyKind kind, String name, int version) {
        return register.find(TEXTS, textId(kind, name, version))
                .map(Document::json)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "it was never in force"));
    }

    private static String textId(PolicyKind kind, String name, int version) {
        return new PolicyVersion(name, version, Digests.NONE).name() + "." + kind.label() + "." + version;
    }

    private Shelf<? extends Policy> shelf(PolicyKind kind) {
        return kind == PolicyKind.PLACEMENT ? placement : retention;
    }
}
