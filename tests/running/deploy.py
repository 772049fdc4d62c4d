#!/usr/bin/env python3
"""The files of deploy/ that speak of metrics and options, held to the real program.

Usage: deploy.py COPYDESK ROOT
"""
import itertools
import json
import pathlib
import re
import shutil
import subprocess
import sys

from program import PATIENCE, PROGRAM, Service, Skip, environment, folder, run, until

ROOT = pathlib.Path(sys.argv[2])
METRIC = re.compile(r"\bcopydesk_\w+")


def words_of(name):
    return (ROOT / "deploy" / name).read_text(encoding="utf-8")


def promtool(*arguments):
    if not shutil.which("promtool"):
        raise Skip("no promtool")
    done = subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr


def manifest():
    """(kind, object) of each in kubernetes.yaml."""
    try:
        import yaml
    except ImportError as error:
        raise Skip("no python3-yaml") from error
    return {thing["kind"]: thing for thing in yaml.safe_load_all(words_of("kubernetes.yaml"))}


def pod_of(things):
    spec = things["Deployment"]["spec"]["template"]["spec"]
    return spec, spec["containers"][0]


def expressions():
    """All of PromQL in deploy/, with where it stands."""
    for panel in json.loads(words_of("grafana.json"))["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]
    for expr in re.findall(r"^ *expr: (>\n(?: {10}.*\n)+|.*\n)", words_of("alerts.yml"), re.M):
        yield "alerts.yml", expr


def what_is_watched_is_told():
    """Each metric of the dashboard and the alerts is one of /metrics, with the labels they ask for."""
    with Service() as service:
        assert service.ask("/v1/limits")[0] == 200
        until(lambda: b"\ncopydesk_http_requests_total{" in service.ask("/metrics")[2], "the request is counted")
        text = service.ask("/metrics")[2].decode()
    told = {line.split("{")[0].split()[0] for line in text.splitlines() if line.startswith("copydesk_")}
    labels = set(re.findall(r"(\w+)=\"", text)) | {"job", "instance"}
    all_of_them = list(expressions())
    assert [where for where, _ in all_of_them].count("alerts.yml") == words_of("alerts.yml").count("- alert: ")
    seen = set()
    for where, expr in all_of_them:
        named = set(METRIC.findall(expr))
        assert named <= told, f"{where}: {named - told}"
        asked = set(re.findall(r"(\w+)(?:=~|!=|=)\"", expr)) | set(re.findall(r"\w+", " ".join(re.findall(r"by \((.*?)\)", expr))))
        assert asked <= labels, f"{where}: {asked - labels}"
        seen |= named
    assert len(seen) >= 20, seen


def panels_stand_side_by_side():
    panels = json.loads(words_of("grafana.json"))["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    for one, other in itertools.combinations((panel["gridPos"] for panel in panels), 2):
        assert one["x"] + one["w"] <= 24
        assert one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"] or \
            one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"], (one, other)


def prometheus_takes_the_files():
    promtool("check", "config", ROOT / "deploy/prometheus.yml")
    promtool("check", "rules", ROOT / "deploy/alerts.yml")


def prometheus_reads_the_dashboard():
    with folder() as place:
        rules = [{"record": f"panel:{i}", "expr": expr.replace("$__rate_interval", "1m")}
                 for i, (where, expr) in enumerate(expressions()) if where != "alerts.yml"]
        (place / "rules.yml").write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}), encoding="utf-8")
        promtool("check", "rules", place / "rules.yml")


def alerts_come_when_they_should():
    with folder() as place:
        shutil.copy(ROOT / "deploy/alerts.yml", place)
        shutil.copy(ROOT / "tests/running/alerts.yml", place / "test.yml")
        promtool("test", "rules", place / "test.yml")


def options_of_the_manifest_are_ours():
    """The program takes the ConfigMap as its environment, also the lines that are commented out."""
    things = manifest()
    options = dict(things["ConfigMap"]["data"])
    offered = re.findall(r"^  # (COPYDESK_\w+): (.*)$", words_of("kubernetes.yaml"), re.M)
    assert all(isinstance(value, str) for value in options.values()), options
    assert len(offered) >= 3
    options.update(offered)
    done = subprocess.run([PROGRAM, "serve", "--print-config"], env=environment(options), capture_output=True, text=True,
                          check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    in_force = dict(re.findall(r"^(\w+) = (.*?) +# environment", done.stdout, re.M))
    asked = {name.removeprefix("COPYDESK_").lower(): value for name, value in options.items()}
    assert in_force == asked, (in_force, asked)


def the_pod_has_no_rights_and_time_to_end():
    things = manifest()
    spec, container = pod_of(things)
    options = things["ConfigMap"]["data"]
    assert spec["securityContext"]["runAsNonRoot"] and spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
                                            "capabilities": {"drop": ["ALL"]}}
    user = spec["securityContext"]
    assert f"\nUSER {user['runAsUser']}:{user['runAsGroup']}\n" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert spec["enableServiceLinks"] is False  # COPYDESK_PORT is ours
    delay_ms, drain_ms = int(options["COPYDESK_DRAIN_DELAY_MS"]), int(options["COPYDESK_DRAIN_MS"])
    assert spec["terminationGracePeriodSeconds"] * 1000 > delay_ms + drain_ms
    ready = container["readinessProbe"]
    assert delay_ms > ready["failureThreshold"] * ready["periodSeconds"] * 1000
    version = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
    assert container["image"] == f"copydesk:{version}", (container["image"], version)


def probes_ask_what_there_is():
    things = manifest()
    _, container = pod_of(things)
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    assert ports == {"http": int(things["ConfigMap"]["data"]["COPYDESK_PORT"])}
    with Service("--base-path", "/copydesk") as service:
        for probe, path in (("startupProbe", "/readyz"), ("readinessProbe", "/readyz"), ("livenessProbe", "/healthz")):
            assert container[probe]["httpGet"] == {"path": path, "port": "http"}, container[probe]
            assert service.ask(path)[0] == 200


run([
    what_is_watched_is_told,
    panels_stand_side_by_side,
    prometheus_takes_the_files,
    prometheus_reads_the_dashboard,
    alerts_come_when_they_should,
    options_of_the_manifest_are_ours,
    the_pod_has_no_rights_and_time_to_end,
    probes_ask_what_there_is,
])
