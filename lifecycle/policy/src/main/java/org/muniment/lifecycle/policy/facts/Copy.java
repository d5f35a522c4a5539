package org.muniment.lifecycle.policy.facts;

/**
 * One complete copy of a study.
 *
 * @param id tells copies of one tier apart
 * @param verified whether its last check found every digest right; an unchecked copy counts as none
 * @param online whether it can be read at once, which an archival tier can't
 * @param asReceived whether it holds the very bytes that were archived, not a lossless recompression of them
 */
public record Copy(String id, String tier, boolean verified, boolean online, boolean asReceived) {}
