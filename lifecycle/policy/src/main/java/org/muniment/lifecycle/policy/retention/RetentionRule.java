package org.muniment.lifecycle.policy.retention;

import org.muniment.lifecycle.policy.condition.Condition;

/** Of a policy's rules the first counts whose condition holds. */
public record RetentionRule(String name, Condition when, Expression keepUntil) {}
