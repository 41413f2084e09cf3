"""axe-core, Deque's rules of accessibility (MPL 2.0, used by tests alone), run over the page that a browser shows.

    python -m tests.browser.axe        # fetches it and says where it lies

The policy of our pages forbids scripts from elsewhere: axe comes in through the driver, as a debugger's command does.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from zipfile import ZipFile

from selenium import webdriver

from benchmarks.maven import fetch

ARTEFACT = "com.deque.html.axe-core:selenium:4.10.2:jar"
"""Deque's own distribution on Maven Central; of it only axe.min.js is used, axe-core 4.10.3."""

SHA256 = "2fffcaedff1919826c57ea60236b87dbadb0135dd7097fc6c07190f8aae054c2"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
DARK = {"name": "prefers-color-scheme", "value": "dark"}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}


def violations(driver: webdriver.Chrome) -> list[str]:
    """What breaks a rule on this page as it is, in the light colours and in the dark ones; a line for each element."""
    if not _evaluate(driver, "'axe' in window"):
        _evaluate(driver, script())
    told = _run(driver, {"type": "tag", "values": TAGS})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [DARK]})
    told += [f"in the dark: {line}" for line in _run(driver, CONTRAST)]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    return told


def _run(driver: webdriver.Chrome, rules: dict[str, Any]) -> list[str]:
    options = json.dumps({"runOnly": rules, "resultTypes": ["violations"], "preload": False})
    found = _evaluate(driver, f"axe.run(document, {options}).then(found => found.violations)")
    return [_line(rule, node) for rule in found for node in rule["nodes"]]


def _evaluate(driver: webdriver.Chrome, expression: str) -> Any:
    given = {"expression": expression, "awaitPromise": True, "returnByValue": True}
    answer = driver.execute_cdp_cmd("Runtime.evaluate", given)
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    return answer["result"]["value"]


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    why = "; ".join(check["message"] for key in ("any", "all", "none") for check in node[key])
    return f"{rule['id']} ({rule['impact']}): {node['html'][:200]} — {why}"


@cache
def script() -> str:
    """The text of axe.min.js."""
    with ZipFile(fetch(ARTEFACT, SHA256)) as jar:
        return jar.read("axe.min.js").decode()


if __name__ == "__main__":
    print(fetch(ARTEFACT, SHA256))
