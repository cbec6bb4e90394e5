package io.tentabo.billing.trail;

/** What history is about, and notes except for invoices. */
public enum Subject {
    ORDER("order"),
    CONTRACT("contract"),
    INVOICE("invoice");

    private final String entity;

    Subject(String entity) {
        this.entity = entity;
    }

    /** What the audit and the events call it. */
    String entity() {
        return entity;
    }

    /** The column that refers to it. */
    String column() {
        return entity + "_id";
    }

    /** What the audit calls its notes. */
    String noteEntity() {
        return entity + "-note";
    }
}
