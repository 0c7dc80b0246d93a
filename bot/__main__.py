"""`python -m bot`: the same as `youlin`."""

from bot.cli import main

main()
