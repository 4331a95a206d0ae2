"""The settings as deployed, with slow rendering just inside the freshness middleware."""

from newsroom.settings import *  # noqa: F403
from newsroom.settings import MIDDLEWARE as _AS_DEPLOYED

MIDDLEWARE = [_AS_DEPLOYED[0], "tests.gate.slow.SlowRendering", *_AS_DEPLOYED[1:]]
