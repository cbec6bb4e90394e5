package io.tentabo.local.demo;

/** The suite answered other than the caller relies on; the message holds the request, the status and the body. */
public final class UnexpectedResponse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    UnexpectedResponse(ApiResponse response) {
        super(response.request() + " answered " + response.status() + ": " + response.body());
        this.status = response.status();
    }

    public int status() {
        return status;
    }
}
