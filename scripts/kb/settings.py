"""What a build takes from mkdocs.yml and the command line."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


class BuildError(RuntimeError):
    """The site cannot be built; the message is for the person at the terminal."""


@dataclass(frozen=True)
class Settings:
    """The project's folder, where its site goes, what it is called, and the day it is built for.

    `lenient` publishes what could be read where records have problems. Without `use_cache`,
    nothing that an earlier run found out is trusted.
    """

    root: Path
    site: Path
    site_url: str
    site_name: str
    repository: str
    on: date
    lenient: bool = False
    use_cache: bool = True
