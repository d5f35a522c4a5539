package org.muniment.core.commitment;

import java.time.Duration;

/**
 * When results of storage commitment are sent.
 *
 * @param reportAfter from the request to the first attempt: most peers end their association at once, and would be disturbed by a result
 *     that comes meanwhile
 * @param retryFirst from a failed attempt to the next; doubled from attempt to attempt
 * @param retryMost up to this
 * @param giveUpAfter from the request; then the result is not sent any more
 * @param mostPending requests of one peer whose results are not delivered; further ones are refused
 */
public record CommitmentConfig(
        Duration reportAfter, Duration retryFirst, Duration retryMost, Duration giveUpAfter, int mostPending) {

    private static final int MOST_DOUBLINGS = 30;

    /** How long to wait after so many failed attempts in a row. */
    Duration wait(int failures) {
        long factor = 1L << Math.min(failures - 1, MOST_DOUBLINGS);
        Duration wait = retryFirst.multipliedBy(factor);
        return wait.compareTo(retryMost) < 0 ? wait : retryMost;
    }
}
