"""The record in the newsdesk: who answers, how, when; what waits for a second person; what somebody has stopped."""

from helpline.admin import changes, channels, helplines, outages

__all__ = ["changes", "channels", "helplines", "outages"]
