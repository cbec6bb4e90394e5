package io.tentabo.kit.editing;

/** What the API shows of a resource that carries an entity tag. */
public interface Versioned {

    /** Counts its changes; also its {@link ETags entity tag}. */
    int version();
}
