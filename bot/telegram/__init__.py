"""The edge to Telegram: durable inbox, order per chat, outbox sender, limits, updates made into plain values."""

import os

# RetryAfter.retry_after as a timedelta, as the library's next version has it; its old way warns at every access.
os.environ.setdefault("PTB_TIMEDELTA", "1")
