package io.tentabo.identity.authorization;

/** A parameter that a form carries along. */
public record HiddenField(String name, String value) {}
