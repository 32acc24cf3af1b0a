"""The pattern pack: Vietnamese as data. Installed as `cchc_extract.patterns`."""
