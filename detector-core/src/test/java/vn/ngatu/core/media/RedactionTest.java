package vn.ngatu.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rtsp://admin:s3cret@10.0.0.5/live | rtsp://10.0.0.5/live",
                "opening rtsp://admin:s3@cret@10.0.0.5/live now | opening rtsp://10.0.0.5/live now",
                "http://10.0.0.5/v?user=admin&pwd=s3cret&x=1 | http://10.0.0.5/v?user=***&pwd=***&x=1",
                "rtsp://h/user=admin_password=s3cret_channel=1_stream=0.sdp"
                        + " | rtsp://h/user=***_password=***_channel=1_stream=0.sdp",
                "Authorization: Digest username=\"admin\" | Authorization: ***",
                "rtsp://10.0.0.5/live?channel=1 | rtsp://10.0.0.5/live?channel=1",
                "mail a@b.vn | mail a@b.vn"
            })
    void credentialsGoAndTheRestStays(String text, String expected) {
        assertThat(Redaction.redact(text)).isEqualTo(expected);
    }
}
