"""What each process of a pool needs, loaded once before they divide: modules and tables of knowledge."""

from pipeline.chain import events_of
from pipeline.corpus import parts, rewrite, search
from pipeline.read import article_of
from pipeline.read.formats import Record

__all__ = ["parts", "rewrite", "search"]

# the tables are read when the first article asks for them
events_of(article_of(Record("Berlin, 6. Mai 2024\n\nOlaf Scholz hat am Montag Emmanuel Macron getroffen.")))
