"""Load from a second process, bounded in time, on 127.0.0.1 only: wrk, and what it says."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

THREADS, CONNECTIONS = 2, 8
CYCLE = """
local paths = { %s }
local at = math.random(#paths)
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
"""


class Trouble(RuntimeError):
    """What stopped the measuring, in a sentence."""


def requests_a_second(port: int, paths: list[str], seconds: int, headers: dict[str, str] | None = None) -> float:
    """Ask for the paths in turn for so many seconds. Raises Trouble if any answer was an error."""
    if not (wrk := shutil.which("wrk")):
        raise Trouble("wrk is not installed; on Debian: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "cycle.lua"
        script.write_text(CYCLE % ", ".join(f'"{path}"' for path in paths))
        command = [wrk, f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script)]
        for name, value in (headers or {}).items():
            command += ["-H", f"{name}: {value}"]
        said = subprocess.run(  # noqa: S603  # our own arguments
            [*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True, timeout=seconds + 60
        ).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found or "Non-2xx" in said or re.search(r"Socket errors: .*[1-9]", said):
        raise Trouble(f"wrk was answered with errors for {paths[0]}:\n{said}")
    return float(found[1])


def memory(pid: int) -> float:
    """Megabytes of the largest of the process's children, as the kernel counts what is resident (VmRSS)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    sizes = [re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{child}/status").read_text()) for child in children]
    return max((int(size[1]) / 1024 for size in sizes if size), default=0.0)
