package io.tentabo.identity.selfservice;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param token from the link that was sent to the address */
record AddressConfirmation(
        @NotBlank
        @Size(max = 128)
        @Schema(writeOnly = true, examples = "AZzT3m6vc0SbG2mYyQeC5q9dKk0bqQh9oVxq1s3uWm3vY7Zt4fJ8yRrK2pLwXn6E")
        String token) {

    @Override
    public String toString() {
        return "AddressConfirmation[…]";
    }
}
