"""The commands of the command line, a module each. What a command needs to be imported, it imports when called."""
