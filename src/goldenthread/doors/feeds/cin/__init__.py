"""The CIN Census, as an authority sends it to the Department for Education once a year: an XML file, read in."""

from goldenthread.doors.feeds.cin.loading import Loaded, load
from goldenthread.doors.feeds.cin.reading import Census, Header, NotACensus
from goldenthread.doors.feeds.cin.values import Refused

__all__ = ["Census", "Header", "Loaded", "NotACensus", "Refused", "load"]
