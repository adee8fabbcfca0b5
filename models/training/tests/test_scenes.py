"""Rendered scenes become a data folder that the loader accepts; what is hardly seen teaches nothing."""

import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import cv2
import numpy as np

import scenes as command
from detector import dataset, scenes
from detector.dataset import DataError

HEADER = "frame,id,left,top,width,height,class,visibility,truncation,plate\n"


class LabelsTest(unittest.TestCase):
    def labels(self, *user):
        return scenes.labels([user], 1280, 720)

    def test_who_is_seen_teaches_as_a_fraction_of_the_picture(self):
        boxes, ignore = self.labels("bus", 320, 180, 640, 360, 1.0, 0.0)
        self.assertEqual(([("bus", (0.5, 0.5, 0.5, 0.5))], []), (boxes, ignore))

    def test_boxes_end_at_the_edge_of_the_picture(self):
        boxes, _ = self.labels("car", -64, 0, 128, 72, 1.0, 0.5)
        self.assertEqual([("car", (0.025, 0.05, 0.05, 0.1))], boxes)

    def test_who_is_mostly_hidden_is_neither_object_nor_background(self):
        self.assertEqual((0, 1), tuple(map(len, self.labels("car", 320, 180, 64, 72, 0.39, 0.0))))
        self.assertEqual((1, 0), tuple(map(len, self.labels("car", 320, 180, 64, 72, 0.4, 0.0))))

    def test_who_is_mostly_cut_off_is_neither_object_nor_background(self):
        self.assertEqual((0, 1), tuple(map(len, self.labels("car", 0, 180, 64, 72, 1.0, 0.61))))

    def test_who_is_too_far_is_neither_object_nor_background(self):
        self.assertEqual((0, 1), tuple(map(len, self.labels("pedestrian", 320, 180, 6, 9, 1.0, 0.0))))
        self.assertEqual((1, 0), tuple(map(len, self.labels("pedestrian", 320, 180, 6, 10, 1.0, 0.0))))

    def test_who_is_hidden_altogether_is_not_there(self):
        self.assertEqual(([], []), self.labels("motorcycle", 320, 180, 64, 72, 0.05, 0.0))

    def test_who_has_left_the_picture_is_not_there(self):
        self.assertEqual(([], []), self.labels("car", 1280, 180, 64, 72, 1.0, 1.0))


class SceneTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.scene = self.root / "crossing"
        self.scene.mkdir()
        clip = cv2.VideoWriter(str(self.scene / "clip.mp4"), cv2.VideoWriter_fourcc(*"mp4v"), 10, (160, 96))
        for number in range(1, 121):
            clip.write(np.full((96, 160, 3), number, np.uint8))
        clip.release()
        names = ("pedestrian", "bicycle", "motorcycle", "car", "bus", "truck")
        self.tracks("".join(f"{f},{i},{20 * i},32,16,48,{n},1,0,\n" for f in range(1, 121) for i, n in enumerate(names)))

    def tracks(self, rows, header=HEADER):
        (self.scene / "gt_tracks.csv").write_text(header + rows)

    def convert(self, every="5"):
        arguments = ["scenes.py", "--out", str(self.root / "data"), "--every", every, str(self.scene)]
        with mock.patch.object(sys, "argv", arguments), contextlib.redirect_stdout(io.StringIO()):
            command.main()
        return self.root / "data"

    def refusal(self):
        with self.assertRaises(DataError) as caught:
            self.convert()
        self.assertNotIn("\n", str(caught.exception))
        return str(caught.exception)

    def test_the_last_quarter_is_kept_aside_and_two_seconds_before_it_left_out(self):
        data = self.convert()
        frames = {
            split: [int(sample.name.rsplit("_", 1)[1]) for sample in dataset.load(data, split)]
            for split in ("train", "val")
        }
        self.assertEqual({"train": list(range(5, 70, 5)), "val": list(range(90, 121, 5))}, frames)

    def test_pictures_and_boxes_are_of_the_same_frame(self):
        sample = dataset.load(self.convert(), "train")[3]
        self.assertEqual(("crossing_00020", "crossing", False), (sample.name, sample.camera, sample.human))
        self.assertLess(abs(float(sample.image.mean()) - 20), 3)
        np.testing.assert_allclose(sample.boxes[sample.classes == 3], [[60, 32, 76, 80]], atol=1e-3)

    def test_several_data_folders_are_trained_on_together(self):
        data = self.convert()
        self.assertEqual(2 * 13, len(dataset.load([data, data], "train")))

    def test_a_data_folder_is_not_written_over(self):
        self.convert()
        self.assertIn("already there", self.refusal())

    def test_names_a_scene_without_truth(self):
        (self.scene / "gt_tracks.csv").unlink()
        self.assertIn("gt_tracks.csv: no such file", self.refusal())

    def test_names_a_missing_column(self):
        self.tracks("", HEADER.replace("visibility,", ""))
        self.assertIn("gt_tracks.csv: no column visibility", self.refusal())

    def test_names_the_line_of_an_unknown_class(self):
        self.tracks("1,0,20,32,16,48,tram,1,0,\n")
        self.assertIn("gt_tracks.csv:2: class tram", self.refusal())

    def test_names_the_line_without_numbers(self):
        self.tracks("1,0,20,32,16,48,car,1,0,\n2,0,20,,16,48,car,1,0,\n")
        self.assertIn("gt_tracks.csv:3: not numbers", self.refusal())

    def test_single_pictures_are_all_for_training(self):
        (self.scene / "frames").mkdir()
        for number in (4, 99):
            cv2.imwrite(str(self.scene / "frames" / f"{number}.png"), np.full((96, 160, 3), 2 * number, np.uint8))
        samples = dataset.load(self.convert(), "train")
        self.assertEqual(["crossing_00005", "crossing_00100"], [sample.name for sample in samples])
        self.assertEqual([8, 198], [round(float(sample.image.mean())) for sample in samples])

    def test_names_a_picture_that_is_none(self):
        (self.scene / "frames").mkdir()
        (self.scene / "frames" / "4.png").write_text("text")
        self.assertIn("frames/4.png: not a readable picture", self.refusal())

    def test_names_a_clip_that_is_none(self):
        (self.scene / "clip.mp4").write_text("text")
        self.assertIn("clip.mp4: not a readable clip", self.refusal())


if __name__ == "__main__":
    unittest.main()
