package io.tentabo.identity.selfservice;

import static io.restassured.RestAssured.given;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.restassured.response.Response;
import io.tentabo.identity.Browser;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.identity.MailServer.Received;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes by mail, and the page that its link leads to. */
@IdentityTest
class InvitationPageTest extends MailReadingTest {

    private static final String CHOSEN = "a phrase of my own choice";

    @Test
    void theLinkLeadsToAPageOnWhichThePasswordIsChosen() {
        // Given
        Tenant tenant = tenant();
        String email = "grace@" + tenant.slug() + ".example";
        InvitedUsers.invite(tenant, email, Map.of());
        String link = mailServer.awaitMail(email).link();
        Response page = given().get(link);
        Map<String, String> fields = Browser.hiddenFields(page);

        // When
        Response differing = send(link, page, fields, CHOSEN, "something else entirely");
        Response shortened = send(link, page, fields, "too short", "too short");
        Response foreign = given().contentType("application/x-www-form-urlencoded")
                .formParams(fields)
                .formParam("password", CHOSEN)
                .formParam("repetition", CHOSEN)
                .post(link);
        Response accepted = send(link, page, fields, CHOSEN, CHOSEN);

        // Then
        page.then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", containsString("form-action 'self'; base-uri 'none'"))
                .body(containsString("<label for=\"password\">"))
                .body(containsString(email));
        differing.then().statusCode(400).body(containsString("role=\"alert\"")).body(containsString("not the same"));
        shortened.then().statusCode(400).body(containsString("12 to 128 characters"));
        foreign.then().statusCode(403).contentType("text/html");
        accepted.then().statusCode(200).body(containsString("You are in"));
        tenant.signIn(email, CHOSEN).then().statusCode(201);
        given().get(link).then().statusCode(422).contentType("text/html").body(containsString("good no more"));
        given().get("/identity/account/invitation").then().statusCode(422).contentType("text/html");
    }

    @Test
    void aNameCannotForgeTheHeadersOfAMail() {
        // Given
        Tenant tenant = tenant();
        execute(
                "UPDATE tenants SET name = ? WHERE id = ?",
                "Öxi\"box\r\nBcc: x@y.example <evil@z.example> (Paris), a name of some length é",
                tenant.id());
        String email = "grace@" + tenant.slug() + ".example";

        // When
        InvitedUsers.invite(tenant, email, Map.of("firstName", "<b>Grace</b>"));

        // Then
        Received mail = mailServer.awaitMail(email);
        assertThat(mail.from()).endsWith("<no-reply@suite.example>").doesNotContain("evil@", "x@y", "(");
        assertThat(mail.from()).startsWith("Öxi box Bcc: x y.example");
        assertThat(mail.subject())
                .startsWith("Your invitation to Öxi\"box Bcc:")
                .endsWith("length é");
        assertThat(mail.html()).contains("&lt;b&gt;Grace").doesNotContain("<b>");
    }

    private static Response send(
            String link, Response page, Map<String, String> fields, String password, String repetition) {
        return given().contentType("application/x-www-form-urlencoded")
                .cookies(page.getCookies())
                .formParams(fields)
                .formParam("password", password)
                .formParam("repetition", repetition)
                .post(link);
    }
}
