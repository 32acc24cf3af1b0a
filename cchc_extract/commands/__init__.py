"""The commands, one module each: they take options, call the library, and write what it gives."""
