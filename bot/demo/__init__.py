"""Let somebody try everything in a browser: chat platform, page, bot and a sample district."""
