"""The newsroom as deployed; with BENCH=cold, without the pages that it keeps for a second."""

import os

from newsroom.settings import *  # noqa: F403
from newsroom.settings import MIDDLEWARE as AS_DEPLOYED

if os.environ.get("BENCH") == "cold":
    MIDDLEWARE = [name.replace("newsroom.freshness.Fresh", "bench.cold.ColdFresh") for name in AS_DEPLOYED]
