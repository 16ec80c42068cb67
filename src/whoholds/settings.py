"""Every setting and limit: name, default, unit and help, in one place.

Values come from, last wins: the defaults here, a TOML file (`whoholds.toml` in the working directory, or the file that
`WHOHOLDS_CONFIG` names), environment variables (`WHOHOLDS_REPORTS__MAX_BYTES=1000000`).
"""

from __future__ import annotations

import os
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from whoholds.errors import DataError
from whoholds.readers import Readers


def _default_home() -> Path:
    """`$XDG_DATA_HOME/whoholds`, or `~/.local/share/whoholds`."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "whoholds"


class Section(BaseModel):
    """A group of settings; an unknown name in it is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ReportLimits(Section):
    """Taking reports in."""

    max_bytes: int = Field(10_000_000, gt=0, description="Largest file taken in, other than JSON lines. Unit: bytes.")
    max_lines_bytes: int = Field(256_000_000, gt=0, description="Largest file of JSON lines taken in. Unit: bytes.")
    max_characters: int = Field(1_000_000, gt=0, description="Longest report text. Unit: characters.")
    max_depth: int = Field(64, gt=0, description="Deepest folder walked into, below the one named. Unit: levels.")
    page_seconds: float = Field(30.0, gt=0, description="Longest wait for one HTML or Markdown page. Unit: seconds.")
    page_cpu_seconds: int = Field(15, gt=0, description="Processor time for one HTML or Markdown page. Unit: seconds.")
    page_memory_bytes: int = Field(
        2_000_000_000, gt=0, description="Address space of the process that takes pages apart. Unit: bytes."
    )
    pages_per_process: int = Field(500, gt=0, description="Pages that one such process takes apart. Unit: pages.")
    future_hours: float = Field(
        26.0, ge=0, description="A published time further ahead of the clock than this is not believed. Unit: hours."
    )
    language_letters: int = Field(
        24, ge=0, description="A shorter paragraph takes the language of its report. Unit: letters."
    )


class PlaceSettings(Section):
    """Finding places."""

    min_score: float = Field(
        0.2, ge=0, le=1, description="A mention whose best candidate scores less stays unplaced. Unit: 0 to 1."
    )
    max_candidates: int = Field(8, gt=0, description="Candidates kept with a place. Unit: rows.")
    max_import_bytes: int = Field(
        600_000_000, gt=0, description="Larger files are not imported into the gazetteer. Unit: bytes."
    )
    max_import_rows: int = Field(
        3_000_000, gt=0, description="Files with more rows are not imported into the gazetteer. Unit: rows."
    )


class ModelSettings(Section):
    """A language model as a second reader. Nothing is sent anywhere unless `base_url` and `name` are set."""

    base_url: str = Field(
        "", description="Address of a server that speaks the OpenAI chat protocol, e.g. http://127.0.0.1:8080/v1."
    )
    name: str = Field("", description="The model's name, as that server calls it.")
    key_variable: str = Field(
        "WHOHOLDS_MODEL_KEY",
        description="Environment variable that holds the server's key. The key itself is never stored.",
    )
    counts: Readers = Field(Readers.RULES, description="Whose claims count for who holds what: rules, model or both.")
    answers: Literal["schema", "json", "text"] = Field(
        "schema", description="How an answer's form is asked for: by JSON schema, as any JSON, or in words only."
    )
    temperature: float = Field(0.0, ge=0, le=2, description="Sampling temperature; 0 for the same answer each time.")
    seed: int = Field(1, ge=0, description="Sampling seed, where the server knows one.")
    omit: list[str] = Field([], description="Parameters that a server refuses, e.g. temperature or seed.")
    token_limit: Literal["max_tokens", "max_completion_tokens"] = Field(
        "max_tokens", description="What the server calls the limit of an answer."
    )
    answer_tokens: int = Field(8_000, gt=0, description="Longest answer to one request. Unit: tokens.")
    answer_bytes: int = Field(4_000_000, gt=0, description="Largest answer taken from the network. Unit: bytes.")
    piece_characters: int = Field(6_000, ge=200, description="Text put into one request. Unit: characters.")
    request_seconds: float = Field(120.0, gt=0, description="Longest wait for one answer, to its end. Unit: seconds.")
    retries: int = Field(4, ge=0, description="Further tries where the server is busy or fails. Unit: requests.")
    wait_seconds: float = Field(
        60.0, ge=0, description="Longest pause between tries; a server that asks for more is given up. Unit: seconds."
    )
    run_requests: int = Field(1_000, gt=0, description="Requests of one run, further tries included.")
    run_tokens: int = Field(2_000_000, gt=0, description="Tokens of one run, sent and received, as the server counts.")
    run_seconds: float = Field(3_600.0, gt=0, description="Time of one run spent on asking. Unit: seconds.")


class ReadingSettings(Section):
    """Reading reports."""

    scan: bool = Field(
        True,
        description="Look at a report's words first, and parse only reports that may be about a conflict or public "
        "affairs; no claim is lost by it. Without it everything is parsed.",
    )
    theatres: list[str] = Field(
        [],
        description="Conflicts that this ledger is about, by key (`whoholds actors theatres`): a report that points "
        "nowhere else is taken to be about one of them. Set it before reports are added. By default none.",
    )
    frames_folder: Path | None = Field(
        None, description="Folder of your own frames and cues (*.toml); by default `frames` in the data folder."
    )


class ControlSettings(Section):
    """Weighing claims."""

    answer_days: int = Field(
        7,
        ge=0,
        description="A claim answers a claim of another report only where the days that the two speak of lie no "
        "further apart. Unit: days.",
    )


class WebSettings(Section):
    """Serving the map."""

    host: str = Field("127.0.0.1", description="Address to listen on. The default is reachable from this machine only.")
    port: int = Field(8420, ge=0, le=65535, description="Port to listen on; 0 picks a free one.")
    feed_entries: int = Field(100, gt=0, description="Changes in the feed, the newest. Unit: entries.")
    feed_authority: str = Field(
        "localhost",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9.@_-]*$",
        description="Domain name or e-mail address of who publishes the feed: part of its entries' ids (RFC 4151), so "
        "choose it before others subscribe.",
    )
    feed_year: int = Field(
        2024, ge=1990, le=9999, description="A year at whose beginning that name was the publisher's (RFC 4151)."
    )
    embed_origins: list[Annotated[str, Field(pattern=r"^https?://[A-Za-z0-9.*\[\]:-]+$")]] = Field(
        [],
        description="Sites that may show the map in a frame (/embed), each as scheme and host: https://news.example. "
        "By default none.",
    )
    token_days: int = Field(90, gt=0, description="How long a new token is good for. Unit: days.")
    max_token_days: int = Field(366, gt=0, description="Longest life of a token. Unit: days.")
    session_hours: float = Field(12.0, gt=0, description="A browser that signed in is signed out after. Unit: hours.")
    max_sessions: int = Field(200, gt=0, description="Browsers signed in at once; beyond, the oldest is signed out.")
    max_form_bytes: int = Field(100_000, gt=0, description="Largest decision or form taken. Unit: bytes.")
    write_seconds: float = Field(
        10.0, ge=0, description="Longest wait for another program that writes to the ledger. Unit: seconds."
    )
    max_reason: int = Field(2_000, gt=0, description="Longest reason for a decision. Unit: characters.")
    review_queue: int = Field(50, gt=0, description="Claims listed on the review desk. Unit: rows.")
    review_log: int = Field(100, gt=0, description="Decisions on one page of the audit trail. Unit: rows.")
    layer_days: int = Field(
        3, ge=1, le=366, description="Days up to the one shown whose claims the map's layers show. Unit: days."
    )
    move_km: float = Field(
        50.0,
        ge=0,
        description="An arrow whose origin no report says begins at the side's nearest place no farther than this; 0 "
        "draws none of those. Unit: kilometres.",
    )
    area_km: float = Field(
        25.0, gt=0, description="How far an area of influence reaches from an assessed settlement. Unit: kilometres."
    )
    area_days: float = Field(
        14.0, gt=0, description="Without newer evidence an area of influence fades by half in this time. Unit: days."
    )
    area_cells: int = Field(
        60_000, gt=0, description="Cells of the grid that areas of influence are worked out on. Unit: cells."
    )
    borders: Path | None = Field(
        None,
        description="GeoJSON file of borders, drawn in place of the shipped borders and areas in dispute; its member "
        "`source` is named in the credits. See docs/how-to/swap-borders.md.",
    )
    borders_view: Annotated[str, Field(pattern=r"^[A-Za-z]{0,3}$")] = Field(
        "",
        description="Point of view in Natural Earth's file of borders, as its column has it: fr for FCLASS_FR. By "
        "default none, which is the file's own.",
    )
    borders_whole: bool = Field(
        False, description="Whether the shipped borders that nobody disputes give way to those of `borders` too."
    )
    borders_bytes: int = Field(20_000_000, gt=0, description="Largest file of borders taken. Unit: bytes.")
    slider_places: int = Field(
        5_000,
        gt=0,
        description="Places in one part of the moving map's timeline; the map is drawn when the first is there.",
    )
    apart_places: int = Field(
        3_000,
        gt=0,
        description="From how many places on the first map is worked out by a process of its own: answers do not wait.",
    )
    table_places: int = Field(
        2_000,
        gt=0,
        description="Rows of the table beside the map, and marks of the map drawn without a script; filters and files "
        "reach the others.",
    )


class Settings(BaseSettings):
    """All settings, by room."""

    model_config = SettingsConfigDict(env_prefix="WHOHOLDS_", env_nested_delimiter="__", extra="forbid", frozen=True)

    home: Path = Field(
        default_factory=_default_home,
        description="Where the ledger, the original bytes and the compiled gazetteer live.",
    )
    language: Literal["en", "fr"] | None = Field(
        None,
        description="Language of answers on the command line, en or fr. By default that of LC_ALL, LC_MESSAGES or "
        "LANG, and English where that is neither.",
    )
    reviewer: str | None = Field(
        None, description="Who decides in `whoholds review`, kept with each decision, where --by does not say so."
    )
    min_free_bytes: int = Field(
        200_000_000, ge=0, description="`whoholds doctor` calls less free disk space a problem. Unit: bytes."
    )
    reports: ReportLimits = ReportLimits()
    places: PlaceSettings = PlaceSettings()
    model: ModelSettings = ModelSettings()
    reading: ReadingSettings = ReadingSettings()
    control: ControlSettings = ControlSettings()
    web: WebSettings = WebSettings()

    @property
    def ledger_path(self) -> Path:
        """The SQLite ledger."""
        return self.home / "ledger.sqlite"

    @property
    def theatres_path(self) -> Path:
        """The analyst's own theatres, and what they add to those that ship."""
        return self.home / "theatres"

    @property
    def blobs_path(self) -> Path:
        """Original bytes, by hash."""
        return self.home / "blobs"

    @property
    def frames_path(self) -> Path:
        """The analyst's own frames."""
        return self.reading.frames_folder or self.home / "frames"

    @property
    def gazetteer_path(self) -> Path:
        """The compiled gazetteer."""
        return self.home / "gazetteer.sqlite"

    @property
    def answers_path(self) -> Path:
        """A model's answers, by the hash of what was asked."""
        return self.home / "answers"

    @property
    def fitted_path(self) -> Path:
        """Weights that `whoholds control fit` has learnt; there is no such file before."""
        return self.home / "fitted.toml"

    @property
    def tokens_path(self) -> Path:
        """Who may write through the server: names, scopes and hashes of tokens."""
        return self.home / "tokens.sqlite"

    @property
    def viewpoints_path(self) -> Path:
        """A person's own viewpoints, a file each."""
        return self.home / "viewpoints"

    @property
    def views_path(self) -> Path:
        """Saved views of the map, a file each."""
        return self.home / "views"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments before environment before file; no .env file is looked for."""
        file = Path(os.environ.get("WHOHOLDS_CONFIG", "whoholds.toml"))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=file)


@lru_cache(maxsize=1)
def load() -> Settings:
    """The settings of this process.

    Raises:
        DataError: a file or a variable holds a value that breaks the schema, or the file that was named is not there.
    """
    named = os.environ.get("WHOHOLDS_CONFIG")
    if named and not Path(named).is_file():
        raise DataError("settings.no_file", "there is no such file", hint="see WHOHOLDS_CONFIG", subject=named)
    try:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(
            "settings.invalid",
            f"not a TOML file: {error}",
            hint="see docs/reference/settings.md",
            subject=named or "whoholds.toml",
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise DataError(
            "settings.invalid", f"setting {name}: {first['msg']}", hint="see docs/reference/settings.md", subject=name
        ) from error
