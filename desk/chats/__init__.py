"""The chats that the assistant sits in: what each covers, how it is bound, what becomes of it."""
