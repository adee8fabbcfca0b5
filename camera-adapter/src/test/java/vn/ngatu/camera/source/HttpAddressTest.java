package vn.ngatu.camera.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.ngatu.camera.address.StreamAddress;

class HttpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://cam/video.cgi, MJPEG",
        "https://cam/a.M3U8?x=1, HLS",
        "http://cam/live/a.flv, FLV",
        "mjpeg+http://cam/a.flv, MJPEG",
        "flv+https://cam/stream, FLV",
        "hls+http://cam/stream, HLS"
    })
    void whatTravelsOverHttpIsToldByTheAddress(String url, HttpAddress expected) {
        for (HttpAddress each : HttpAddress.values()) {
            assertThat(each.isMeantBy(StreamAddress.of(url))).as(each.name()).isEqualTo(each == expected);
        }
    }
}
