package io.tentabo.identity.template;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A template of a tenant just after an action.
 *
 * @param template its members stand beside the others in JSON
 * @param difference what was changed, and what was kept
 */
@RegisterForReflection
public record AppliedTemplate(@JsonUnwrapped TenantTemplateView template, TemplateDifference difference) {}
