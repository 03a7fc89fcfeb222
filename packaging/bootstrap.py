"""One command from a fresh machine to a running program: ``python3 packaging/bootstrap.py run``.

Needs Python 3.11 or newer and nothing else. This file only turns older Pythons away in words they
can still read, so it keeps to syntax that they know; what it does is in launch.py.
"""

import sys

OLDEST = (3, 11)


def refusal(major: int, minor: int) -> "str | None":
    """Say why this Python will not do; None when it will."""
    if (major, minor) >= OLDEST:
        return None
    return (
        f"This program needs Python 3.11 or newer; this is Python {major}.{minor}.\n"
        "If a newer one is installed, name it: python3.11 packaging/bootstrap.py run\n"
        "If not: on Debian or Ubuntu 'sudo apt-get install python3.11', "
        "elsewhere https://www.python.org/downloads/"
    )


if __name__ == "__main__":
    problem = refusal(*sys.version_info[:2])
    if problem:
        sys.exit(problem)
    from launch import main

    sys.exit(main(sys.argv[1:]))
