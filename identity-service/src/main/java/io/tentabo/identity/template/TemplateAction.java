package io.tentabo.identity.template;

/** What can be done with a template in a tenant. */
public enum TemplateAction {
    INSTALL,
    UPGRADE,
    REMOVE
}
