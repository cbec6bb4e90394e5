package io.tentabo.kit.outbox;

/** Names of the Kafka record headers that carry CloudEvents attributes in binary mode. */
public final class CloudEvent {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String SPEC_VERSION = "ce_specversion";
    /** Id of the aggregate, the same as the record's key. */
    public static final String SUBJECT = "ce_subject";
    /** Extension: the tenant to which the event belongs. */
    public static final String TENANT_ID = "ce_tenantid";
    /** Extension: the request that caused the event; absent for background work. */
    public static final String REQUEST_ID = "ce_requestid";
    /** Extension: the user that caused the event; absent for background work. */
    public static final String ACTOR_ID = "ce_actorid";

    public static final String CONTENT_TYPE = "content-type";

    private CloudEvent() {}
}
