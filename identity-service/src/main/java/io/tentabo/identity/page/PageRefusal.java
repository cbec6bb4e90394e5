package io.tentabo.identity.page;

/** A refusal that only the user is told, on a page: nobody can say to whom else it would be safe to answer. */
public final class PageRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param explanation for the user; holds nothing that came with the request */
    public PageRefusal(int status, String explanation) {
        super(explanation, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }

    public String explanation() {
        return String.valueOf(getMessage());
    }
}
