"""Settings from the environment or a .env file; names and defaults as in the contract."""

import re
from datetime import timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from locales import languages

LONGEST_WAIT = timedelta(seconds=60)  # for a model's answer
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def _duration(text: object) -> object:
    if isinstance(text, timedelta):
        return text
    found = re.fullmatch(r"(\d+)([smhd])", str(text).strip())
    if found is None or int(found[1]) == 0:
        raise ValueError("15s, 5m, 1h")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


class Settings(BaseSettings):
    """What an installation decides. Secrets never show in a repr or a log."""

    model_config = SettingsConfigDict(env_prefix="YOULIN_", env_file=".env", extra="ignore")

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    database_url: str = "sqlite+aiosqlite:///youlin.db"
    directory: str | None = None
    admins: Annotated[frozenset[int], NoDecode] = frozenset()
    locale: str = "zh_CN"
    timezone: str = "Asia/Shanghai"
    tick: Annotated[timedelta, BeforeValidator(_duration)] = timedelta(seconds=15)
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen: str = "127.0.0.1:8443"
    rate_limits: Literal["on", "off"] = "on"
    log: Literal["debug", "info", "warning", "error"] = "info"
    llm_url: str | None = None
    llm_model: str = "default"
    llm_key: SecretStr | None = None
    llm_budget: Annotated[int, Field(ge=0)] = 200
    llm_timeout: Annotated[timedelta, BeforeValidator(_duration)] = timedelta(seconds=10)
    transcribe_url: str | None = None
    transcribe_model: str = "whisper-1"
    transcribe_key: SecretStr | None = None
    transcribe_timeout: Annotated[timedelta, BeforeValidator(_duration)] = timedelta(seconds=30)

    @field_validator("admins", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isdecimal() for part in parts):
            raise ValueError("1001,1002")
        return frozenset(int(part) for part in parts)

    @field_validator("telegram_token", mode="after")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value():
            return None
        if value is not None and not re.fullmatch(r"\d+:[\w-]+", value.get_secret_value(), re.ASCII):
            raise ValueError("123456:ABC-DEF")
        return value

    @field_validator("telegram_api_url", mode="after")
    @classmethod
    def _address(cls, value: str) -> str:
        if not re.fullmatch(r"https?://\S+", value):
            raise ValueError("https://api.telegram.org")
        return value.rstrip("/")

    @field_validator("webhook_url", mode="after")
    @classmethod
    def _hook(cls, value: str | None) -> str | None:
        if value and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
            raise ValueError("https://youlin.example/hook")
        return value or None

    @field_validator("llm_url", "transcribe_url", mode="after")
    @classmethod
    def _model_address(cls, value: str | None) -> str | None:
        if value and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value, re.ASCII):
            raise ValueError("http://127.0.0.1:8000/v1")
        return value or None

    @field_validator("llm_key", "transcribe_key", mode="after")
    @classmethod
    def _model_key(cls, value: SecretStr | None) -> SecretStr | None:
        """It goes into a header (RFC 9110, field values)."""
        if value is None or not value.get_secret_value():
            return None
        if not re.fullmatch(r"[!-~]+", value.get_secret_value()):
            raise ValueError("sk-…")
        return value

    @field_validator("llm_timeout", "transcribe_timeout", mode="after")
    @classmethod
    def _model_patience(cls, value: timedelta) -> timedelta:
        """Somebody waits for it."""
        if value > LONGEST_WAIT:
            raise ValueError("5s … 60s")
        return value

    @field_validator("webhook_secret", mode="after")
    @classmethod
    def _hook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        """Bot API, setWebhook.secret_token: 1 to 256 of these characters."""
        if value is None or not value.get_secret_value():
            return None
        if not re.fullmatch(r"[\w-]{1,256}", value.get_secret_value(), re.ASCII):
            raise ValueError("Abc_123-def")
        return value

    @field_validator("listen", mode="after")
    @classmethod
    def _listen(cls, value: str) -> str:
        found = re.fullmatch(r"(?:[^\s:\[\]]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})", value)
        if found is None or not 0 < int(found[1]) < 2**16:
            raise ValueError("127.0.0.1:8443")
        return value

    @field_validator("locale", mode="after")
    @classmethod
    def _language(cls, value: str) -> str:
        if value not in languages():
            raise ValueError("/".join(languages()))
        return value

    @field_validator("timezone", mode="after")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: a folder of the zone database
            raise ValueError("Asia/Shanghai") from error
        return value

    @field_validator("log", mode="before")
    @classmethod
    def _level(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @property
    def zone(self) -> ZoneInfo:
        """The district's zone, in which times are shown."""
        return ZoneInfo(self.timezone)
