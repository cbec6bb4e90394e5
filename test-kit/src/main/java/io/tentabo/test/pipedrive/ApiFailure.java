package io.tentabo.test.pipedrive;

import io.vertx.core.json.JsonObject;

/** A request that the stand-in refuses, as Pipedrive words it. */
final class ApiFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ApiFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    static ApiFailure notFound(String what) {
        return new ApiFailure(404, what + " not found");
    }

    static ApiFailure invalid(String message) {
        return new ApiFailure(400, message);
    }

    int status() {
        return status;
    }

    JsonObject body() {
        return new JsonObject()
                .put("success", false)
                .put("error", getMessage())
                .put("errorCode", status)
                .put("error_info", "Please check developers.pipedrive.com for more information about Pipedrive API.")
                .putNull("data")
                .putNull("additional_data");
    }
}
