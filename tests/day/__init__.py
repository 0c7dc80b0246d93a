"""A working day of one busy group, played through the whole stack, and what 小邻 made of each message."""
