package vn.ngatu.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.media.ClipWriter;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.NativeLeakExtension;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.TestClips;

@ExtendWith(NativeLeakExtension.class)
class FileSourceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aClipIsReadPacketByPacket() throws Exception {
        Path clip = TestClips.at(folder.resolve("ngã tư 1.mp4")).rotation(90).write();
        int packets = 0;
        try (FileSource source = FileSource.open(clip)) {
            assertThat(source.info().codec()).isEqualTo("h264");
            assertThat(source.info().width()).isEqualTo(320);
            assertThat(source.info().frameRate()).isEqualTo(25);
            assertThat(source.info().frames()).isEqualTo(50);
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                packets++;
                packet.close();
            }
            assertThat(source.timeRepairs()).isZero();
        }
        assertThat(packets).isEqualTo(50);
    }

    @Test
    void aMissingFileIsToldSo() {
        assertRefused(folder.resolve("nowhere.mp4"), "no such file");
    }

    @Test
    void aDirectoryIsToldSo() {
        assertRefused(folder, "a directory");
    }

    @Test
    void anEmptyFileIsToldSo() throws Exception {
        assertRefused(Files.createFile(folder.resolve("a.mp4")), "an empty file");
    }

    @Test
    void aTextFileIsToldSoWhateverItsName() throws Exception {
        for (String name : new String[] {"a.mp4", "a.txt", "a.srt", "a.m3u8"}) {
            String text =
                    name.endsWith("m3u8") ? "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n" : "Ngã tư\n".repeat(500);
            assertRefused(Files.writeString(folder.resolve(name), text), "a text file");
        }
    }

    @Test
    void anMp4WithoutItsIndexIsToldSo() throws Exception {
        byte[] whole = Files.readAllBytes(TestClips.at(folder.resolve("a.mp4")).write());
        Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 2));
        assertRefused(cut, "an MP4 without its index, cut off");
    }

    @Test
    void anMp4CutOffBehindItsIndexIsToldSo() throws Exception {
        Path streamable = indexFirst(TestClips.at(folder.resolve("a.mp4")).write());
        try (FileSource source = FileSource.open(streamable)) {
            assertThat(source.info().width()).isEqualTo(320);
        }
        byte[] bytes = Files.readAllBytes(streamable);
        Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(cut, "an MP4 cut off after " + bytes.length / 2);
    }

    @Test
    void soundAloneIsToldSo() throws Exception {
        assertRefused(Files.write(folder.resolve("a.mp4"), silence()), "holds no video");
    }

    @Test
    void rubbishIsToldSo() throws Exception {
        byte[] bytes = new byte[5000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * i * 31 >> 3);
        }
        assertRefused(Files.write(folder.resolve("a.mp4"), bytes), "no video container");
    }

    private static Path indexFirst(Path clip) throws Exception {
        Path target = clip.resolveSibling("index-first.mp4");
        try (FileSource source = FileSource.open(clip);
                PacketRing ring = new PacketRing(source.info(), 60, 1 << 24)) {
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                ring.add(packet);
                packet.close();
            }
            try (PacketRing.Snapshot all = ring.snapshot(0, Long.MAX_VALUE)) {
                ClipWriter.write(all, target);
            }
        }
        return target;
    }

    private static byte[] silence() {
        ByteBuffer wave = ByteBuffer.allocate(44 + 8000).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 8000);
        wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wave.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(8000);
        wave.putShort((short) 1).putShort((short) 8);
        wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(8000);
        return wave.array();
    }

    private static void assertRefused(Path file, String what) {
        var before = System.err;
        var printed = new ByteArrayOutputStream();
        System.setErr(new java.io.PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> FileSource.open(file))
                    .isInstanceOf(MediaException.class)
                    .hasMessageStartingWith(file + ": " + what)
                    .hasMessageContaining("(expected: ")
                    .hasMessageNotContaining("\n");
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
