package io.tentabo.identity.user;

import io.tentabo.identity.seat.UserKind;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The filters of the list of users; declared as {@code @BeanParam}. */
public class UserFilter {

    @RestQuery
    @Size(min = 1, max = 200)
    @Parameter(description = "The beginning of \"last name first name\", in any case.")
    @Nullable
    String q;

    @RestQuery
    @Nullable
    UserKind kind;

    @RestQuery
    @Parameter(description = "Without it, all but DELETED.")
    @Nullable
    UserStatus status;

    @RestQuery
    @Parameter(description = "The name of a role that the user holds.")
    @Nullable
    String role;

    @RestQuery
    @Nullable
    UUID partnerId;

    @RestQuery
    @Nullable
    UUID distributorId;
}
