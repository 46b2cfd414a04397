"""YAML events from libyaml, or from PyYAML's own parser where libyaml is missing."""

from collections.abc import Callable
from typing import cast

from yaml.events import Event
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

NextEvent = Callable[[], Event]
# Either parser gives None after the end of the stream, where nobody asks.


class _PythonParser(Reader, Scanner, Parser):
    """PyYAML's parser without the steps that follow it."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def python_events(text: str) -> NextEvent:
    """Return the function that gives the next event of `text`, from PyYAML's own parser."""
    return cast(NextEvent, _PythonParser(text).get_event)


try:
    from yaml._yaml import CParser
except ImportError:  # this PyYAML was built without libyaml: ten times slower, the same events
    best_events = python_events
else:

    def best_events(text: str) -> NextEvent:
        """Return the function that gives the next event of `text`, from the fastest parser."""
        return cast(NextEvent, CParser(text).get_event)
