package vn.ngatu.api.law;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plate can be, by its {@link PlateText#normal} text alone. Several may fit: {@code 30A24656} is a car's and an old
 * motorcycle's; layout, colour and the vehicle tell them apart.
 */
public enum PlateForm {
    /** {@code 30A-246.56}. */
    CAR(true, Fits.FOUR, "PROV([L20])", "(\\d{3})(\\d{2})", "$1$2-$3.$4"),
    /** {@code 30A-2465}, of before 2010. */
    CAR_OLD(true, Fits.FOUR, "PROV([L20])", "(\\d{4})", "$1$2-$3"),
    /** A series of two letters with a meaning: {@code 29LD-123.45}, foreign-invested. */
    SPECIAL(true, Fits.FOUR, "PROV(LD|DA|KT|RM|R|MK|TĐ|HC|CD)", "(\\d{4,5})", "$1$2-$3"),
    /** {@code 29-AA 123.45}, since August 2023. */
    MOTORCYCLE(true, Fits.TWO, "PROV([L20]{2})", "(\\d{3})(\\d{2})", "$1-$2 $3.$4"),
    /** {@code 29-B1 123.45}, and {@code 29-B1 1234}. */
    MOTORCYCLE_OLD(true, Fits.TWO, "PROV([L20][1-9])", "(\\d{4,5})", "$1-$2 $3"),
    /** An electric moped, {@code 29-MĐ1 123.45}. */
    ELECTRIC_MOPED(false, Fits.TWO, "PROV(MĐ[1-9]?)", "(\\d{3})(\\d{2})", "$1-$2 $3.$4"),
    /** Diplomatic and foreign: {@code 80-123-NG-45}. */
    FOREIGN(true, Fits.BOTH, "PROV(\\d{3})(NG|QT|CV|NN)", "(\\d{2})", "$1-$2-$3-$4"),
    /** {@code AB-1234}. */
    MILITARY(false, Fits.BOTH, "([ABHKPQTV][A-Z])", "(\\d{4})", "$1-$2"),
    /** {@code T30-123456}. */
    TEMPORARY(false, Fits.BOTH, "(T)PROV", "(\\d{5,6})", "$1$2-$3");

    private static final Set<String> FOUR_WHEELERS = Set.of("car", "bus", "truck");

    private final boolean checked;
    private final Fits fits;
    private final Pattern pattern;
    private final String spelling;

    PlateForm(boolean checked, Fits fits, String series, String order, String spelling) {
        this.checked = checked;
        this.fits = fits;
        this.spelling = spelling;
        String provinces = "(1[1245-9]|2\\d|3\\d|4[013789]|5\\d|6\\d|7\\d|8[0-689]|9[02-5789])";
        String start = series.replace("PROV", provinces).replace("L20", "ABCDEFGHKLMNPSTUVXYZ");
        // An order number of nothing but zeros is never issued.
        pattern = Pattern.compile(start + "(?!0+$)" + order);
    }

    /** Whether the form was read in a source; the rest is general knowledge. */
    public boolean checked() {
        return checked;
    }

    /** Whether a vehicle of the class {@code vehicle} can have such a plate. */
    public boolean fits(String vehicle) {
        boolean four = FOUR_WHEELERS.contains(vehicle);
        boolean two = vehicle.equals("motorcycle");
        return (four && fits != Fits.TWO) || (two && fits != Fits.FOUR);
    }

    /** Whether {@code normal} has this form. */
    boolean matches(String normal) {
        return pattern.matcher(normal).matches();
    }

    /** {@code normal}, which has this form, as it stands on the plate, with its separators. */
    String spell(String normal) {
        Matcher matcher = pattern.matcher(normal);
        String spelled = matcher.replaceFirst(spelling);
        // Five digits without a group of their own: 12345 stands as 123.45.
        return spelled.replaceFirst("(?<=[- ])(\\d{3})(\\d{2})$", "$1.$2");
    }

    private enum Fits {
        TWO,
        FOUR,
        BOTH
    }
}
