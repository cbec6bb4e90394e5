package io.tentabo.billing.trail;

/** What history is about, and notes except for invoices. */
public enum Subject {
    ORDER("order_id", "order-note"),
    CONTRACT("contract_id", "contract-note"),
    INVOICE("invoice_id", "invoice-note");

    private final String column;
    private final String noteEntity;

    Subject(String column, String noteEntity) {
        this.column = column;
        this.noteEntity = noteEntity;
    }

    /** The column that refers to it. */
    String column() {
        return column;
    }

    /** What the audit calls its notes. */
    String noteEntity() {
        return noteEntity;
    }
}
