"""``python -m exporter`` is ``studypack``."""

from exporter.cli import main

if __name__ == "__main__":
    main()
