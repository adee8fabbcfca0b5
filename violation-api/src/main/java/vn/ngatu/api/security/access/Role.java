package vn.ngatu.api.security.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody is there for. Each account and each API token has exactly one role. */
public enum Role {
    /** Decides cases. */
    OFFICER,
    /** Decides cases, also those that officers disagree on, and exports lists. */
    SUPERVISOR,
    /** Watches cameras and sees what they flagged; decides nothing and takes nothing out. */
    OPERATOR,
    /** Connects other systems; sees figures and changes, no case and no evidence. */
    INTEGRATOR,
    /** Reads cases and the audit log; changes nothing. */
    AUDITOR,
    /** Manages accounts, tokens and webhooks; sees no case, so that nobody gives himself a case to look at. */
    ADMINISTRATOR;

    /** The name used in files and over HTTP: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that {@code label}. */
    public static Optional<Role> of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}
