package org.muniment.lifecycle.policy.version;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All versions of the policies of one kind, and which of them are in force. It can't be made where the file of a version that was ever active is changed or
 * missing: studies and certificates refer to it.
 */
public final class PolicyBook<P extends Policy> {

    private record Key(String name, int version) {
        static Key of(PolicyVersion version) {
            return new Key(version.name(), version.version());
        }
    }

    private final Map<Key, P> policies = new LinkedHashMap<>();
    private final Map<String, Activation> lastOfName = new TreeMap<>();
    private final List<P> active;

    /** @throws PolicyException that names the first version which is there twice, edited after its activation, or gone */
    public PolicyBook(Collection<P> policies, Collection<Activation> activations) {
        for (P policy : policies)
            if (this.policies.putIfAbsent(Key.of(policy.version()), policy) != null)
                throw new PolicyException("policy " + policy.version() + " is there twice");
        activations.stream().sorted(Comparator.comparing(Activation::at)).forEach(this::add);
        active = lastOfName.values().stream()
                .filter(Activation::inForce)
                .map(activation -> this.policies.get(Key.of(activation.version())))
                .toList();
    }

    private void add(Activation activation) {
        PolicyVersion activated = activation.version();
        P policy = policies.get(Key.of(activated));
        if (policy == null)
            throw new PolicyException("policy " + activated + " was activated by " + activation.by() + " on "
                    + activation.at() + ", and is gone; put its file back");
        if (!policy.version().equals(activated))
            throw new PolicyException("policy " + activated + " was edited after its activation by " + activation.by()
                    + " on " + activation.at() + " (its digest was " + activated.digest() + ", is "
                    + policy.version().digest() + "); put the file back and write a new version");
        lastOfName.put(activated.name(), activation);
    }

    /** The policies in force, by name. */
    public List<P> active() {
        return active;
    }

    public boolean isActive(PolicyVersion version) {
        Activation last = lastOfName.get(version.name());
        return last != null && last.inForce() && last.version().equals(version);
    }

    /** Any version, in force or not. */
    public Optional<P> find(String name, int version) {
        return Optional.ofNullable(policies.get(new Key(name, version)));
    }
}
