"""What an installation may choose, read from the environment once."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _origin(address: str) -> str:
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError("give scheme and host only, like https://mandate.example.com")
    return f"{parts.scheme}://{parts.netloc}".lower()


class Settings(BaseSettings):
    """Every setting is an environment variable with the prefix MANDATE_; nothing is read from files."""

    model_config = SettingsConfigDict(env_prefix="MANDATE_", frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: str | None = Field(
        None,
        description="PostgreSQL for serving, as the login mandate_app: postgresql://user:password@host/database."
        " Without it the built-in PostgreSQL keeps its data in MANDATE_DATA_DIR.",
    )
    migrate_url: str | None = Field(
        None, description="The same database as the owner of its tables, for migrations. Default: MANDATE_DATABASE_URL."
    )
    data_dir: Path = Field(Path("var"), description="Folder for the built-in PostgreSQL and for backups.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    public_url: Annotated[str, AfterValidator(_origin)] | None = Field(
        None,
        description="How browsers reach Mandate, such as https://mandate.example.com. Decides about secure cookies,"
        " foreign origins and links. Default: http://<host>:<port>.",
    )
    proxies: str = Field(
        "", description="Addresses of trusted reverse proxies, with commas: their X-Forwarded-For is believed."
    )
    currency: str = Field("EUR", pattern="^[A-Z]{3}$", description="The one currency of the installation (ISO 4217).")
    log_format: Literal["text", "json"] = Field("text", description="How log lines are written: text or json.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="The least serious line kept.")
    worker: bool = Field(True, description="Whether `serve` also runs the worker; false with a separate one.")
    pool_size: int = Field(10, ge=1, le=200, description="Connections that write, for each process.")
    read_pool_size: int = Field(10, ge=1, le=200, description="Connections that only read, for each process.")
    shutdown_seconds: int = Field(25, ge=1, le=600, description="Seconds that running requests get to finish.")
    demo: bool = Field(False, description="Show the demo accounts on the sign-in page; `serve --demo` sets it.")

    @property
    def address(self) -> str:
        """The origin that browsers use."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def secure(self) -> bool:
        """Whether browsers come over https, so that cookies can insist on it."""
        return self.address.startswith("https://")
