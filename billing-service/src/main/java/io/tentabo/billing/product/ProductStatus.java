package io.tentabo.billing.product;

/** Whether a product can be bought. */
public enum ProductStatus {
    ACTIVE,
    /** Not for sale at present. */
    INACTIVE,
    /** Not for sale any more. */
    DISCONTINUED
}
