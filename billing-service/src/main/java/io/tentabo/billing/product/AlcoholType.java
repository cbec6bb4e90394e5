package io.tentabo.billing.product;

/** What a beverage is in the eyes of the tax office. */
public enum AlcoholType {
    WINE,
    BEER,
    SPIRITS,
    CIDER,
    SAKE,
    MEAD,
    OTHER
}
