"""The command line for those who have just cloned the project: `python3 build.py --help`."""

import sys

if sys.version_info < (3, 7):  # noqa: UP036 - these cannot even read the file that would say it more kindly
    sys.exit("backfile: error: Python 3.11 or newer is needed")

from backfile.bootstrap import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
