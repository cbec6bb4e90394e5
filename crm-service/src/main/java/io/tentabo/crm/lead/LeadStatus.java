package io.tentabo.crm.lead;

/**
 * How far a lead has come, in the order of the constants.
 *
 * <p>An open lead may skip stages forward, because its first word may already be a request for an offer. Back, lost, or
 * won without an order made here, each needs a reason. A closed lead is reopened before anything else is done with it.
 */
public enum LeadStatus {
    NEW,
    CONTACTED,
    QUALIFIED,
    PROPOSAL,
    NEGOTIATION,
    WON,
    LOST;

    /** What a change from one status to another means. */
    enum Move {
        ADVANCE(false),
        STEP_BACK(true),
        WIN(true),
        LOSE(true),
        REOPEN(true),
        /** There is no such change. */
        ILLEGAL(false);

        private final boolean needsReason;

        Move(boolean needsReason) {
            this.needsReason = needsReason;
        }

        boolean needsReason() {
            return needsReason;
        }
    }

    boolean isOpen() {
        return this != WON && this != LOST;
    }

    Move to(LeadStatus target) {
        if (target == this) {
            return Move.ILLEGAL;
        }
        if (!isOpen()) {
            return target.isOpen() ? Move.REOPEN : Move.ILLEGAL;
        }
        return switch (target) {
            case WON -> Move.WIN;
            case LOST -> Move.LOSE;
            default -> target.ordinal() > ordinal() ? Move.ADVANCE : Move.STEP_BACK;
        };
    }
}
