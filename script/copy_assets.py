"""Copy the white list of assets.toml from the npm packages to the folder that is served.

Usage: copy_assets.py NODE_MODULES TARGET

The target is built beside its place and then swapped in, so it is always whole. Fails when a
listed file is missing or a package's licence is not the one the inventory states.
"""

import json
import shutil
import sys
import tomllib
from pathlib import Path

INVENTORY = Path(__file__).resolve().parent.parent / "assets.toml"


def copy_package(package, node_modules, target):
    source = node_modules / package["name"]
    licence = json.loads((source / "package.json").read_text())["license"]
    if licence != package["license"]:
        raise SystemExit(f"{package['name']}: licence is {licence}, not {package['license']}.")
    for entry in package["files"]:
        name = entry.get("to", Path(entry["from"]).name)
        destination = target / package["folder"] / name
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / entry["from"], destination)


def copy_all(node_modules, target):
    building = target.with_name(f"{target.name}.new")
    shutil.rmtree(building, ignore_errors=True)
    for package in tomllib.loads(INVENTORY.read_text())["package"]:
        copy_package(package, node_modules, building)
    shutil.rmtree(target, ignore_errors=True)
    building.rename(target)


if __name__ == "__main__":
    try:
        copy_all(Path(sys.argv[1]), Path(sys.argv[2]))
    except FileNotFoundError as error:
        raise SystemExit(f"Asset missing: {error.filename}") from error
