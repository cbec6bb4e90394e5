package io.tentabo.crm.activity;

/** What kind of work an activity is. */
public enum ActivityType {
    CALL,
    EMAIL,
    MEETING,
    TASK,
    VISIT,
    SAMPLE,
    NOTE
}
