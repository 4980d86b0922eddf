"""The command line: one module a command. They call the library and print; nothing more."""
