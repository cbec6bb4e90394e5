package io.tentabo.model;

import java.security.SecureRandom;

/**
 * Random characters for numbers that people read out, such as {@code 7KQ2XM} in an order's: they tell nobody how many
 * there are. Crockford's base 32, which leaves out I, L, O and U, so that none is misread; six of them make a billion.
 */
public final class RandomCodes {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private RandomCodes() {}

    /** A code of so many characters, each as likely as any other. */
    public static String next(int length) {
        StringBuilder code = new StringBuilder(length);
        RANDOM.ints(length, 0, ALPHABET.length()).mapToObj(ALPHABET::charAt).forEach(code::append);
        return code.toString();
    }
}
