"""Makes a fresh profile for Anki's desktop program: `fresh_profile.py FOLDER`, run by its Python."""

import sys
from pathlib import Path

from aqt.profiles import ProfileManager

if __name__ == "__main__":
    profiles = ProfileManager(Path(sys.argv[1]))
    profiles.setupMeta()
    # What a first start would ask, answered; nothing looks for updates.
    profiles.meta.update(firstRun=False, defaultLang="en_US", check_for_updates=False, updates=False)
    profiles.create("Learner")
    profiles.openProfile("Learner")
    profiles.save()
