"""Broken data is refused with one line that names the fault."""

import tempfile
import unittest
from pathlib import Path

import cv2
import numpy as np

from detector import dataset
from detector.dataset import DataError

HEADER = "image,split,camera,label_origin,unlabelled_classes\n"
ALL_CLASSES = "".join(f"{index} 0.5 0.5 0.2 0.2\n" for index in range(6))


class DatasetTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for kind in ("images", "labels", "ignore"):
            (self.root / kind / "train").mkdir(parents=True)
        cv2.imwrite(str(self.root / "images/train/gate_001.png"), np.full((90, 160, 3), 90, np.uint8))
        self.labels(ALL_CLASSES)
        self.sources("")

    def labels(self, text):
        (self.root / "labels/train/gate_001.txt").write_text(text)

    def sources(self, unlabelled):
        (self.root / "sources.csv").write_text(HEADER + f"images/train/gate_001.png,train,gate,human,{unlabelled}\n")

    def refusal(self, **options):
        with self.assertRaises(DataError) as caught:
            dataset.load(self.root, "train", **options)
        self.assertNotIn("\n", str(caught.exception))
        return str(caught.exception)

    def test_reads_boxes_in_pixels(self):
        (self.root / "ignore/train/gate_001.txt").write_text("0.25 0.5 0.5 1\n")
        self.sources("0 1")
        sample = dataset.load(self.root, "train")[0]
        np.testing.assert_allclose(sample.boxes[0], [64, 36, 96, 54], atol=1e-4)
        np.testing.assert_allclose(sample.ignore, [[0, 0, 80, 90]], atol=1e-4)
        self.assertEqual([False, False, True, True, True, True], sample.labelled.tolist())
        self.assertEqual(("gate", True), (sample.view, sample.human))

    def of_camera(self, camera, labels, origin="human"):
        self.labels(labels)
        row = f"images/train/gate_001.png,train,{camera},{origin},\n"
        (self.root / "sources.csv").write_text(HEADER + row)
        return dataset.correct(dataset.read_split(self.root, "train")[0])

    def test_writing_on_the_picture_is_no_vehicle_and_what_drives_behind_it_is(self):
        letter, car = "3 0.1 0.1 0.05 0.1\n", "3 0.35 0.15 0.2 0.2\n"
        np.testing.assert_allclose(self.of_camera("zee_traffic", letter + car).boxes, [[40, 4.5, 72, 22.5]], atol=1e-4)
        self.assertEqual(2, len(self.of_camera("another", letter + car).boxes))

    def test_a_sign_is_no_vehicle_and_what_passes_before_it_is(self):
        sign, motorcycle = "3 0.03 0.4 0.06 0.15\n", "2 0.045 0.45 0.06 0.2\n"
        (self.root / "ignore/train/gate_001.txt").write_text("0.03 0.41 0.058 0.14\n0.1 0.4 0.06 0.15\n")
        sample = self.of_camera("uvh1615", sign + motorcycle)
        self.assertEqual(([2], 1), (sample.classes.tolist(), len(sample.ignore)))
        self.assertEqual(2, len(self.of_camera("another", sign + motorcycle).boxes))

    def test_doubts_what_people_called_pedestrians_among_riders_but_not_what_detectors_agreed_on(self):
        self.assertEqual(0, len(self.of_camera("tatthang", "0 0.5 0.5 0.1 0.2\n").boxes))
        self.assertEqual(1, len(self.of_camera("tatthang", "0 0.5 0.5 0.1 0.2\n", origin="fused").boxes))

    def test_names_a_missing_image(self):
        (self.root / "images/train/gate_001.png").unlink()
        self.assertIn("gate_001.png: no such image", self.refusal())

    def test_names_an_image_that_is_none(self):
        (self.root / "images/train/gate_001.png").write_text("text")
        self.assertIn("gate_001.png: not a readable picture", self.refusal())

    def test_names_the_line_of_a_class_out_of_range(self):
        self.labels(ALL_CLASSES + "6 0.5 0.5 0.2 0.2\n")
        self.assertIn("gate_001.txt:7: class 6 (expected: 0..5)", self.refusal())

    def test_names_the_line_of_a_box_out_of_the_picture(self):
        self.labels("3 1.5 0.5 0.2 0.2\n")
        self.assertIn("gate_001.txt:1: box 1.5 0.5 0.2 0.2", self.refusal())

    def test_names_the_line_of_a_box_without_size(self):
        self.labels("3 0.5 0.5 0 0.2\n")
        self.assertIn("gate_001.txt:1: box", self.refusal())

    def test_names_the_line_that_is_no_label(self):
        self.labels("car 0.5 0.5 0.2 0.2\n")
        self.assertIn("gate_001.txt:1: 'car 0.5 0.5 0.2 0.2' (expected: 5 numbers)", self.refusal())

    def test_names_an_empty_class(self):
        self.labels("".join(f"{index} 0.5 0.5 0.2 0.2\n" for index in (0, 2, 3, 4, 5)))
        self.assertIn("class bicycle: 0 boxes in split train", self.refusal())

    def test_accepts_an_empty_class_that_was_announced_and_treats_it_as_unlabelled(self):
        self.labels("".join(f"{index} 0.5 0.5 0.2 0.2\n" for index in (0, 2, 3, 4, 5)))
        sample = dataset.load(self.root, "train", absent=["bicycle"])[0]
        self.assertFalse(sample.labelled[1])

    def test_names_a_missing_label_file(self):
        (self.root / "labels/train/gate_001.txt").unlink()
        self.assertIn("gate_001.txt: no such label file", self.refusal())

    def test_names_a_split_without_images(self):
        with self.assertRaisesRegex(DataError, "no image of split val"):
            dataset.load(self.root, "val")

    def test_letterbox_keeps_the_top_left_corner(self):
        canvas, scale = dataset.letterbox(np.full((100, 100, 3), 7, np.uint8))
        self.assertEqual(((480, 832, 3), 4.8), (canvas.shape, scale))
        self.assertEqual((7, 7, 114), (canvas[0, 0, 0], canvas[479, 479, 0], canvas[0, 480, 0]))


if __name__ == "__main__":
    unittest.main()
