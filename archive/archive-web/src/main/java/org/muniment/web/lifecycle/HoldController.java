package org.muniment.web.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.util.List;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.id.StudyInstanceUid;
import org.muniment.lifecycle.records.hold.HeldStudies;
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
    private final HeldStudies held;

    HoldController(Holds holds, HeldStudies held) {
        this.holds = holds;
        this.held = held;
    }

    /**
     * What somebody is told who places one.
     *
     * @param tooLate studies it may be about whose destruction had begun already
     * @param covers left out where it could not be counted: the hold is in force all the same
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Placed(HoldDocument hold, List<String> tooLate, HeldStudies.Count covers) {
        static Placed of(PlacedHold placed, HeldStudies.Count covers) {
            return new Placed(
                    placed.hold(),
                    placed.tooLate().stream().map(StudyInstanceUid::value).toList(),
                    covers);
        }
    }

    /** @param covers left out where it was released: it covers nothing any more */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(@JsonUnwrapped HoldDocument hold, HeldStudies.Count covers) {}

    /** @param owner who answers for it from now on; the same as before where left out */
    record Review(LocalDate review, String owner) {}

    @GetMapping
    List<HoldDocument> list(@RequestParam(defaultValue = "false") boolean released) {
        return holds.list(released);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Placed place(@RequestBody HoldRequest request) {
        PlacedHold placed = Asked.of(() -> holds.place(request, Asked.by()));
        return Placed.of(placed, countIfPossible(placed.hold()));
    }

    /** Whoever has placed a hold is not to be told that it failed. */
    private HeldStudies.Count countIfPossible(HoldDocument hold) {
        try {
            return held.count(hold.hold());
        } catch (ArchiveException e) {
            return null;
        }
    }

    @GetMapping("/{id}")
    Shown show(@PathVariable String id) {
        HoldDocument hold = holds.get(id);
        return new Shown(hold, hold.releasedAt() == null ? held.count(hold.hold()) : null);
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
