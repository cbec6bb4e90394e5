package io.tentabo.identity.template;

/**
 * A template that the tenant has.
 *
 * @param template the installed version
 */
record InstalledTemplate(TenantTemplate row, Template template) {}
