package io.tentabo.identity.template;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What an action would change now.
 *
 * @param difference its members stand beside the others in JSON
 * @param digest of the difference; an action that is sent it does exactly this, or nothing
 */
@RegisterForReflection
public record TemplatePreview(@JsonUnwrapped TemplateDifference difference, String digest) {}
