"""Real servers on this machine, for the tests of publishing: nginx, sshd and a store of buckets."""

from __future__ import annotations

import getpass
import logging
import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from moto.server import ThreadedMotoServer

if TYPE_CHECKING:
    from collections.abc import Iterator

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
SSHD = "/usr/sbin/sshd"
_SECONDS = 10


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Wait until something answers at a port."""
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError(f"nothing answers at port {port}")


@contextmanager
def nginx(folder: Path, root: Path, settings: str = "server {\n}") -> Iterator[str]:
    """nginx serving a folder, with settings as `headers` prints them. Yields its address."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    user = f"user {getpass.getuser()};" if os.getuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(
        f"""
        daemon off; {user} worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
        events {{ worker_connections 256; }}
        http {{
            include /etc/nginx/mime.types; charset utf-8; access_log off;
            client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
            uwsgi_temp_path {folder}; scgi_temp_path {folder};
            {settings.replace("server {", f"server {{ listen 127.0.0.1:{port}; root {root};")}
        }}
        """
    )
    command = [NGINX, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(config)]
    process = subprocess.Popen(command)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


@contextmanager
def sshd(folder: Path) -> Iterator[str]:
    """sshd for the present user, with keys of its own; yields the name of its host.

    `ssh` is told of the host by a configuration that a wrapper in front of PATH gives it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("host", "own"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(command, check=True)
    (folder / "authorized").write_text((folder / "own.pub").read_text())
    port = free_port()
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile {folder}/pid\n"
        f"AuthorizedKeysFile {folder}/authorized\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nPermitRootLogin prohibit-password\n"
    )
    (folder / "ssh_config").write_text(
        f"Host plan-host\nHostName 127.0.0.1\nPort {port}\nUser {getpass.getuser()}\n"
        f"IdentityFile {folder}/own\nUserKnownHostsFile /dev/null\nStrictHostKeyChecking no\n"
        "LogLevel ERROR\n"
    )
    wrapper = folder / "bin" / "ssh"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F {folder}/ssh_config "$@"\n')
    wrapper.chmod(0o755)
    command = [SSHD, "-D", "-E", str(folder / "log"), "-f", str(folder / "sshd_config")]
    process = subprocess.Popen(command)
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{wrapper.parent}:{before}"
    try:
        wait_for(port)
        yield "plan-host"
    finally:
        os.environ["PATH"] = before
        process.terminate()
        process.wait()


@contextmanager
def bucket_store() -> Iterator[str]:
    """A store that speaks S3, and the environment that leads to it; yields its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    own = {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_MAX_ATTEMPTS": "2",
    }
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield address
    finally:
        server.stop()
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
