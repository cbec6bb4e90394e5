package io.tentabo.identity.provider;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/** Talks to providers that verify passwords which were typed here. */
public interface PasswordProvider extends ProviderAdapter {

    /**
     * Verifies a password. Whoever the name may belong to, it takes about the same time.
     *
     * @param username normalised as local names are
     * @return fails with {@link ProviderFailure} when the provider could not be asked
     */
    Uni<Proof> verify(ProviderAccess access, String username, String password);

    /**
     * Whom of these people the provider lets in no more, whatever their password: it does not know them any more, or has
     * disabled them.
     *
     * @param subjects of people for whom it has vouched; they are asked about at once, so not many
     * @return fails with {@link ProviderFailure} when the provider could not be asked
     */
    Uni<Set<String>> gone(ProviderAccess access, List<String> subjects);
}
