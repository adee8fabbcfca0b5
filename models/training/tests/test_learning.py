"""Loss, average precision, augmentation, growth, checkpoints and export on made-up data."""

import argparse
import random
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from torch.ao.quantization import HistogramObserver, MinMaxObserver, ObserverBase

import export
import train
from detector import augment, checkpoint, deploy, equalise, growth, loss, metrics, quantise
from detector.dataset import DataError, Sample
from detector.network import CLASSES, MEAN, SCALE, SEED, Architecture, Detector, decode, grid

SMALL = Architecture(widths=(4, 4, 8, 8, 8), depths=(1, 1, 1), neck=8)
LARGER = Architecture(widths=(4, 6, 12, 16, 16), depths=(2, 1, 2), neck=12)
NOTHING = np.zeros((0, 4), np.float32)


def sample(boxes, classes, ignore=NOTHING, labelled=None, image=None):
    return Sample(
        name="gate_001",
        camera="gate",
        view="gate",
        human=True,
        image=np.full((96, 160, 3), 90, np.uint8) if image is None else image,
        boxes=np.array(boxes, np.float32).reshape(-1, 4),
        classes=np.array(classes, np.int64),
        ignore=np.array(ignore, np.float32).reshape(-1, 4),
        labelled=np.ones(6, bool) if labelled is None else labelled,
    )


class LossTest(unittest.TestCase):
    def setUp(self):
        self.places = grid(160, 96)
        self.logits = torch.zeros(1, len(self.places[1]), 6, requires_grad=True)
        self.distances = torch.zeros(1, len(self.places[1]), 4, requires_grad=True)

    def gradient(self, targets):
        total, parts = loss.loss(self.logits, self.distances, [targets], *self.places)
        total.backward()
        return self.logits.grad[0], parts

    def test_cells_in_ignore_regions_learn_nothing(self):
        everything = np.array([[0, 0, 160, 96]], np.float32)
        gradient, _ = self.gradient((NOTHING, np.zeros(0, np.int64), everything, []))
        self.assertEqual(0, float(gradient.abs().sum()))

    def test_only_the_unlabelled_class_learns_nothing_in_its_region(self):
        gradient, _ = self.gradient((NOTHING, np.zeros(0, np.int64), NOTHING, [(1, (0, 0, 80, 96))]))
        left = self.places[0][:, 0] < 80
        self.assertEqual(0, float(gradient[left, 1].abs().sum()))
        self.assertTrue((gradient[~left, 1] > 0).all() and (gradient[:, 0] > 0).all())

    def test_a_box_raises_its_class_inside_and_nowhere_else(self):
        box = np.array([[40, 20, 80, 60]], np.float32)
        gradient, parts = self.gradient((box, np.array([3]), NOTHING, []))
        raised = gradient[:, 3] < 0
        x, y = self.places[0][raised].T
        self.assertTrue(parts["positives"] >= 1 and bool(raised.any()))
        self.assertTrue(bool(((x > 40) & (x < 80) & (y > 20) & (y < 60)).all()))

    def test_a_box_smaller_than_a_cell_still_finds_one(self):
        _, parts = self.gradient((np.array([[16.5, 16.5, 18, 19]], np.float32), np.array([2]), NOTHING, []))
        self.assertGreaterEqual(parts["positives"], 1)

    def test_training_on_one_picture_lowers_the_loss(self):
        torch.manual_seed(0)
        network = Detector(SMALL).train()
        picture = torch.randn(2, 3, 96, 160)
        target = (np.array([[40, 20, 80, 60]], np.float32), np.array([3]), NOTHING, [])
        optimizer = torch.optim.AdamW(network.parameters(), lr=1e-2)
        values = []
        for _ in range(30):
            total, _ = loss.loss(*network(picture), [target, target], *self.places)
            optimizer.zero_grad()
            total.backward()
            optimizer.step()
            values.append(float(total))
        self.assertLess(values[-1], 0.6 * values[0])


class TrainingTest(unittest.TestCase):
    def test_with_the_head_only_the_rest_and_its_statistics_stay(self):
        torch.manual_seed(0)
        network = Detector(SMALL)
        learning = train.trainable(network, True)
        before = {name: value.clone() for name, value in network.state_dict().items()}
        logits, distances = network(torch.randn(2, 3, 96, 160))
        (logits.sum() + distances.sum()).backward()
        torch.optim.AdamW(learning, lr=0.1, weight_decay=0.1).step()
        changed = {name for name, value in network.state_dict().items() if not torch.equal(value, before[name])}
        self.assertEqual({"head"}, {export.part(name) for name in changed})
        self.assertEqual(sum(1 for _ in network.parameters()), len(train.trainable(Detector(SMALL), False)))

    def test_a_run_goes_on_with_the_parts_that_it_began_with(self):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder)
            checkpoint.save(out / "checkpoint.pt", architecture=SMALL.describe(), arguments={"head_only": "True"})
            options = argparse.Namespace(out=out, resume=True, head_only=True)
            self.assertEqual("True", train.initial_state(options)["arguments"]["head_only"])
            options.head_only = False
            with self.assertRaisesRegex(DataError, "--head-only: False .expected: True, as the run began"):
                train.initial_state(options)


class AveragePrecisionTest(unittest.TestCase):
    def table(self, detections, truth):
        measure = metrics.AveragePrecision()
        measure.add(np.array(detections, float).reshape(-1, 6), truth)
        return measure.result()

    def test_a_perfect_answer_is_one(self):
        truth = sample([[0, 0, 20, 20], [40, 40, 60, 60]], [3, 5])
        table = self.table([[0, 0, 20, 20, 0.9, 3], [40, 40, 60, 60, 0.8, 5]], truth)
        self.assertAlmostEqual(1.0, table["car"]["ap"])
        self.assertAlmostEqual(1.0, table["four-wheel"]["ap"])

    def test_the_wrong_class_of_a_group_counts_in_the_group_only(self):
        table = self.table([[0, 0, 20, 20, 0.9, 5]], sample([[0, 0, 20, 20]], [3]))
        self.assertEqual((0.0, 1.0), (table["car"]["ap"], table["four-wheel"]["ap"]))

    def test_a_double_is_a_false_alarm(self):
        table = self.table([[0, 0, 20, 20, 0.9, 3], [1, 1, 21, 21, 0.8, 3]], sample([[0, 0, 20, 20]], [3]))
        self.assertEqual((0.5, 1.0), table["car"]["at"][0.3])

    def test_what_lies_in_an_ignore_region_counts_neither_way(self):
        truth = sample([[0, 0, 20, 20]], [3], ignore=[[100, 0, 160, 90]])
        table = self.table([[110, 10, 130, 30, 0.95, 3], [0, 0, 20, 20, 0.9, 3]], truth)
        self.assertAlmostEqual(1.0, table["car"]["ap"])

    def test_pictures_that_lack_a_class_do_not_count_for_it(self):
        labelled = np.array([False, True, True, True, True, True])
        table = self.table([[50, 50, 60, 70, 0.9, 0]], sample([[0, 0, 20, 20]], [3], labelled=labelled))
        self.assertNotIn("pedestrian", table)


class AugmentationTest(unittest.TestCase):
    def test_boxes_follow_the_picture(self):
        image = np.zeros((96, 160, 3), np.uint8)
        image[30:60, 50:100] = 255
        samples = [sample([[50, 30, 100, 60]], [3], image=image)]
        painter = augment.Painter(samples, seed=1)
        seen = 0
        for _ in range(20):
            scene = augment.Scene(np.empty((192, 320, 3), np.uint8))
            painter.place(scene, (0, 0, 320, 192), 0.0)
            for x1, y1, x2, y2 in scene.targets()[0]:
                inside = scene.image[int(y1) + 3 : int(y2) - 3, int(x1) + 3 : int(x2) - 3]
                self.assertGreater(inside.mean(), 250)
                seen += 1
        self.assertGreater(seen, 10)

    def test_the_same_seed_paints_the_same(self):
        samples = [sample([[50, 30, 100, 60]], [3]), sample([[10, 10, 40, 60]], [2])]
        first, second = (augment.Painter(samples, seed=3).paint(320, 192, 0.5) for _ in range(2))
        np.testing.assert_array_equal(first[0], second[0])
        np.testing.assert_array_equal(first[1][0], second[1][0])

    def test_a_truck_of_another_moment_appears_where_nothing_was(self):
        busy = np.full((96, 160, 3), 90, np.uint8)
        busy[20:60, 20:60] = 120
        with_truck = sample([[20, 20, 60, 60]], [5], image=busy)
        painter = augment.Painter([with_truck, sample([[100, 20, 130, 60]], [3])], seed=0)
        image, labels = painter.enrich(painter.samples[1])
        self.assertEqual([3, 5], labels.classes.tolist())
        self.assertEqual(120, image[40, 40, 0])

    def test_a_truck_is_not_put_onto_a_car(self):
        with_truck = sample([[20, 20, 60, 60]], [5])
        painter = augment.Painter([with_truck, sample([[50, 20, 90, 60]], [3])], seed=0)
        self.assertEqual([3], painter.enrich(painter.samples[1])[1].classes.tolist())

    def test_distractors_stay_off_the_boxes(self):
        image = np.full((192, 320, 3), 50, np.uint8)
        boxes = np.array([[100, 50, 200, 150]], np.float32)
        augment.distractors.add(image, boxes, random.Random(1), 40)
        self.assertTrue((image[50:150, 100:200] == 50).all())
        self.assertGreater(int((image != 50).sum()), 100)

    def test_another_cameras_look_moves_no_edge_and_invents_none(self):
        vehicle = np.full((96, 160, 3), 60, np.uint8)
        vehicle[30:60, 50:90] = (140, 150, 160)
        looks = set()
        for seed in range(40):
            image = augment.camera(vehicle, random.Random(seed))
            looks.add(image.tobytes())
            step = np.abs(np.diff(image[45, :, 1].astype(int)))
            self.assertEqual({49, 89}, set(np.argsort(step)[-2:].tolist()), f"seed {seed}")
            flat = augment.camera(np.full((96, 160, 3), 60, np.uint8), random.Random(seed))
            self.assertLess(np.ptp(flat.reshape(-1, 3).astype(int), axis=0).max(), 3, f"seed {seed}")
        self.assertGreater(len(looks), 20)


class EqualisationTest(unittest.TestCase):
    """Of a 1x1 convolution whose second channel stays 1/16 of its first, and what reads it."""

    def setUp(self):
        self.write, self.read = (torch.nn.Conv2d(2, 2, 1).requires_grad_(False) for _ in range(2))
        for conv in (self.write, self.read):
            conv.weight.copy_(torch.eye(2)[:, :, None, None])
            conv.bias.zero_()
        self.write.weight[1] /= 16
        self.picture = torch.rand(1, 2, 8, 8)
        self.picture[0, :, 0, 0] = 1

    def equalised(self, forward):
        class Network(torch.nn.Module):
            def __init__(self, write, read):
                super().__init__()
                self.write, self.read, self.relu = write, read, torch.nn.ReLU()
                self.join = torch.nn.Conv2d(4, 1, 1)

            def forward(self, x):
                return forward(self, x)

        network = Network(self.write, self.read)
        before = network(self.picture)
        torch.testing.assert_close(before, equalise.equalise(network, [self.picture], 0.5)(self.picture))
        return self.write(self.picture)[0, :, 0, 0].tolist()

    def test_a_small_channel_is_written_larger_and_read_smaller(self):
        self.assertEqual([1, 1 / 4], self.equalised(lambda n, x: n.read(n.relu(n.write(x)))))
        torch.testing.assert_close(torch.diag(torch.tensor([1.0, 1 / 4])), self.read.weight[:, :, 0, 0])

    def test_channels_that_are_added_to_others_keep_one_factor_with_them(self):
        self.assertEqual([1, 1 / 16], self.equalised(lambda n, x: n.read(x + n.relu(n.write(x)))))

    def test_what_a_large_tensor_is_joined_with_shares_its_scale(self):
        self.read.weight *= 4
        channels = self.equalised(lambda n, x: n.join(torch.cat([n.relu(n.write(x)), n.relu(n.read(x))], 1)))
        self.assertEqual([2, 1 / 2], channels)

    def test_what_nothing_comes_out_of_stays_as_it_is(self):
        self.write.bias.fill_(-2)
        self.equalised(lambda n, x: n.read(n.relu(n.write(x))))
        self.assertEqual([1, 1 / 16], torch.diag(self.write.weight[:, :, 0, 0]).tolist())

    def test_what_leaves_the_network_stays_as_it_is(self):
        self.assertEqual([1, 1 / 16], self.equalised(lambda n, x: n.write(x).flatten(2)))


class DeploymentTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        torch.manual_seed(0)
        torch.set_num_threads(1)

    def network(self, architecture):
        """A network with random weights that finds many boxes; its normalisations differ as after training."""
        network = Detector(architecture).eval()
        for norm in (module for module in network.modules() if isinstance(module, torch.nn.BatchNorm2d)):
            torch.nn.init.uniform_(norm.weight, 0.5, 1.5)
            torch.nn.init.normal_(norm.bias, std=0.1)
            torch.nn.init.normal_(norm.running_mean, std=0.1)
            torch.nn.init.uniform_(norm.running_var, 0.5, 2.0)
        for out in network.class_out:
            torch.nn.init.normal_(out.weight, std=0.5)
        return network

    def test_folding_changes_nothing(self):
        network = self.network(SMALL)
        picture = torch.randn(1, 3, 96, 160)
        with torch.no_grad():
            torch.testing.assert_close(network(picture)[0], deploy.fold(network)(picture)[0], rtol=1e-4, atol=1e-4)

    def test_quantisation_keeps_the_answer_and_stays_in_8_bits_up_to_the_last_convolutions(self):
        network = self.network(SMALL)
        pictures = torch.randint(0, 256, (4, 3, 96, 160), dtype=torch.uint8)
        normalised = (pictures.float() - MEAN) / SCALE
        whole = quantise.quantise(deploy.fold(network), list(normalised.split(1)))
        targets = [str(node.target) for node in whole.graph.nodes]
        self.assertEqual((0, 6), (sum("quantize_per" in t for t in targets), targets.count("dequantize")))
        with torch.no_grad():
            for exact, rounded in zip(network(normalised), whole(quantise.Encode()(pictures))):
                self.assertLess(float((exact - rounded).abs().mean()), 0.1 * float(exact.std()))

    def test_every_kind_of_step_is_observed_as_it_is_told(self):
        with torch.no_grad():
            prepared = quantise.observed(deploy.fold(self.network(SMALL)), [torch.randn(1, 3, 96, 160)])
        modules = dict(prepared.named_modules())
        kinds = {"conv": set(), "joint": set()}
        for node in prepared.graph.nodes:
            observer = modules.get(str(node.target))
            if isinstance(observer, ObserverBase):
                joins = node.args[0].op == "call_function" and node.args[0].target is not torch.nn.functional.relu
                kinds["joint" if joins else "conv"].add(type(observer))
        self.assertEqual({"conv": {HistogramObserver}, "joint": {MinMaxObserver}}, kinds)

    def test_encoded_pictures_are_the_normalised_ones(self):
        pictures = torch.randint(0, 256, (2, 3, 8, 16), dtype=torch.uint8)
        torch.testing.assert_close(quantise.Encode()(pictures).dequantize(), deploy.Normalise()(pictures))

    def test_an_export_is_restored(self):
        path = self.folder / "seed.pt"
        network = self.network(SEED)
        deploy.script(deploy.fold(network), 0.1).save(str(path))
        picture = torch.randn(1, 3, 64, 64)
        with torch.no_grad():
            for before, after in zip(network(picture), growth.restored(path)(picture)):
                torch.testing.assert_close(before, after, rtol=1e-3, atol=1e-3)

    def test_an_export_of_an_unknown_architecture_is_refused(self):
        path = self.folder / "small.pt"
        deploy.script(deploy.fold(self.network(SMALL)), 0.1).save(str(path))
        with self.assertRaisesRegex(DataError, "small.pt: another architecture"):
            growth.restored(path)

    def test_suppression_equals_the_greedy_one(self):
        for count, room in ((0, 60), (1, 60), (128, 60), (700, 60), (700, 400)):
            corners = torch.rand(count, 2) * room
            boxes = torch.cat([corners, corners + 5 + torch.rand(count, 2) * 25], 1)
            scores = torch.rand(count).sort(descending=True)[0]
            kept = deploy.Boxes(0.0, rows=1000).keep(boxes, torch.full((count,), 3))
            expected = metrics.suppress(boxes.numpy().astype(float), scores.numpy(), 0.6)
            self.assertEqual(expected.tolist(), kept.tolist())

    def test_groups_do_not_suppress_each_other(self):
        boxes = torch.tensor([[0.0, 0, 20, 20]] * 3)
        self.assertEqual([0, 1], deploy.Boxes(0.0).keep(boxes, torch.tensor([2, 3, 5])).tolist())

    def test_a_crowd_s_doubles_leave_room_for_whoever_is_less_certain(self):
        crowd = torch.tensor([[0.0, 0, 20, 20]]).repeat(1200, 1)
        boxes = torch.cat([crowd, torch.tensor([[100.0, 0, 120, 20]])])
        scores = torch.full((1, 1201, len(CLASSES)), 0.01)
        scores[0, :, 2] = torch.linspace(0.9, 0.3, 1201)
        found = deploy.Boxes(0.2)(scores, boxes[None])[0]
        self.assertEqual([0.0, 100.0], found[found[:, 5] >= 0][:, 0].tolist())

    def test_no_more_boxes_than_rows_and_the_best_of_them(self):
        corners = torch.arange(400)[:, None] * torch.tensor([30.0, 0])
        boxes = torch.cat([corners, corners + 20], 1)
        self.assertEqual(list(range(300)), deploy.Boxes(0.0).keep(boxes, torch.full((400,), 3)).tolist())

    def test_the_grown_network_answers_like_the_small_one(self):
        small = self.network(SMALL)
        path = self.folder / "small.pt"
        deploy.script(deploy.fold(small), 0.1).save(str(path))
        convolutions = growth.exported_convolutions(path)
        self.assertEqual((True, False), (growth.fits(convolutions, SMALL), growth.fits(convolutions, LARGER)))
        grown = growth.grow(convolutions, SMALL, LARGER, torch.randn(4, 3, 96, 160)).eval()
        picture = torch.randn(1, 3, 96, 160)
        with torch.no_grad():
            for before, after in zip(small(picture), grown(picture)):
                torch.testing.assert_close(before, after, rtol=1e-3, atol=1e-3)

    def test_the_exported_file_gives_sorted_boxes_and_empty_rows(self):
        path = self.folder / "model.pt"
        deploy.script(deploy.fold(self.network(SMALL)), 0.3).save(str(path))
        pictures = torch.randint(0, 256, (2, 3, 480, 832), dtype=torch.uint8)
        with torch.no_grad():
            out = torch.jit.load(str(path))(pictures)
        self.assertEqual((2, 300, 6), tuple(out.shape))
        for rows in out:
            boxes = rows[rows[:, 5] >= 0]
            self.assertTrue(0 < len(boxes) and bool((boxes[:, 4] > 0.3).all()))
            self.assertTrue(bool((boxes[:-1, 4] >= boxes[1:, 4]).all()))
            self.assertEqual(0, float(rows[len(boxes) :, :5].abs().sum()))

    def test_weights_go_back_towards_an_earlier_run(self):
        earlier, later = (self.checkpoint(name, Detector(SEED), SEED) for name in ("earlier", "later"))
        weight = next(iter(export.averaged(later).state_dict()))

        def weights(network):
            return network.state_dict()[weight]

        a, b = weights(export.averaged(earlier)), weights(export.averaged(later))
        torch.testing.assert_close(weights(export.blended(later, earlier, [0.2] * 4)), 0.8 * b + 0.2 * a)
        torch.testing.assert_close(weights(export.blended(later, earlier, [0] * 4)), b)

    def test_each_part_of_the_network_goes_back_by_its_own_share(self):
        earlier, later = (self.checkpoint(name, Detector(SEED), SEED) for name in ("earlier", "later"))
        a, b = export.averaged(earlier).state_dict(), export.averaged(later).state_dict()
        ends = {
            "backbone.stem.conv.weight": 0,
            "backbone.stage4.post.conv.weight": 0,
            "backbone.down5.conv.weight": 0.25,
            "backbone.pool.post.conv.weight": 0.25,
            "neck.out5.post.conv.weight": 0.5,
            "class_out.0.weight": 1,
        }

        blended = export.blended(later, earlier, export.part_shares("0,0.25,0.5,1")).state_dict()

        for name, share in ends.items():
            torch.testing.assert_close(blended[name], (1 - share) * b[name] + share * a[name])

    def test_shares_are_numbers_within_0_and_1_for_all_parts(self):
        self.assertEqual([0.3] * 4, export.part_shares("0.3"))
        for wrong in ("", "1.1", "-0.1", "nan", "0.1,0.2", "0.1,0.2,0.3,x"):
            with self.assertRaisesRegex(argparse.ArgumentTypeError, "expected: one number in 0..1, or 4"):
                export.part_shares(wrong)

    def test_weights_of_another_architecture_are_not_blended(self):
        earlier = self.checkpoint("earlier", Detector(Architecture()), Architecture())
        later = self.checkpoint("later", Detector(SEED), SEED)

        with self.assertRaisesRegex(DataError, "earlier.pt: architecture"):
            export.blended(later, earlier, [0.2] * 4)

    def checkpoint(self, name, network, architecture):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(folder.name) / f"{name}.pt"
        checkpoint.save(path, architecture=architecture.describe(), ema=network.state_dict())
        return path

    def test_a_size_that_the_coarsest_cells_do_not_fill_is_refused(self):
        self.assertEqual((640, 384), export.size("640x384"))
        for text in ("640x380", "640", "0x384", "640x-384", "640x384x32"):
            with self.assertRaisesRegex(argparse.ArgumentTypeError, "expected: WIDTHxHEIGHT"):
                export.size(text)

    def test_a_checkpoint_of_another_architecture_is_refused(self):
        path = self.folder / "checkpoint.pt"
        checkpoint.save(path, architecture=SMALL.describe())
        self.assertEqual(SMALL, checkpoint.architecture_of(checkpoint.load(path)))
        with self.assertRaisesRegex(DataError, r"checkpoint.pt: architecture .*expected"):
            checkpoint.load(path, Architecture())

    def test_a_file_that_is_no_checkpoint_is_refused(self):
        path = self.folder / "checkpoint.pt"
        path.write_text("text")
        with self.assertRaisesRegex(DataError, "not a checkpoint"):
            checkpoint.load(path)

    def test_a_decoded_box_surrounds_its_cell(self):
        centres, strides = grid(64, 64)
        boxes = decode(torch.zeros(len(strides), 4), centres, strides)
        torch.testing.assert_close(boxes[:, 2] - boxes[:, 0], 2 * strides)


if __name__ == "__main__":
    unittest.main()
