package vn.ngatu.core.evidence.still;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.violation.ReportedViolation;
import vn.ngatu.core.violation.ViolationKind;

/** The words of a data bar, Vietnamese before English. */
public final class CaptionText {

    private CaptionText() {}

    /**
     * What one still shows.
     *
     * @param number 1, 2 or 3 of three
     * @param time presentation time of the frame, seconds
     * @param wallTime the same on the wall clock; null when not known
     * @param light what the signal concerned shows, from {@link #light}; null when there is none
     * @param originalSha256 hash of the untouched picture
     */
    public record Shown(
            int number,
            double time,
            long ptsNs,
            @Nullable String wallTime,
            @Nullable String light,
            String originalSha256) {}

    /** The caption of one still of a violation. */
    public static Caption of(ReportedViolation reported, Shown shown) {
        List<Caption.Field> fields = new ArrayList<>();
        fields.add(new Caption.Field("Ảnh/Picture", shown.number() + "/3 " + step(shown.number())));
        fields.add(new Caption.Field(
                "Thời gian/Time",
                shown.wallTime() != null
                        ? shown.wallTime()
                        : String.format(Locale.ROOT, "%.3f s của video/of the video", shown.time())));
        fields.add(new Caption.Field("PTS", shown.ptsNs() + " ns"));
        if (shown.light() != null) {
            fields.add(new Caption.Field("Đèn/Signal", shown.light()));
        }
        fields.add(new Caption.Field(
                "Phương tiện/Vehicle", vehicle(reported.violation().vehicle())));
        fields.add(new Caption.Field("Camera", reported.camera()));
        fields.add(new Caption.Field("Hiện trường/Scene", reported.scene()));
        reported.violation().where().forEach((kind, id) -> fields.add(new Caption.Field(place(kind), id)));
        fields.add(
                new Caption.Field("Track", Integer.toString(reported.violation().track())));
        fields.add(new Caption.Field("ID", reported.id()));
        fields.add(new Caption.Field(
                "Ảnh gốc/Original SHA-256", shown.originalSha256().substring(0, 16) + "…"));
        return new Caption(kind(reported.violation().kind()), fields);
    }

    /**
     * A signal's state and how long it has shown it.
     *
     * @param seconds since the onset; null when not known
     * @param atLeast whether the onset may have been earlier, before the signal was watched
     */
    public static String light(String signal, SignalState state, @Nullable Double seconds, boolean atLeast) {
        String since = seconds == null ? "" : String.format(Locale.ROOT, " %s%.2f s", atLeast ? ">= " : "", seconds);
        return signal + " " + state(state) + since;
    }

    private static String step(int number) {
        return switch (number) {
            case 1 -> "trước/before";
            case 2 -> "thời điểm vi phạm/decisive";
            default -> "sau/after";
        };
    }

    private static String place(String kind) {
        return switch (kind) {
            case "stopLine" -> "Vạch dừng/Stop line";
            case "signal" -> "Cụm đèn/Signal head";
            case "lane" -> "Làn/Lane";
            case "zone" -> "Khu vực/Zone";
            case "marking" -> "Vạch kẻ/Marking";
            default -> kind;
        };
    }

    private static String kind(ViolationKind kind) {
        return switch (kind) {
            case RED_LIGHT -> "Vượt đèn đỏ · Red light";
            case ILLEGAL_STOPPING -> "Dừng xe nơi cấm dừng · Illegal stopping";
            case ILLEGAL_PARKING -> "Đỗ xe nơi cấm đỗ · Illegal parking";
            case WRONG_LANE -> "Đi sai làn đường · Wrong lane";
            case PROHIBITED_OVERTAKING -> "Vượt xe nơi cấm vượt · Prohibited overtaking";
            case WRONG_WAY -> "Đi ngược chiều · Wrong way";
            case SOLID_LINE -> "Đè vạch liền · Solid line";
        };
    }

    private static String vehicle(ObjectClass vehicle) {
        return switch (vehicle) {
            case PEDESTRIAN -> "người đi bộ/pedestrian";
            case BICYCLE -> "xe đạp/bicycle";
            case MOTORCYCLE -> "xe máy/motorcycle";
            case CAR -> "ô tô/car";
            case BUS -> "xe buýt/bus";
            case TRUCK -> "xe tải/truck";
        };
    }

    private static String state(SignalState state) {
        return switch (state) {
            case RED -> "ĐỎ/RED";
            case AMBER -> "VÀNG/AMBER";
            case GREEN -> "XANH/GREEN";
            case RED_AMBER -> "ĐỎ+VÀNG/RED+AMBER";
            case FLASHING_AMBER -> "VÀNG NHẤP NHÁY/FLASHING AMBER";
            case OFF -> "TẮT/OFF";
            case UNKNOWN -> "KHÔNG RÕ/UNKNOWN";
        };
    }
}
