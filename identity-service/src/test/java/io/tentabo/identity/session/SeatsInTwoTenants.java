package io.tentabo.identity.session;

import static io.tentabo.identity.Identity.tenant;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** One person, Grace, with seats in two tenants and a password of her own in each. */
abstract class SeatsInTwoTenants {

    static final String OTHER_PASSWORD = "another long password";

    final String grace = "grace-" + UUID.randomUUID() + "@x.example";
    Tenant here;
    Tenant there;
    UUID seatHere;
    UUID seatThere;

    @BeforeEach
    void giveSeats() {
        here = tenant();
        there = tenant();
        seatHere = here.user(grace, Map.of());
        seatThere = there.user(grace, Map.of("password", OTHER_PASSWORD));
    }

    HeldSession held(Tenant tenant, String password) {
        Response signedIn = tenant.signIn(grace, password);
        signedIn.then().statusCode(201);
        return new HeldSession(tenant, signedIn, "");
    }
}
