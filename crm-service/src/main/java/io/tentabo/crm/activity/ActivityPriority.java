package io.tentabo.crm.activity;

/** How soon an activity matters. */
public enum ActivityPriority {
    LOW,
    MEDIUM,
    HIGH,
    URGENT
}
