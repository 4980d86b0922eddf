"""A PostgreSQL server of the tests' own, in a temporary folder, gone when they end."""

from __future__ import annotations

import glob
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

USER = "fazhi"
# With what an address must not take for its own.
PASSWORD = f"p@s/{secrets.token_hex(8)}"


def programs() -> Path | None:
    """Returns the folder of initdb and pg_ctl: on the path, else where Debian puts them."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += [Path(name) for name in sorted(glob.glob("/usr/lib/postgresql/*/bin"))[::-1]]
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


@contextmanager
def server(bin: Path) -> Iterator[str]:
    """Runs a server and gives its address without a database's name: ``postgresql+psycopg://…:port``.

    Its programs refuse to run as root, so that they run as Debian's user postgres there.
    """
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory(prefix="fazhi-pg-") as folder:
        data, port = Path(folder, "data"), _free_port()
        secret = Path(folder, "password")
        secret.write_text(PASSWORD)
        if root:
            shutil.chown(folder, "postgres")
            shutil.chown(secret, "postgres")
        run(bin, root, "initdb", "-D", str(data), "-U", USER, "-E", "UTF8", "--locale=C",
            "-A", "scram-sha-256", f"--pwfile={secret}")  # fmt: skip
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        run(bin, root, "pg_ctl", "-D", str(data), "-w", "-t", "60", "-l", f"{folder}/log",
            "-o", options, "start")  # fmt: skip
        try:
            yield f"postgresql+psycopg://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{port}"
        finally:
            run(bin, root, "pg_ctl", "-D", str(data), "-m", "immediate", "stop")


def run(bin: Path, root: bool, program: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs; what it said is told where it fails."""
    command = ["runuser", "-u", "postgres", "--"] if root else []
    done = subprocess.run(
        [*command, str(bin / program), *arguments],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, f"{program}: {done.stdout}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
