package vn.ngatu.camera.player;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import vn.ngatu.camera.player.media.MediaFile;

/** What a camera's answer to DESCRIBE says (RFC 8866), for one video track. Pure. */
final class SessionDescription {

    private SessionDescription() {}

    /**
     * The description of a clip.
     *
     * @param host the player's address
     * @param told whose parameter sets are told
     * @param sets whether any are told
     */
    static String of(MediaFile media, MediaFile told, boolean sets, String host) {
        String kind = host.contains(":") ? "IP6" : "IP4";
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN " + kind + " " + host,
                "s=Ngatu",
                "c=IN " + kind + " " + (kind.equals("IP6") ? "::" : "0.0.0.0"),
                "t=0 0",
                "a=control:*",
                "m=video 0 RTP/AVP 96",
                "a=rtpmap:96 " + encoding(media) + "/90000",
                "a=fmtp:96 " + parameters(media, told, sets),
                String.format(Locale.ROOT, "a=framerate:%.3f", media.frameRate()),
                "a=control:track1",
                "");
    }

    private static String encoding(MediaFile media) {
        return switch (media.codec()) {
            case "h264" -> "H264";
            case "hevc" -> "H265";
            default -> "MP4V-ES";
        };
    }

    private static String parameters(MediaFile media, MediaFile told, boolean sets) {
        return switch (media.codec()) {
            case "h264" -> "packetization-mode=1" + (sets ? avc(told.parameterSets()) : "");
            case "hevc" -> sets ? hevc(told.parameterSets()) : "sprop-max-don-diff=0";
            default -> "profile-level-id=1; config=" + HexFormat.of().formatHex(told.extradata());
        };
    }

    private static String avc(List<byte[]> sets) {
        String profile = sets.stream()
                .filter(each -> (each[0] & 31) == 7 && each.length > 3)
                .findFirst()
                .map(sps -> String.format(Locale.ROOT, ";profile-level-id=%02X%02X%02X", sps[1], sps[2], sps[3]))
                .orElse("");
        return profile + ";sprop-parameter-sets=" + base64(sets);
    }

    private static String hevc(List<byte[]> sets) {
        return List.of("sprop-vps", "sprop-sps", "sprop-pps").stream()
                .map(name -> name + "="
                        + base64(ofType(sets, 32 + List.of("vps", "sps", "pps").indexOf(name.substring(6)))))
                .collect(Collectors.joining(";"));
    }

    private static List<byte[]> ofType(List<byte[]> sets, int type) {
        return sets.stream().filter(each -> (each[0] >> 1 & 63) == type).toList();
    }

    private static String base64(List<byte[]> sets) {
        return sets.stream().map(Base64.getEncoder()::encodeToString).collect(Collectors.joining(","));
    }
}
