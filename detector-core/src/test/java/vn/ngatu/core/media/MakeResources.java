package vn.ngatu.core.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.nio.file.Path;

/** Writes the lossless clip out of which the committed ones are made; their README tells how. */
final class MakeResources {

    private MakeResources() {}

    public static void main(String[] arguments) {
        TestClips.at(Path.of(arguments[0]))
                .encoder("ffv1")
                .format(AV_PIX_FMT_YUV420P, false)
                .size(160, 96)
                .frames(60, 1)
                .write();
    }
}
