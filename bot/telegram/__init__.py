"""The edge to Telegram: durable inbox, order per chat, outbox sender, limits, updates made into plain values."""
