"""What several detectors agree on becomes a label, what they disagree on a region where nothing is known."""

import unittest

import numpy as np

from detector import fusion
from detector.dataset import Sample
from detector.network import CLASSES

CAR, TRUCK, MOTORCYCLE, PEDESTRIAN = (CLASSES.index(name) for name in ("car", "truck", "motorcycle", "pedestrian"))


def rows(*boxes):
    return np.array(boxes, np.float64).reshape(-1, 6)


def sample(boxes=(), classes=(), ignore=(), human=False):
    image = np.zeros((400, 600, 3), np.uint8)
    boxes = np.array(boxes, np.float32).reshape(-1, 4)
    ignore = np.array(ignore, np.float32).reshape(-1, 4)
    return Sample("gate_001", "gate", "gate", human, image, boxes, np.array(classes, int), ignore, np.ones(6, bool))


def relabelled(before, trusted=False, as_drawn=False, **found):
    return fusion.relabel(before, fusion.sights(found, ("unnamed",)), trusted, as_drawn)


class FusionTest(unittest.TestCase):
    def test_two_detectors_make_a_label_between_their_boxes(self):
        new = relabelled(
            sample(),
            own=rows([100, 100, 160, 140, 0.5, CAR]),
            other=rows([104, 100, 164, 140, 0.5, TRUCK]),
            unnamed=rows([102, 100, 162, 140, 0.5, TRUCK]),
        )
        np.testing.assert_allclose(new.boxes, [[102, 100, 162, 140]])
        self.assertIn(new.classes[0], (CAR, TRUCK))

    def test_who_does_not_tell_classes_apart_has_no_say_in_them(self):
        new = relabelled(
            sample(), own=rows([100, 100, 160, 140, 0.5, TRUCK]), unnamed=rows([100, 100, 160, 140, 0.9, CAR])
        )
        self.assertEqual([TRUCK], new.classes.tolist())

    def test_one_detector_alone_makes_a_doubt(self):
        new = relabelled(sample(), own=rows([100, 100, 160, 140, 0.95, CAR]))
        self.assertEqual(0, len(new.boxes))
        np.testing.assert_allclose(new.ignore, [[100, 100, 160, 140]])

    def test_two_faint_voices_make_a_doubt(self):
        new = relabelled(
            sample(), own=rows([100, 100, 160, 140, 0.4, CAR]), other=rows([100, 100, 160, 140, 0.4, CAR])
        )
        self.assertEqual((0, 1), (len(new.boxes), len(new.ignore)))

    def test_one_detector_is_not_believed_to_see_a_vehicle_as_large_as_the_road(self):
        new = relabelled(sample(), other=rows([0, 100, 400, 400, 0.9, TRUCK]))
        self.assertEqual((0, 0), (len(new.boxes), len(new.ignore)))

    def test_what_nobody_sees_any_more_is_in_doubt(self):
        new = relabelled(sample([[10, 10, 60, 50]], [CAR]))
        self.assertEqual((0, 1), (len(new.boxes), len(new.ignore)))

    def test_labels_of_careful_people_stay(self):
        new = relabelled(sample([[10, 10, 60, 50]], [CAR], human=True), trusted=True)
        np.testing.assert_allclose(new.boxes, [[10, 10, 60, 50]])

    def test_a_lorry_that_somebody_called_a_motorcycle_becomes_a_lorry(self):
        lorry = [100, 100, 260, 160, 0.6, TRUCK]
        before = sample([[101, 99, 261, 160]], [MOTORCYCLE], human=True)
        self.assertEqual([TRUCK], relabelled(before, trusted=True, own=rows(lorry), other=rows(lorry)).classes.tolist())

    def test_a_motorcycle_before_a_lorry_stays_one(self):
        lorry, rider = [100, 100, 260, 160, 0.6, TRUCK], [110, 100, 210, 160, 0.35, MOTORCYCLE]
        before = sample([[110, 100, 215, 160]], [MOTORCYCLE], human=True)
        new = relabelled(before, trusted=True, own=rows(lorry, rider), other=rows(lorry))
        self.assertEqual([MOTORCYCLE, TRUCK], new.classes.tolist())

    def test_a_label_that_is_confirmed_keeps_its_class(self):
        same = [100, 100, 160, 140, 0.6, CAR]
        new = relabelled(sample([[101, 100, 160, 141]], [TRUCK]), own=rows(same), other=rows(same))
        self.assertEqual([TRUCK], new.classes.tolist())

    def test_a_region_that_becomes_a_label_is_no_longer_ignored(self):
        same = [100, 100, 160, 140, 0.6, CAR]
        new = relabelled(sample(ignore=[[100, 100, 160, 140]]), own=rows(same), other=rows(same))
        self.assertEqual((1, 0), (len(new.boxes), len(new.ignore)))

    def test_the_label_of_a_machine_alone_grows_to_its_rider(self):
        whole = [100, 100, 140, 180, 0.7, MOTORCYCLE]
        machine = sample([[102, 140, 138, 180]], [MOTORCYCLE], human=True)
        np.testing.assert_allclose(relabelled(machine, own=rows(whole), other=rows(whole)).boxes, [whole[:4]])

    def test_a_label_as_drawn_does_not_grow_to_its_rider_who_is_in_doubt_like_what_nobody_sees(self):
        whole = [100, 100, 140, 180, 0.7, MOTORCYCLE]
        machines = sample([[102, 140, 138, 180], [300, 140, 338, 180]], [MOTORCYCLE] * 2, human=True)
        new = relabelled(machines, as_drawn=True, own=rows(whole), other=rows(whole))
        np.testing.assert_allclose(new.boxes, [[102, 140, 138, 180]])
        np.testing.assert_allclose(new.ignore, [[300, 140, 338, 180], whole[:4]])

    def test_a_machine_beside_a_labelled_rider_does_not_grow_into_him(self):
        whole = [100, 100, 140, 180, 0.7, MOTORCYCLE]
        both = sample([[100, 100, 140, 180], [110, 150, 140, 180]], [MOTORCYCLE] * 2, human=True)
        new = relabelled(both, own=rows(whole), other=rows(whole))
        np.testing.assert_allclose(new.boxes, [whole[:4]])

    def test_a_rider_is_no_pedestrian_and_a_walker_is(self):
        rider, walker = [104, 100, 136, 150, 0.6, PEDESTRIAN], [300, 100, 320, 150, 0.6, PEDESTRIAN]
        machine = [100, 100, 140, 180, 0.7, MOTORCYCLE]
        new = relabelled(sample(), own=rows(machine, rider, walker), other=rows(machine, rider, walker))
        self.assertEqual([MOTORCYCLE, PEDESTRIAN], sorted(new.classes.tolist(), reverse=True))
        self.assertEqual(0, len(new.ignore))

    def test_a_vehicle_near_another_is_not_taken_for_it(self):
        near, far = [100, 100, 160, 140, 0.7, CAR], [150, 90, 200, 130, 0.7, CAR]
        self.assertEqual(2, len(relabelled(sample(), own=rows(near, far), other=rows(near, far)).boxes))

    def test_what_appears_at_one_place_in_every_picture_and_was_never_labelled_is_a_post(self):
        post, passing = [10, 10, 20, 40], [100, 100, 160, 140]
        after = [sample([post, [x + 40 * i for x in passing]], [PEDESTRIAN, CAR]) for i in range(12)]
        new = fusion.without_fixtures([sample([passing], [CAR])] * 12, after)
        self.assertEqual([[CAR]] * 12, [s.classes.tolist() for s in new])
        np.testing.assert_allclose(new[0].ignore, [post])

    def test_a_parked_car_that_was_always_labelled_is_none(self):
        parked = [sample([[10, 10, 60, 40]], [CAR])] * 12
        self.assertEqual([1] * 12, [len(s.boxes) for s in fusion.without_fixtures(parked, parked)])

    def test_what_stands_still_in_a_few_pictures_is_none(self):
        few = [sample([[10, 10, 60, 40]], [CAR])] * 11
        self.assertEqual([1] * 11, [len(s.boxes) for s in fusion.without_fixtures([sample()] * 11, few)])


if __name__ == "__main__":
    unittest.main()
