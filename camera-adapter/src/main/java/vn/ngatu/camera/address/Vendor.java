package vn.ngatu.camera.address;

import org.jspecify.annotations.Nullable;

/**
 * The makers' usual RTSP addresses, with channels counted from 1. Firmware differs: {@code ngatu camera probe} tells whether
 * one holds. Pure.
 */
public enum Vendor {
    /** Hikvision and its labels. */
    HIKVISION {
        @Override
        String path(int channel, boolean main) {
            return "/Streaming/Channels/" + channel + (main ? "01" : "02");
        }
    },
    /** Dahua and its labels. */
    DAHUA {
        @Override
        String path(int channel, boolean main) {
            return "/cam/realmonitor?channel=" + channel + "&subtype=" + (main ? 0 : 1);
        }
    },
    /** Axis; the sub stream is asked for by its size. */
    AXIS {
        @Override
        String path(int channel, boolean main) {
            return "/axis-media/media.amp?camera=" + channel + "&videocodec=h264" + (main ? "" : "&resolution=640x360");
        }
    },
    /** Uniview. */
    UNIVIEW {
        @Override
        String path(int channel, boolean main) {
            return "/unicast/c" + channel + "/s" + (main ? 0 : 1) + "/live";
        }
    },
    /** Hanwha Vision (Wisenet), whose profile 2 is H.264 and 1 motion JPEG; sensors after the first have a number. */
    HANWHA {
        @Override
        String path(int channel, boolean main) {
            return (channel == 1 ? "" : "/" + (channel - 1)) + "/profile" + (main ? 2 : 3) + "/media.smp";
        }
    },
    /** Tiandy. */
    TIANDY {
        @Override
        String path(int channel, boolean main) {
            return "/" + channel + "/" + (main ? 1 : 2);
        }
    },
    /** KBVision, a Dahua label common in Vietnam. */
    KBVISION {
        @Override
        String path(int channel, boolean main) {
            return DAHUA.path(channel, main);
        }
    },
    /** Cameras that Viettel sells, as far as they are Dahua labels. */
    VIETTEL {
        @Override
        String path(int channel, boolean main) {
            return DAHUA.path(channel, main);
        }
    };

    private static final int RTSP_PORT = 554;
    private static final int MOST_CHANNELS = 64;

    abstract String path(int channel, boolean main);

    /**
     * The address of a channel's stream.
     *
     * @param host name or address, with {@code :port} where it isn't 554
     * @param channel from 1
     * @param main the full stream, or the small one
     */
    public String url(String host, int channel, boolean main) {
        if (channel < 1) {
            throw new IllegalArgumentException("channel: " + channel + " (expected: >= 1)");
        }
        boolean ported = host.matches(".*[^:]:\\d+|\\[.*]:\\d+");
        return "rtsp://" + host + (ported ? "" : ":" + RTSP_PORT) + path(channel, main);
    }

    /** The small stream's address where one of the makers' addresses is the full stream's; null otherwise. */
    public static @Nullable StreamAddress subOf(StreamAddress main) {
        String path = main.uri().getRawSchemeSpecificPart();
        for (Vendor vendor : values()) {
            for (int channel = 1; channel <= MOST_CHANNELS; channel++) {
                String full = vendor.path(channel, true);
                if (path.endsWith(full)) {
                    String start = path.substring(0, path.length() - full.length());
                    boolean whole = start.lastIndexOf('/') <= 1;
                    if (whole) {
                        return main.at(start + vendor.path(channel, false));
                    }
                }
            }
        }
        return null;
    }
}
