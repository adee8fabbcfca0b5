package vn.ngatu.camera.player;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parts the requests of an RTSP connection from the binary packets that clients send in between (RFC 2326, 10.12), which
 * Netty's decoder doesn't know. Lets requests through, drops the packets. The event loop only.
 */
final class RequestSplitter extends ByteToMessageDecoder {

    private static final int MOST = 16 << 10;
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d{1,5})\\s*$");

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int start = in.readerIndex();
        if (in.getByte(start) == '$') {
            if (in.readableBytes() >= 4 && in.readableBytes() >= 4 + in.getUnsignedShort(start + 2)) {
                in.skipBytes(4 + in.getUnsignedShort(start + 2));
            }
            return;
        }
        int end = endOfHeader(in);
        if (end < 0) {
            if (in.readableBytes() > MOST) {
                throw tooLong(in, in.readableBytes());
            }
            return;
        }
        Matcher length = LENGTH.matcher(in.toString(start, end - start, StandardCharsets.ISO_8859_1));
        int whole = end - start + (length.find() ? Integer.parseInt(length.group(1)) : 0);
        if (whole > MOST) {
            throw tooLong(in, whole);
        }
        if (in.readableBytes() >= whole) {
            out.add(in.readRetainedSlice(whole));
        }
    }

    private static TooLongFrameException tooLong(ByteBuf in, int bytes) {
        in.skipBytes(in.readableBytes());
        return new TooLongFrameException("a request of " + bytes + " bytes (expected: <= " + MOST + ")");
    }

    private static int endOfHeader(ByteBuf in) {
        for (int at = in.readerIndex(); at + 3 < in.writerIndex(); at++) {
            if (in.getInt(at) == 0x0d0a0d0a) {
                return at + 4;
            }
        }
        return -1;
    }
}
