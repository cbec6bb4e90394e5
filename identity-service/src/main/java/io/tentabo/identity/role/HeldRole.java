package io.tentabo.identity.role;

/**
 * A role of the tenant's own.
 *
 * @param holders how many people and programs hold it, removed ones not counted
 */
public record HeldRole(RoleView role, int holders) {}
