"""Takes a corpus of any size through the chain, in pieces, on many processes, into a store of many files."""

from pipeline.corpus.build import Built, build, forget
from pipeline.corpus.pool import cores, here, processes

__all__ = ["Built", "build", "cores", "forget", "here", "processes"]
