package io.tentabo.kit.editing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Reads decimals that fit on a line, and refuses all others: ten characters such as {@code 1E+30000000} stand for a number
 * that takes half a minute to write out, which any rule about its digits would do.
 */
final class HandyDecimals {

    /** Far beyond every amount and every rate, and nothing to compute with. */
    private static final int MOST_DIGITS = 100;

    private HandyDecimals() {}

    static SimpleModule module() {
        return new SimpleModule("handy-decimals").addDeserializer(BigDecimal.class, new Bounded());
    }

    private static final class Bounded extends JsonDeserializer<BigDecimal> {

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            BigDecimal read = NumberDeserializers.BigDecimalDeserializer.instance.deserialize(parser, context);
            if (read != null && (read.precision() > MOST_DIGITS || Math.abs((long) read.scale()) > MOST_DIGITS)) {
                throw context.weirdStringException("a number", BigDecimal.class, "it has too many digits");
            }
            return read;
        }
    }
}
