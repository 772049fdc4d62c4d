#!/usr/bin/env python3
"""Where the service listens: a port, a Unix socket, a socket of systemd's; and `copydesk health` there.

Usage: listen.py COPYDESK
"""
import os
import signal
import socket
import stat
import subprocess

from program import PATIENCE, PROGRAM, Service, Skip, environment, folder, health, run


def a_unix_socket_answers_with_its_mode_and_goes_at_the_end():
    with folder() as place:
        path = place / "desk.sock"
        with Service("--host", f"unix:{path}", "--socket-mode", "600") as service:
            assert service.url == f"unix:{path}", service.url
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert service.ask("/readyz")[0] == 200
            assert health("--host", f"unix:{path}").returncode == 0
            assert service.stop() == 0
        assert not path.exists()
        asked = health("--host", f"unix:{path}")
        assert asked.returncode == 1 and str(path) in asked.stderr, asked


def a_socket_that_a_killed_service_left_is_replaced():
    with folder() as place:
        path = place / "desk.sock"
        with Service("--host", f"unix:{path}") as first:
            first.stop(signal.SIGKILL)
        assert path.exists()
        with Service("--host", f"unix:{path}") as second:
            assert second.ask("/healthz")[0] == 200
            assert second.stop() == 0


def a_socket_that_is_in_use_is_left_alone():
    with folder() as place:
        path = place / "desk.sock"
        with Service("--host", f"unix:{path}") as first, Service("--host", f"unix:{path}") as second:
            assert second.url == "" and second.wait() == 1
            assert "another process listens there" in second.log()[-1]
            assert first.ask("/healthz")[0] == 200


def a_busy_socket_with_a_full_backlog_is_left_alone():
    with folder() as place:
        path = str(place / "desk.sock")
        with socket.socket(socket.AF_UNIX) as busy, socket.socket(socket.AF_UNIX) as waiting:
            busy.bind(path)
            busy.listen(0)
            waiting.connect(path)
            with Service("--host", f"unix:{path}") as service:
                assert service.url == "" and service.wait() == 1
            assert os.path.exists(path)


def a_file_that_is_no_socket_is_left_alone():
    with folder() as place:
        path = place / "notes.txt"
        path.write_text("mine")
        with Service("--host", f"unix:{path}") as service:
            assert service.url == "" and service.wait() == 1
            assert "no socket" in service.log()[-1]
        assert path.read_text() == "mine"


def the_socket_of_a_successor_is_left_alone():
    with folder() as place:
        path = place / "desk.sock"
        with Service("--host", f"unix:{path}") as first:
            path.unlink()
            with Service("--host", f"unix:{path}") as second:
                assert first.stop() == 0
                assert second.ask("/healthz")[0] == 200
                assert second.stop() == 0


def what_cannot_be_listened_on_is_told():
    cases = [
        (["--host", "localhost"], "not an IPv4 or IPv6 address"),
        (["--host", "unix:"], "has 0 bytes"),
        (["--host", "unix:/" + "x" * 200], "has 201 bytes; a socket's has 1 to 107"),
        (["--host", "unix:/nowhere/at/all/desk.sock"], "No such file"),
        (["--host", "unix:/tmp/never.sock", "--socket-mode", "9"], "octal mode"),
        (["--host", "unix:/tmp/never.sock", "--socket-mode", "1777"], "octal mode"),
    ]
    for options, words in cases:
        with Service(*options) as service:
            assert service.wait() == 1, options
            assert words in service.log()[-1], service.log()


def pass_socket(sock, count=1, pid="$$", **popen):
    """The service as systemd starts it: the socket as descriptor 3, its number in the environment."""

    def place_it():
        os.dup2(sock.fileno(), 3)
        os.set_inheritable(3, True)

    script = f'LISTEN_PID={pid} LISTEN_FDS={count} exec "$@"'
    return Service(wrap=["sh", "-c", script, "sh"], preexec_fn=place_it, close_fds=False, **popen)


def a_socket_of_systemd_is_served_and_outlives_the_service():
    with socket.create_server(("127.0.0.1", 0)) as sock:
        port = sock.getsockname()[1]
        with pass_socket(sock) as first:
            assert first.url == f"http://127.0.0.1:{port}", first.url
            assert first.ask("/readyz")[0] == 200
            assert health("--port", str(port)).returncode == 0
            assert first.stop() == 0
        early = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)  # waits for the next one
        early.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        with pass_socket(sock) as second:
            assert early.recv(64).startswith(b"HTTP/1.1 200"), "the waiting connection was lost"
            assert second.stop() == 0
        early.close()


def a_unix_socket_of_systemd_keeps_its_file():
    with folder() as place, socket.socket(socket.AF_UNIX) as sock:
        path = place / "desk.sock"
        sock.bind(str(path))
        sock.listen()
        with pass_socket(sock) as service:
            assert service.url == f"unix:{path}", service.url
            assert service.ask("/healthz")[0] == 200
            assert service.stop() == 0
        assert path.exists()


def sockets_passed_to_another_process_are_not_ours():
    with socket.create_server(("127.0.0.1", 0)) as sock:
        with pass_socket(sock, pid="1") as service:
            assert service.port != sock.getsockname()[1]
            assert service.ask("/healthz")[0] == 200


def what_is_no_listening_socket_is_refused():
    with socket.socket() as silent, socket.socket(type=socket.SOCK_DGRAM) as datagram, folder() as place:
        file = open(place / "file", "w", encoding="ascii")
        for wrong in (silent, datagram, file):
            with pass_socket(wrong) as service:
                assert service.wait() == 1
                assert "not a listening stream socket" in service.log()[-1], service.log()
        file.close()
    with socket.create_server(("127.0.0.1", 0)) as sock, pass_socket(sock, count=2) as service:
        assert service.wait() == 1
        assert "passes 2 sockets" in service.log()[-1], service.log()


def systemd_itself_can_activate_it():
    tool = "/usr/bin/systemd-socket-activate"
    if not os.path.exists(tool):
        raise Skip("no systemd-socket-activate")
    with folder() as place:
        path = place / "desk.sock"
        with subprocess.Popen([tool, "-l", str(path), PROGRAM, "serve"], env=environment(None),
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            try:
                while not path.exists():
                    assert process.poll() is None
                asked = health("--host", f"unix:{path}")
                assert asked.returncode == 0, asked
                assert process.stdout.readline() == f"listening on unix:{path}\n"
                process.terminate()
                assert process.wait(PATIENCE) == 0
            finally:
                if process.poll() is None:
                    process.kill()


run([
    a_unix_socket_answers_with_its_mode_and_goes_at_the_end,
    a_socket_that_a_killed_service_left_is_replaced,
    a_socket_that_is_in_use_is_left_alone,
    a_busy_socket_with_a_full_backlog_is_left_alone,
    a_file_that_is_no_socket_is_left_alone,
    the_socket_of_a_successor_is_left_alone,
    what_cannot_be_listened_on_is_told,
    a_socket_of_systemd_is_served_and_outlives_the_service,
    a_unix_socket_of_systemd_keeps_its_file,
    sockets_passed_to_another_process_are_not_ours,
    what_is_no_listening_socket_is_refused,
    systemd_itself_can_activate_it,
])
