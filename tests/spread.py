"""How `pytest -n` spreads the tests over processes: file by file, the long ones first."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/browser/": "Chromium",
    "tests/web/test_hidden.py": "Elasticsearch",
    "tests/search/test_elastic.py": "Elasticsearch",
    "tests/search/test_elastic_access.py": "Elasticsearch",
    "tests/search/test_same_answers.py": "Elasticsearch",
    "tests/biennien/test_moving.py": "Elasticsearch",
}
"""Files that share a server which takes long to start are done by one process."""

LONG = (
    *TOGETHER, "tests/biennien/test_worker.py", "tests/web/test_cluster_faults.py", "tests/web/test_every_operation.py",
)  # fmt: skip
"""Each takes more than a minute: begun last, one would be waited for while all other processes have nothing to do."""


def turn(nodeid: str) -> int:
    """When it is a test's turn; tests with the same number keep their order."""
    return next((at for at, begin in enumerate(LONG) if nodeid.startswith(begin)), len(LONG))


class FileByFile(LoadScopeScheduling):
    """A file, or what shares a server, is done by one process, in the order in which the tests were found."""

    def _split_scope(self, nodeid: str) -> str:
        """See LoadScopeScheduling."""
        file = nodeid.partition("::")[0]
        return next((server for begin, server in TOGETHER.items() if file.startswith(begin)), file)
