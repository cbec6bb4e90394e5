package io.tentabo.identity.authorization;

/** A refusal that only the user is told, on a page: nobody can say to whom else it would be safe to answer. */
final class PageRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param explanation for the user; holds nothing that came with the request */
    PageRefusal(int status, String explanation) {
        super(explanation, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String explanation() {
        return String.valueOf(getMessage());
    }
}
