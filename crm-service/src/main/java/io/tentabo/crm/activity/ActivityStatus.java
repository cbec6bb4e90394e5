package io.tentabo.crm.activity;

/** Whether an activity is still to be done. */
public enum ActivityStatus {
    PENDING,
    IN_PROGRESS,
    COMPLETED,
    CANCELLED
}
