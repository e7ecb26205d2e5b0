"""The parts of the page, one module each; `dashboard.py` puts them together."""
