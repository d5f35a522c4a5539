package org.muniment.web.lifecycle;

import java.util.Arrays;
import java.util.List;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.lifecycle.records.policy.PolicyKind;
import org.muniment.lifecycle.records.policy.PolicyShelf;
import org.muniment.lifecycle.records.policy.PolicyState;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Policies: which there are, and which are in force. Their text is a matter of files. */
@RestController
@RequestMapping("/api/lifecycle/policies")
final class PolicyController {

    private final PolicyShelf policies;

    PolicyController(PolicyShelf policies) {
        this.policies = policies;
    }

    @GetMapping
    List<PolicyState> list() {
        return Asked.of(() -> Arrays.stream(PolicyKind.values())
                .flatMap(kind -> policies.list(kind).stream())
                .toList());
    }

    @GetMapping("/{kind}")
    List<PolicyState> list(@PathVariable String kind) {
        return Asked.of(() -> policies.list(kind(kind)));
    }

    @PutMapping("/{kind}/{name}/{version}/activation")
    PolicyState activate(@PathVariable String kind, @PathVariable String name, @PathVariable int version) {
        return Asked.of(() -> policies.activate(kind(kind), name, version, Asked.by()));
    }

    @DeleteMapping("/{kind}/{name}/{version}/activation")
    PolicyState deactivate(@PathVariable String kind, @PathVariable String name, @PathVariable int version) {
        return Asked.of(() -> policies.deactivate(kind(kind), name, version, Asked.by()));
    }

    /** As it was put in force; also where its file is gone. */
    @GetMapping(path = "/{kind}/{name}/{version}/text", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    String text(@PathVariable String kind, @PathVariable String name, @PathVariable int version) {
        return Asked.of(() -> policies.text(kind(kind), name, version));
    }

    private static PolicyKind kind(String label) {
        return PolicyKind.of(label)
                .orElseThrow(() -> new ArchiveException(ErrorCode.NOT_FOUND, "there are no such policies"));
    }
}
