"""What a model finds in pictures is printed as a table; a picture that can't be read is named."""

import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import cv2
import numpy as np
import torch

import boxes as command
from detector import deploy
from detector.dataset import DataError
from detector.network import Architecture, Detector

SMALL = Architecture(widths=(4, 4, 8, 8, 8), depths=(1, 1, 1), neck=8)


class BoxesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.model, self.picture = Path(folder.name) / "model.pt", Path(folder.name) / "street.png"
        torch.manual_seed(0)
        network = Detector(SMALL).eval()
        for out in network.class_out:
            torch.nn.init.normal_(out.weight, std=0.5)
        deploy.script(deploy.fold(network), 0.3).save(str(self.model))
        noise = np.random.default_rng(0).integers(0, 256, (384, 640, 3), dtype=np.uint8)
        cv2.imwrite(str(self.picture), noise)

    def rows(self, *pictures):
        printed = io.StringIO()
        arguments = ["boxes.py", str(self.model), *map(str, pictures)]
        with mock.patch.object(sys, "argv", arguments), contextlib.redirect_stdout(printed):
            command.main()
        return [line.split(",") for line in printed.getvalue().splitlines()]

    def test_boxes_lie_in_the_picture_best_first(self):
        header, *rows = self.rows(self.picture)
        self.assertEqual("frame,left,top,width,height,score,class", ",".join(header))
        scores = [float(row[5]) for row in rows]
        self.assertTrue(rows and scores == sorted(scores, reverse=True) and scores[-1] >= 0.3)
        for row in rows:
            left, top, width, height = map(float, row[1:5])
            self.assertTrue(0 <= left and left + width <= 640.01 and 0 <= top and top + height <= 384.01)

    def test_pictures_are_numbered_as_they_were_named(self):
        self.assertEqual({"0", "1"}, {row[0] for row in self.rows(self.picture, self.picture)[1:]})

    def test_a_model_gets_pictures_of_the_size_that_it_tells(self):
        deploy.script(deploy.fold(Detector(SMALL).eval()), 0, width=128, height=64).save(str(self.model))
        with self.assertRaisesRegex(DataError, "model.pt: not made for 832x480"):
            self.rows(self.picture)
        described = self.model.with_name("model.json")
        described.write_text('{"input": {"width": 128, "height": 64}}')
        self.assertTrue(self.rows(self.picture)[1:])
        described.write_text('{"input": {"width": 128}}')
        with self.assertRaisesRegex(DataError, "model.json: no input width and height"):
            self.rows(self.picture)

    def test_names_a_missing_picture(self):
        with self.assertRaisesRegex(DataError, "nowhere.png: no such image"):
            self.rows(self.picture.with_name("nowhere.png"))

    def test_names_a_picture_that_is_none(self):
        self.picture.write_text("text")
        with self.assertRaisesRegex(DataError, "street.png: not a readable picture"):
            self.rows(self.picture)


if __name__ == "__main__":
    unittest.main()
