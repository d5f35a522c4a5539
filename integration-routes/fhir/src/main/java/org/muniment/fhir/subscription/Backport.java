package org.muniment.fhir.subscription;

/** Names of the Subscriptions R5 Backport implementation guide (hl7.fhir.uv.subscriptions-backport 1.1), and of our topic. */
public final class Backport {

    /** The only topic: a study has changed, in whatever way. */
    public static final String TOPIC = "http://muniment.org/fhir/SubscriptionTopic/imaging-study-changed";

    private static final String GUIDE = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

    /** Of CapabilityStatement.rest.resource: a topic there is. */
    public static final String TOPIC_OF_SERVER = GUIDE + "capabilitystatement-subscriptiontopic-canonical";

    /** Of Subscription.criteria: which of the topic's events. */
    static final String FILTER = GUIDE + "backport-filter-criteria";

    /** Of Subscription.channel.payload: how much is told. */
    static final String CONTENT = GUIDE + "backport-payload-content";

    private Backport() {}
}
