package io.tentabo.identity.organisation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The range of lower-cased names, in byte order, that begin with a text. Two comparisons of text may use an index under
 * row-level security; {@code LIKE} may not.
 *
 * @param from the first name of the range, or null without a filter
 * @param below the first name after it, or null without a filter
 */
public record NamePrefix(@Nullable String from, @Nullable String below) {

    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    public static NamePrefix of(@Nullable String text) {
        if (text == null) {
            return new NamePrefix(null, null);
        }
        String from = text.toLowerCase(Locale.ROOT);
        return new NamePrefix(from, from + LAST_CHARACTER);
    }
}
