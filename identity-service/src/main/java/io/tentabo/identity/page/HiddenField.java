package io.tentabo.identity.page;

/** A parameter that a form carries along. */
public record HiddenField(String name, String value) {}
