"""Other detectors' answers become boxes in the picture's own pixels."""

import unittest
from pathlib import Path

import numpy as np

from detector import teachers
from detector.dataset import DataError

CAR = teachers.CAR


class TeachersTest(unittest.TestCase):
    def test_decodes_a_grid_cell_by_its_stride(self):
        answer = np.zeros((8 * 8 + 4 * 4 + 2 * 2, 7))
        answer[8 * 8 + 4 + 2] = [0.5, 0.25, np.log(2), 0, 0.5, 0.8, 0.1]
        boxes, scores = teachers.of_grid(answer, 64)
        np.testing.assert_allclose(boxes[8 * 8 + 4 + 2], [40, 20, 32, 16])
        np.testing.assert_allclose(scores[8 * 8 + 4 + 2], [0.4, 0.05])

    def test_finds_what_only_a_quarter_shows_at_its_place_in_the_whole(self):
        image = np.zeros((400, 600, 3), np.uint8)

        def small_only(picture):
            found = picture.shape[0] < 300 and [[50, 60, 80, 90, 0.5, CAR]]
            return np.array(found or [], float).reshape(-1, 6)

        found = teachers.tiled(small_only, image)
        corners = [[50 + x, 60 + y, 80 + x, 90 + y] for x in (0, 252) for y in (0, 169)]
        np.testing.assert_allclose(sorted(found[:, :4].tolist()), corners)

    def test_drops_what_the_inner_edge_of_a_quarter_cuts_but_not_what_the_pictures_edge_does(self):
        image = np.zeros((400, 600, 3), np.uint8)

        def at_the_edges(picture):
            height, width = picture.shape[:2]
            found = height < 300 and [[0, 50, 20, 80, 0.5, CAR], [width - 20, 100, width, 130, 0.5, CAR]]
            return np.array(found or [], float).reshape(-1, 6)

        found = teachers.tiled(at_the_edges, image)
        self.assertEqual({0.0, 580.0}, set(found[:, 0]))

    def test_keeps_one_of_two_classes_at_one_place_and_both_of_two_groups(self):
        rows = np.array([[0, 0, 50, 50, 0.9, CAR], [0, 0, 50, 52, 0.5, teachers.TRUCK], [0, 0, 50, 50, 0.4, teachers.MOTORCYCLE]])
        self.assertEqual([teachers.MOTORCYCLE, CAR], teachers.distinct(rows)[:, 5].tolist())

    def test_refuses_a_teacher_whose_classes_nobody_told(self):
        with self.assertRaisesRegex(DataError, "other.onnx: unknown teacher"):
            teachers.OnnxDetector(Path("other.onnx"))


if __name__ == "__main__":
    unittest.main()
