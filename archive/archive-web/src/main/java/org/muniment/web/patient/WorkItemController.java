package org.muniment.web.patient;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.muniment.archive.patient.PatientIdentifier;
import org.muniment.archive.patient.WorkItem;
import org.muniment.archive.patient.WorkItem.Choice;
import org.muniment.archive.patient.WorkItemId;
import org.muniment.core.patient.WorkItemService;
import org.muniment.web.problem.BadParameterException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Conflicts of identities, for administrators to decide. */
@RestController
@RequestMapping("/api/work-items")
final class WorkItemController {

    private final WorkItemService items;
    private final Clock clock;

    /** @param patient see {@link WorkItemService#decide}; may be left out where the item says it */
    record DecisionRequest(String choice, IdentifierBody patient) {

        Choice asked() {
            return Arrays.stream(Choice.values())
                    .filter(value -> choice != null && value.name().equals(choice.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new BadParameterException("choice", "must be assign, merge or split"));
        }

        Optional<PatientIdentifier> identifier() {
            return Optional.ofNullable(patient).map(body -> IdentifierBody.required("patient", body));
        }
    }

    WorkItemController(WorkItemService items, Clock clock) {
        this.items = items;
        this.clock = clock;
    }

    /** Those open. */
    @GetMapping
    List<WorkItemBody> list(@RequestParam(defaultValue = "100") int limit) {
        try (Stream<WorkItem> open = items.open()) {
            return open.limit(PatientController.limit(limit))
                    .map(WorkItemBody::of)
                    .toList();
        }
    }

    @GetMapping("/{id}")
    WorkItemBody show(@PathVariable String id) {
        return WorkItemBody.of(items.find(new WorkItemId(id)));
    }

    @PostMapping("/{id}/decide")
    WorkItemBody decide(@PathVariable String id, @RequestBody DecisionRequest request) {
        return WorkItemBody.of(items.decide(
                new WorkItemId(id), request.asked(), request.identifier(), PatientController.caller(clock)));
    }

    /** Takes the decision back. */
    @PostMapping("/{id}/reopen")
    WorkItemBody reopen(@PathVariable String id) {
        return WorkItemBody.of(items.reopen(new WorkItemId(id), PatientController.caller(clock)));
    }
}
