package vn.ngatu.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;

class LabelledPictureTest {

    private static final String HEADER = "image,split,camera,label_origin,unlabelled_classes\n";

    private final Path data;

    LabelledPictureTest(@TempDir Path data) {
        this.data = data;
    }

    @BeforeEach
    void aPicture() throws IOException {
        write("sources.csv", HEADER + "images/val/a_1.jpg,val,gate,human + 2,0 1\nimages/train/b.jpg,train,gate,,\n");
        write("labels/val/a_1.txt", "2 0.5 0.5 0.25 0.5\n\n5 0.125 0.25 0.25 0.5\n");
        write("ignore/val/a_1.txt", "0.5 0.25 1 0.5\n");
    }

    @Test
    void boxesAreFractionsWithTheirClass() throws IOException {
        LabelledPicture picture = only();
        assertThat(picture.objects())
                .containsExactly(
                        new LabelledPicture.Labelled(ObjectClass.MOTORCYCLE, new Box(0.375, 0.25, 0.25, 0.5)),
                        new LabelledPicture.Labelled(ObjectClass.TRUCK, new Box(0, 0, 0.25, 0.5)));
        assertThat(picture.ignored()).containsExactly(new Box(0, 0, 1, 0.5));
        assertThat(picture.unlabelled()).containsExactly(ObjectClass.PEDESTRIAN, ObjectClass.BICYCLE);
        assertThat(picture.human()).isTrue();
        assertThat(picture.camera()).isEqualTo("gate");
        assertThat(picture.image()).isEqualTo(data.resolve("images/val/a_1.jpg"));
    }

    @Test
    void withoutAnIgnoreFileNothingIsIgnored() throws IOException {
        Files.delete(data.resolve("ignore/val/a_1.txt"));
        assertThat(only().ignored()).isEmpty();
    }

    @Test
    void withoutALabelFileTheDataIsRefused() throws IOException {
        Files.delete(data.resolve("labels/val/a_1.txt"));
        assertThatThrownBy(this::only).isInstanceOf(IOException.class).hasMessageContaining("a_1.txt");
    }

    @Test
    void aClassOutOfRangeIsRefused() throws IOException {
        write("labels/val/a_1.txt", "6 0.5 0.5 0.25 0.5\n");
        assertThatThrownBy(this::only).hasMessageContaining("6 0.5 0.5 0.25 0.5 (expected: 5 numbers, class 0..5)");
    }

    @Test
    void aRowOfAnotherLengthIsRefusedWithItsLine() throws IOException {
        write("sources.csv", HEADER + "images/val/a_1.jpg,val,gate,human\n");
        assertThatThrownBy(this::only).hasMessageEndingWith("sources.csv:2: 4 columns (expected: 5)");
    }

    @Test
    void aSplitWithoutPicturesIsRefused() {
        assertThatThrownBy(() -> LabelledPicture.load(data, "test")).hasMessageContaining("no picture of split test");
    }

    private LabelledPicture only() throws IOException {
        List<LabelledPicture> pictures = LabelledPicture.load(data, "val");
        assertThat(pictures).hasSize(1);
        return pictures.get(0);
    }

    private void write(String name, String text) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
