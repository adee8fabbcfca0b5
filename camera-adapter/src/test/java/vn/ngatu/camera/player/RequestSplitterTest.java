package vn.ngatu.camera.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestSplitterTest {

    private static final String OPTIONS = "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n";

    private final EmbeddedChannel channel = new EmbeddedChannel(new RequestSplitter());

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void write(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    private List<String> requests() {
        List<String> out = new ArrayList<>();
        for (ByteBuf each = channel.readInbound(); each != null; each = channel.readInbound()) {
            out.add(each.toString(StandardCharsets.ISO_8859_1));
            each.release();
        }
        return out;
    }

    @Test
    void packetsInBetweenAreDropped() {
        write(OPTIONS + "$\u0001\u0000\u0003abc" + OPTIONS);
        assertThat(requests()).containsExactly(OPTIONS, OPTIONS);
    }

    @Test
    void piecesAreWaitedFor() {
        String all = OPTIONS + "$\u0001\u0000\u0003a\r\n" + OPTIONS;
        for (int i = 0; i < all.length(); i++) {
            write(all.substring(i, i + 1));
        }
        assertThat(requests()).containsExactly(OPTIONS, OPTIONS);
    }

    @Test
    void aBodyBelongsToItsRequest() {
        String request = "SET_PARAMETER x RTSP/1.0\r\nCSeq: 2\r\nContent-Length: 4\r\n\r\n$abc";
        write(request + OPTIONS);
        assertThat(requests()).containsExactly(request, OPTIONS);
    }

    @Test
    void anEndlessRequestIsRefused() {
        assertThatThrownBy(() -> write("x".repeat(17_000))).isInstanceOf(TooLongFrameException.class);
        EmbeddedChannel other = new EmbeddedChannel(new RequestSplitter());
        assertThatThrownBy(() -> other.writeInbound(Unpooled.copiedBuffer(
                        "A x RTSP/1.0\r\nContent-Length: 99999\r\n\r\n", StandardCharsets.ISO_8859_1)))
                .isInstanceOf(TooLongFrameException.class);
        other.finishAndReleaseAll();
    }
}
