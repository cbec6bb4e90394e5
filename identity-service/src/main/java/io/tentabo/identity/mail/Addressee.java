package io.tentabo.identity.mail;

/** To whom a mail goes, and in whose name. */
record Addressee(String email, String firstName, String tenantName) {}
