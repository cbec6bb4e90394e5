package io.tentabo.identity.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The templates that the suite ships, each version in a file of its own. They are named here one by one, because a native
 * executable cannot list its resources. A version that was released is not edited any more: the next one is added.
 */
final class TemplateDescriptors {

    private static final String FOLDER = "/tenant-templates/";
    private static final List<String> SHIPPED = List.of("flagship-crm-ops-1.0.0");

    private TemplateDescriptors() {}

    /** @throws IllegalStateException when one of them cannot be read, or contradicts the rules */
    static List<Template> shipped() {
        List<Template> templates =
                SHIPPED.stream().map(TemplateDescriptors::read).toList();
        TemplateRules.check(templates);
        return templates;
    }

    static Template read(String name) {
        String file = FOLDER + name + ".json";
        try (InputStream descriptor = TemplateDescriptors.class.getResourceAsStream(file)) {
            if (descriptor == null) {
                throw new IllegalStateException("There is no descriptor " + file);
            }
            return TemplateJson.template(new String(descriptor.readAllBytes(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The descriptor " + file + " cannot be read: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
