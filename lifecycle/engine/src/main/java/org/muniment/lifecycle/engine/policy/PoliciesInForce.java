package org.muniment.lifecycle.engine.policy;

import org.muniment.lifecycle.policy.placement.PlacementPolicies;
import org.muniment.lifecycle.policy.retention.RetentionPolicies;

/** Tells which policies are in force now, on whichever node they were put in force. */
public interface PoliciesInForce {

    /** @throws org.muniment.lifecycle.policy.version.PolicyException where the file of a version that was ever active is changed or gone */
    PlacementPolicies placement();

    /** @throws org.muniment.lifecycle.policy.version.PolicyException as {@link #placement} */
    RetentionPolicies retention();
}
