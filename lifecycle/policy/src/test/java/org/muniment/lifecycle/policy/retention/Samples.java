package org.muniment.lifecycle.policy.retention;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.muniment.lifecycle.policy.version.Activation;
import org.muniment.lifecycle.policy.version.PolicyBook;

/** The policies we ship, in force. */
public final class Samples {

    private static final Path DIRECTORY = Path.of("../../config/policies/retention/samples");

    private Samples() {}

    public static RetentionPolicy read(String name) {
        return RetentionPolicyReader.read(DIRECTORY.resolve(name + ".yaml"));
    }

    public static List<RetentionPolicy> readAll() {
        return RetentionPolicyReader.readAll(DIRECTORY);
    }

    public static RetentionPolicies policies(String... names) {
        return inForce(Arrays.stream(names).map(Samples::read).toList());
    }

    public static RetentionPolicies inForce(List<RetentionPolicy> policies) {
        List<Activation> activations = policies.stream()
                .map(policy -> new Activation(policy.version(), true, "officer", Instant.EPOCH))
                .toList();
        return new RetentionPolicies(new PolicyBook<>(policies, activations));
    }
}
