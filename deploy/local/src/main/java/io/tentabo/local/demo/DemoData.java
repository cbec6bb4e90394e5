package io.tentabo.local.demo;

import io.tentabo.local.Secrets;
import io.tentabo.local.Suite;

/** Loads the demo tenants over HTTP, as their operators and admins would. Loading them again changes nothing. */
public final class DemoData {

    private DemoData() {}

    public static void load(Suite suite) {
        Secrets secrets = suite.secrets();
        ApiClient operator = suite.api().signInAsClient(Suite.OPERATOR_CLIENT, secrets.operatorSecret());
        Tenants tenants = new Tenants(suite.api(), operator, secrets);
        Oxibox.load(tenants, suite.pipedrive().baseUrl());
        WellCrafted.load(tenants);
    }
}
