package io.tentabo.identity;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser does at the authorization endpoint: shows the page, keeps the cookie, sends the form. */
public final class Browser {

    static final String AUTHORIZE = "/identity/oauth2/authorize";

    private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final String address;
    private final Map<String, String> cookies = new HashMap<>();

    public Browser(String address) {
        this.address = address;
    }

    public Response open(Map<String, String> request) {
        Response page = given().redirects()
                .follow(false)
                .header("X-Forwarded-For", address)
                .header("User-Agent", "browser")
                .cookies(cookies)
                .queryParams(request)
                .get(AUTHORIZE);
        cookies.putAll(page.getCookies());
        return page;
    }

    /** Sends the form of a page. */
    public Response send(Response page, Map<String, String> typed) {
        Map<String, String> fields = hiddenFields(page);
        fields.putAll(typed);
        return send(fields);
    }

    public Response send(Map<String, String> fields) {
        return given().redirects()
                .follow(false)
                .header("X-Forwarded-For", address)
                .header("User-Agent", "browser")
                .contentType("application/x-www-form-urlencoded")
                .cookies(cookies)
                .formParams(fields)
                .post(AUTHORIZE);
    }

    public Response signIn(Map<String, String> request, String username, String password) {
        return send(open(request), Map.of("username", username, "password", password, "decision", "allow"));
    }

    /** Follows a link or a redirect to this service, and is sent nowhere further. */
    public Response get(String address) {
        URI uri = URI.create(address);
        Response answer = given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .header("X-Forwarded-For", this.address)
                .header("User-Agent", "browser")
                .cookies(cookies)
                .get(uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery());
        cookies.putAll(answer.getCookies());
        return answer;
    }

    public void forgetCookies() {
        cookies.clear();
    }

    public static Map<String, String> hiddenFields(Response page) {
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = HIDDEN.matcher(page.asString());
        while (matcher.find()) {
            fields.put(
                    matcher.group(1), matcher.group(2).replace("&quot;", "\"").replace("&amp;", "&"));
        }
        return fields;
    }

    /** The parameters with which a redirect sends the user back. */
    public static Map<String, String> returned(Response redirect) {
        return parameters(URI.create(redirect.header("Location")));
    }

    /** The parameters of an address. */
    public static Map<String, String> parameters(URI address) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : address.getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
