"""`python -m tests.navigateur`."""

import sys

from tests.navigateur import main

sys.exit(main())
