package org.muniment.lifecycle.policy.hold;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.muniment.lifecycle.policy.facts.StudyFacts;

/**
 * An order to destroy nothing of what it covers, whatever policies and approvals say, until somebody releases it. It never ends by itself: a review date that
 * has passed reminds people of it and changes nothing else.
 *
 * @param order why, and for which case
 * @param review the day somebody should look whether it is still needed
 * @param keepOnline whether it also forbids that the last online copy goes; what was offline before stays there
 */
public record Hold(
        HoldId id, HoldScope scope, Order order, LocalDate review, boolean keepOnline, Optional<Release> release) {

    /**
     * Why it was placed, and by whom and when.
     *
     * @param caseNumber as the court or the lawyers write it
     * @param owner who answers for it and is asked at its review
     */
    public record Order(String reason, String caseNumber, String owner, String placedBy, Instant placedAt) {

        public Order {
            if (reason.isBlank()) throw new IllegalArgumentException("a hold without a reason");
            if (caseNumber.isBlank()) throw new IllegalArgumentException("a hold without a case number");
            if (owner.isBlank()) throw new IllegalArgumentException("a hold that nobody answers for");
            if (placedBy.isBlank()) throw new IllegalArgumentException("a hold placed by nobody");
        }

        /** Who placed it answers for it. */
        public Order(String reason, String caseNumber, String placedBy, Instant placedAt) {
            this(reason, caseNumber, placedBy, placedBy, placedAt);
        }
    }

    /** Who released it, and when. */
    public record Release(String by, Instant at) {

        public Release {
            if (by.isBlank()) throw new IllegalArgumentException("a hold released by nobody");
        }
    }

    public boolean isInForce() {
        return release.isEmpty();
    }

    /** @throws IllegalArgumentException where it was released before */
    public Hold released(String by, Instant at) {
        if (!isInForce()) throw new IllegalArgumentException("hold " + id + " was released before");
        return new Hold(id, scope, order, review, keepOnline, Optional.of(new Release(by, at)));
    }

    public boolean isToBeReviewed(LocalDate today) {
        return isInForce() && !review.isAfter(today);
    }

    /** Those of the holds that keep this study. */
    public static List<Hold> inForceOn(StudyFacts facts, Collection<Hold> holds, LocalDate today) {
        return holds.stream()
                .filter(Hold::isInForce)
                .filter(hold -> hold.scope().covers(facts, today))
                .toList();
    }
}
