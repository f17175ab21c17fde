"""``python -m api``: the program, also where its script is not on the path."""

import sys

from api.cli import main

sys.exit(main())
