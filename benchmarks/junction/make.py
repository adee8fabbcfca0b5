#!/usr/bin/python3
"""Makes a scene of the simulated junction: behaviour, picture, truth. See README.md."""

import argparse
import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCENES_FOLDER = HERE.parent / "scenes"
# Their modules and seeds.
SCENES = {"red-light-day": ("red_light_day", 5), "kerbside": ("kerbside", 3), "lanes": ("lanes", 4), "no-overtaking": ("no_overtaking", 10),
          "red-light-night": ("red_light_night", 2), "platoon-rain": ("platoon_rain", 6)}
# Programs and the Debian packages that bring them.
TOOLS = {"sumo": "sumo", "netconvert": "sumo", "node": "nodejs", "npm": "npm", "chromium": "chromium", "ffmpeg": "ffmpeg"}


def main():
    parser = argparse.ArgumentParser(description="Makes scenes of the simulated junction.")
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=f"of {', '.join(SCENES)}; all when none is named")
    parser.add_argument("--frames", help="shoot only these frames, as pictures: 0,120,300")
    parser.add_argument("--size", default="1280x720", help="of the pictures of --frames")
    parser.add_argument("--seed", type=int, help="with --frames: other traffic before another camera, to train on")
    parser.add_argument("--work", type=Path, default=HERE / "target", help="for what comes in between")
    parser.add_argument("--no-picture", action="store_true", help="behaviour and boxes only: no clip")
    parser.add_argument("--truth-again", action="store_true", help="only the truth, of the clip that was made last")
    options = parser.parse_args()
    unknown = [name for name in options.scenes if name not in SCENES]
    if unknown:
        sys.exit(f"make.py: {unknown[0]}: no such scene (expected: one of {', '.join(SCENES)})")
    if options.seed is not None and (options.truth_again or not options.frames):
        sys.exit(f"make.py: --seed {options.seed}: a bundled scene has a seed of its own (expected: only with --frames)")
    missing = [(tool, package) for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if not Path("/usr/share/sumo/tools/traci").is_dir():
        missing.append(("traci", "sumo-tools"))
    if missing:
        sys.exit(f"make.py: {missing[0][0]}: not found (expected: Debian package {missing[0][1]})")
    sys.path.insert(0, str(HERE / "behaviour"))
    if not (HERE / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)
    for name in options.scenes or SCENES:
        make(name, options)


def make(name, options):
    import truth
    import world

    module, seed = SCENES[name]
    scene = importlib.import_module(module)
    work = options.work / name
    if options.seed is not None:
        import variant

        scene, seed, work = variant.of(scene, options.seed), options.seed, options.work / f"{name}-{options.seed}"
    work.mkdir(parents=True, exist_ok=True)
    if options.truth_again:
        finish(scene, json.loads((work / "world.json").read_text()), work, SCENES_FOLDER / name)
        return
    made = world.of(scene, seed, work)
    (work / "world.json").write_text(json.dumps(made))
    shoot = ["node", str(HERE / "picture" / "render.mjs"), str(work)]
    if options.frames:
        subprocess.run([*shoot, "--frames", options.frames, "--size", options.size], check=True)
        truth.write_tracks(made, json.loads((work / "boxes.json").read_text()), work)
        return
    subprocess.run([*shoot, *(["--boxes-only"] if options.no_picture else [])], check=True)
    finish(scene, made, work, work / "scene" if options.no_picture else SCENES_FOLDER / name)
    if not options.no_picture:
        shutil.copyfile(work / "clip.mp4", SCENES_FOLDER / name / "clip.mp4")


def finish(scene, made, work, into):
    import truth

    found = truth.write(scene, made, json.loads((work / "boxes.json").read_text()), into)
    for key in ("events", "ignore", "negatives"):
        for event in found[key]:
            print(f"{key:9} {event['id']} {event['kind']} at {event['decisive']:.2f} s: {event['name']}, {event['why']}")



if __name__ == "__main__":
    main()
