package io.tentabo.kit.editing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ETagsTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"\"v3\"", "*", "\"v2\", \"v3\"", "  "})
    void anEditPassesWhenTheClientSawTheCurrentVersionOrDoesNotSay(String ifMatch) {
        assertThatCode(() -> ETags.check(ifMatch, 3)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"v2\"", "v3", "W/\"v3\"", "\"v33\"", "garbage"})
    void anEditOfAnotherVersionIsRefusedWith412(String ifMatch) {
        assertThatThrownBy(() -> ETags.check(ifMatch, 3))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.getStatusCode())
                        .isEqualTo(412));
    }

    @Test
    void aTagIsStrongAndNamesTheVersion() {
        assertThat(ETags.of(7)).isEqualTo("\"v7\"");
    }
}
