package org.muniment.lifecycle.policy.version;

import java.time.Instant;

/**
 * The record that somebody put a version in force, or took its policy out of force. Records are only ever added; the last one of a name says what holds.
 *
 * @param inForce whether from then on this version is in force, in place of any other of that name; else none of that name is
 */
public record Activation(PolicyVersion version, boolean inForce, String by, Instant at) {}
