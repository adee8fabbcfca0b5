"""A faulty list of clips ends with one line that names the fault, a right one gives the frames that it asks for, and rules
for cameras hold for those that are named."""

import tempfile
import unittest
from argparse import Namespace
from pathlib import Path

import cv2
import numpy as np

import relabel
from detector.dataset import DataError, Sample
from detector.network import CLASSES

HEADER = "clip,camera,view,from_s,to_s,every_s\n"


class ClipsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def listed(self, text):
        (self.root / "clips.csv").write_text(text)
        return list(relabel.clips(self.root / "clips.csv"))

    def test_takes_a_frame_at_each_interval_without_labels(self):
        path = str(self.root / "gate.avi")
        film = cv2.VideoWriter(path, cv2.VideoWriter_fourcc(*"MJPG"), 10, (64, 48))
        for _ in range(30):
            film.write(np.zeros((48, 64, 3), np.uint8))
        film.release()
        samples = self.listed(HEADER + f"{path},gate,gate,1,2.05,0.5\n")
        self.assertEqual(3, len(samples))
        self.assertEqual(3, len({sample.name for sample in samples}))
        self.assertEqual({("gate", "gate", 0)}, {(s.camera, s.view, len(s.boxes)) for s in samples})

    def test_names_what_is_wrong(self):
        for text, fault in (
            ("clip,camera\n", "no column view"),
            (HEADER + "a.mp4,gate,gate,0,x,1\n", "clips.csv:2: not numbers"),
            (HEADER + "a.mp4,gate,gate,0,9,0\n", "every_s: 0 "),
            (HEADER + "none.mp4,gate,gate,0,9,1\n", "none.mp4: not a readable clip"),
        ):
            with self.assertRaisesRegex(DataError, fault):
                self.listed(text)

    def test_names_a_list_that_is_not_there(self):
        with self.assertRaisesRegex(DataError, "none.csv: no such file"):
            list(relabel.clips(self.root / "none.csv"))


class RulesTest(unittest.TestCase):
    def test_labels_stay_as_drawn_of_the_cameras_named_only(self):
        machine, whole = [102, 140, 138, 180], [100, 100, 140, 180]
        for camera, box in (("drawn", machine), ("other", whole)):
            np.testing.assert_allclose(self.relabelled(camera, machine, whole).boxes, [box])

    def test_a_camera_that_no_picture_is_of_is_refused(self):
        samples = [relabel.unlabelled("gate_001", camera, np.zeros((9, 16, 3), np.uint8)) for camera in ("street", "gate")]
        relabel.known("--trusted", ("gate",), samples)
        with self.assertRaisesRegex(DataError, r"--trusted gait: no such camera \(expected: any of gate, street\)"):
            relabel.known("--trusted", ("gate", "gait"), samples)

    def relabelled(self, camera, label, seen):
        motorcycle = CLASSES.index("motorcycle")
        image, boxes = np.zeros((400, 600, 3), np.uint8), np.array([label], np.float32)
        sample = Sample(
            "gate_001", camera, "gate", True, image, boxes, np.array([motorcycle]), boxes[:0], np.ones(len(CLASSES), bool)
        )
        with tempfile.TemporaryDirectory() as folder:
            options = Namespace(out=Path(folder), trusted=(), as_drawn=("street", "drawn"))
            relabel.found(sample, options).parent.mkdir()
            sight = np.array([[*seen, 0.7, motorcycle]])
            np.savez(relabel.found(sample, options), own=sight, other=sight)
            return relabel.relabelled(sample, options)


if __name__ == "__main__":
    unittest.main()
