package org.muniment.web.lifecycle;

import java.time.LocalDate;
import java.util.List;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.records.hold.HoldDocument;
import org.muniment.lifecycle.records.hold.HoldRequest;
import org.muniment.lifecycle.records.hold.Holds;
import org.muniment.lifecycle.records.hold.PlacedHold;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Legal holds. */
@RestController
@RequestMapping("/api/lifecycle/holds")
final class HoldController {

    private final Holds holds;

    HoldController(Holds holds) {
        this.holds = holds;
    }

    /** @param tooLate studies it may be about whose destruction had begun already */
    record Placed(HoldDocument hold, List<String> tooLate) {
        static Placed of(PlacedHold placed) {
            return new Placed(
                    placed.hold(),
                    placed.tooLate().stream().map(StudyInstanceUid::value).toList());
        }
    }

    /** @param owner who answers for it from now on; the same as before where left out */
    record Review(LocalDate review, String owner) {}

    @GetMapping
    List<HoldDocument> list(@RequestParam(defaultValue = "false") boolean released) {
        return holds.list(released);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Placed place(@RequestBody HoldRequest request) {
        return Asked.of(() -> Placed.of(holds.place(request, Asked.by())));
    }

    @GetMapping("/{id}")
    HoldDocument show(@PathVariable String id) {
        return holds.get(id);
    }

    @PostMapping("/{id}/release")
    HoldDocument release(@PathVariable String id) {
        return holds.release(id, Asked.by());
    }

    @PostMapping("/{id}/review")
    HoldDocument review(@PathVariable String id, @RequestBody Review request) {
        return Asked.of(() -> holds.review(id, request.review(), request.owner(), Asked.by()));
    }
}
