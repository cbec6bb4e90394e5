package io.tentabo.billing.web;

import io.tentabo.model.money.Money;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** An ISO 4217 code of a currency that has a defined number of decimals. */
@Documented
@Constraint(validatedBy = CurrencyCode.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface CurrencyCode {

    String message() default "must be an ISO 4217 currency code";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Accepts null, which {@code @NotNull} is there to refuse. */
    final class Validator implements ConstraintValidator<CurrencyCode, String> {

        @Override
        public boolean isValid(@Nullable String code, ConstraintValidatorContext context) {
            if (code == null) {
                return true;
            }
            try {
                Money.currency(code);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
