package io.tentabo.identity.template;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of versions {@code major.minor.patch}. */
final class TemplateVersions {

    static final String FORM = "\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}";

    /** The oldest first. */
    static final Comparator<Template> ORDER = Comparator.comparingLong(template -> orderOf(template.version()));

    private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final long STEP = 1_000;

    private TemplateVersions() {}

    static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /** A number that is greater for a later version. */
    static long orderOf(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            throw new IllegalArgumentException(version + " is no version: write major.minor.patch");
        }
        return (Long.parseLong(parts.group(1)) * STEP + Long.parseLong(parts.group(2))) * STEP
                + Long.parseLong(parts.group(3));
    }
}
