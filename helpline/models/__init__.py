"""Who answers, how to reach them, and when.

Every word here is plain text, escaped on its way out; the only links are the numbers and addresses of channels. So no
HTML is stored, and a number or an address stands in one place only. Saving or deleting anything, through queries too,
forgets the record that this process keeps (helpline/record.py), and takes back the confirmation of a channel whose
number, address or hours it changes.
"""

from helpline.models.changes import Change
from helpline.models.channels import Channel
from helpline.models.helplines import Helpline, Signposting
from helpline.models.outages import Outage
from helpline.models.timetables import Closure, OpeningHours

__all__ = ["Change", "Channel", "Closure", "Helpline", "OpeningHours", "Outage", "Signposting"]
