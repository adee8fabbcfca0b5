package vn.ngatu.camera.address;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.core.media.MediaException;

class AddressTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Credentials credentials(String user, String password) throws Exception {
        return new Credentials(user, Secret.inFile(Files.writeString(folder.resolve("secret"), password + "\n")));
    }

    @Test
    void credentialsAreKeptApartAndPrintedNowhere() throws Exception {
        StreamAddress address =
                StreamAddress.of("rtsp://10.0.0.5/live?channel=1").with(credentials("adm:in", "s3:c@r/t"));
        assertThat(address.secretUrl("rtsp")).isEqualTo("rtsp://adm%3Ain:s3%3Ac%40r%2Ft@10.0.0.5/live?channel=1");
        assertThat(address.toString()).isEqualTo("rtsp://10.0.0.5/live?channel=1");
        assertThat(address.uri().toString()).doesNotContain("adm");
        assertThat(credentials("adm:in", "s3:c@r/t").toString()).isEqualTo("credentials");
    }

    @Test
    void referencesInTheUrlAreCredentials() {
        StreamAddress address = StreamAddress.of("rtsp://${CAM_USER}:${CAM_PASSWORD}@10.0.0.5:8554/live");
        assertThat(address.hasCredentials()).isTrue();
        assertThat(address.toString()).isEqualTo("rtsp://10.0.0.5:8554/live");
        assertThatThrownBy(() -> address.secretUrl("rtsp"))
                .isInstanceOf(MediaException.class)
                .hasMessage("${CAM_USER}: not set (expected: a secret)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://admin:secret@10.0.0.5/live",
                "rtsp://admin:sec@ret@10.0.0.5/live",
                "rtsp://admin@10.0.0.5/live",
                "rtsp://${USER}:secret@10.0.0.5/live"
            })
    void aPasswordInTheUrlIsRefusedAndNotRepeated(String url) {
        assertThat(StreamAddress.fault(url))
                .contains("(expected: ")
                .doesNotContain("sec")
                .doesNotContain("admin");
        assertThatThrownBy(() -> StreamAddress.of(url)).hasMessageNotContaining("sec");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5", "rtsp:///live", "rtsp://10.0.0.5/a b", "", "rtsp://"})
    void whatIsNoUrlIsToldSo(String url) {
        assertThat(StreamAddress.fault(url)).contains("(expected: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp://cam/live", "rtsps://[::1]:322/live", "file:/a/b.mp4?loop=true", "acme://x/1"})
    void soundAddressesHaveNoFault(String url) {
        assertThat(StreamAddress.fault(url)).isNull();
    }

    @Test
    void aSecretComesFromTheEnvironment() throws Exception {
        assertThat(Secret.reference("${CAM}", Map.of("CAM", "open")).reveal()).isEqualTo("open");
        assertThatThrownBy(() -> Secret.reference("hunter2", Map.of())).hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> Secret.inFile(folder.resolve("none")).reveal()).hasMessageContaining("can't be read");
    }

    @ParameterizedTest
    @CsvSource({
        "HIKVISION, 2, true,  rtsp://10.0.0.5:554/Streaming/Channels/201",
        "HIKVISION, 1, false, rtsp://10.0.0.5:554/Streaming/Channels/102",
        "DAHUA,     1, true,  rtsp://10.0.0.5:554/cam/realmonitor?channel=1&subtype=0",
        "KBVISION,  3, false, rtsp://10.0.0.5:554/cam/realmonitor?channel=3&subtype=1",
        "VIETTEL,   1, false, rtsp://10.0.0.5:554/cam/realmonitor?channel=1&subtype=1",
        "AXIS,      1, false, rtsp://10.0.0.5:554/axis-media/media.amp?camera=1&videocodec=h264&resolution=640x360",
        "UNIVIEW,   2, true,  rtsp://10.0.0.5:554/unicast/c2/s0/live",
        "HANWHA,    1, true,  rtsp://10.0.0.5:554/profile2/media.smp",
        "HANWHA,    3, false, rtsp://10.0.0.5:554/2/profile3/media.smp",
        "TIANDY,    1, false, rtsp://10.0.0.5:554/1/2"
    })
    void makersAddresses(Vendor vendor, int channel, boolean main, String expected) {
        String url = vendor.url("10.0.0.5", channel, main);
        assertThat(url).isEqualTo(expected);
        assertThat(StreamAddress.fault(url)).isNull();
    }

    @Test
    void aPortOfItsOwnIsKept() {
        assertThat(Vendor.TIANDY.url("cam:8554", 1, true)).isEqualTo("rtsp://cam:8554/1/1");
        assertThat(Vendor.TIANDY.url("[::1]:8554", 1, true)).isEqualTo("rtsp://[::1]:8554/1/1");
        assertThat(Vendor.TIANDY.url("[::1]", 1, true)).isEqualTo("rtsp://[::1]:554/1/1");
    }

    @Test
    void noChannelZero() {
        assertThatThrownBy(() -> Vendor.DAHUA.url("cam", 0, true)).hasMessage("channel: 0 (expected: >= 1)");
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp://10.0.0.5/Streaming/Channels/201, rtsp://10.0.0.5/Streaming/Channels/202",
        "rtsp://10.0.0.5:8554/cam/realmonitor?channel=12&subtype=0, rtsp://10.0.0.5:8554/cam/realmonitor?channel=12&subtype=1",
        "rtsp://10.0.0.5/profile2/media.smp, rtsp://10.0.0.5/profile3/media.smp",
        "rtsp://10.0.0.5/1/1, rtsp://10.0.0.5/1/2"
    })
    void aMakersMainAddressNamesItsSubStream(String main, String sub) {
        assertThat(requireNonNull(Vendor.subOf(StreamAddress.of(main))).toString())
                .isEqualTo(sub);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://10.0.0.5/Streaming/Channels/202",
                "rtsp://10.0.0.5/live/1/1",
                "rtsp://10.0.0.5/",
                "file:/a.mp4"
            })
    void anyOtherAddressNamesNone(String url) {
        assertThat(Vendor.subOf(StreamAddress.of(url))).isNull();
    }
}
