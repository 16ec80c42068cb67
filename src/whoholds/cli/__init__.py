"""The command line: one module a command, put together in `main`.

A command's module imports nothing but the standard library and typer at its top, because `whoholds --help` imports
all of them. It offers either a function with the command's name (`claims`, `who`; `map_` where the name is a
builtin's) or, for a command with subcommands, a `typer.Typer` named `app`. Errors of the tree in `whoholds.errors`
are raised, never printed: `main` prints them and sets the exit code.
"""
