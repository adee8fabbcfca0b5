package vn.ngatu.camera.player;

import java.net.InetAddress;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where and for whom a player plays.
 *
 * @param host the address it listens on
 * @param port its port; 0 takes a free one
 * @param user who may watch; null lets everyone who reaches the host
 * @param password that user's
 * @param tls how connections are encrypted (RTSPS); null leaves them plain
 */
public record PlayerSettings(
        InetAddress host,
        int port,
        @Nullable String user,
        @Nullable String password,
        @Nullable SSLContext tls) {

    /** On a free port of this machine's loopback, for everyone on it. */
    public static PlayerSettings loopback() {
        return new PlayerSettings(InetAddress.getLoopbackAddress(), 0, null, null, null);
    }

    /** The same on a certain port. */
    public PlayerSettings onPort(int newPort) {
        return new PlayerSettings(host, newPort, user, password, tls);
    }

    /** The same for one user only, by digest authentication. */
    public PlayerSettings onlyFor(String newUser, String newPassword) {
        return new PlayerSettings(host, port, newUser, newPassword, tls);
    }

    /** The same over TLS. */
    public PlayerSettings over(SSLContext newTls) {
        return new PlayerSettings(host, port, user, password, newTls);
    }

    @Override
    public String toString() {
        return host.getHostAddress() + ":" + port;
    }
}
