package io.tentabo.identity.channel;

/** What is counted. */
enum RecordKind {
    LEAD,
    CUSTOMER,
    ORDER,
    CONTRACT,
    INVOICE
}
