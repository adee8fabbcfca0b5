package vn.ngatu.api.web;

import com.microsoft.playwright.Page;
import java.time.Instant;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.totp.Totp;
import vn.ngatu.api.security.totp.TotpSecret;

/** People who come by their one-time link and sign in. */
final class People {

    private static final String PASSWORD = "một câu dễ nhớ 2026";

    private People() {}

    /** Opens the link of a new person; the page asks for a password then. */
    static void arrive(Page page, TestSite site, String name, String displayName, Role role) {
        page.navigate(site.invitation(name, displayName, role));
        page.waitForSelector("[name=repeated]");
    }

    /** Chooses a password and sets up the second factor. */
    static void enrol(Page page) {
        page.fill("[name=password]", PASSWORD);
        page.fill("[name=repeated]", PASSWORD);
        page.keyboard().press("Enter");
        String secret = page.waitForSelector(".secret").textContent().replaceAll("\\s", "");
        page.fill("[name=code]", Totp.code(TotpSecret.decode(secret), Instant.now()));
        page.keyboard().press("Enter");
        page.waitForSelector("nav a");
    }

    /** Both. */
    static void signIn(Page page, TestSite site, String name, String displayName, Role role) {
        arrive(page, site, name, displayName, role);
        enrol(page);
    }
}
