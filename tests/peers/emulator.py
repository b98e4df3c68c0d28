"""What the tests in Python share: an emulator of their own, and how they end."""

import json
import os
import subprocess
import sys
import unittest
import urllib.request

BUILT = os.path.join(os.path.dirname(__file__), "../../target/debug/graph-emulator")


class Emulator:
    """An emulator on a port of its own, with the demo Pages."""

    def __init__(self, *flags):
        self.process = subprocess.Popen(
            [os.environ.get("GRAPH_EMULATOR_BIN", BUILT), "--port", "0", "--seed", "demo", *flags],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        line = self.process.stdout.readline().strip()
        if not line:
            self.stop()
            raise RuntimeError("the emulator ended before it was ready")
        self.origin = line.removeprefix("listening on ")

    def control(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"{self.origin}/_emulator/{path}", data) as answer:
            return json.load(answer)

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


def run_tests():
    """Runs the tests of the script, and ends with their numbers as `node --test` does."""
    told = unittest.main(exit=False, verbosity=2).result
    failed = len(told.failures) + len(told.errors)
    # Where the setup fails, no test has run.
    print(f"# pass {max(told.testsRun - failed, 0)}\n# fail {failed}", flush=True)
    sys.exit(0 if told.wasSuccessful() else 1)
