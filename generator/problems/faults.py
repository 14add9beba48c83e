"""What stops a run without being a bug of ours: a missing folder, a full disk, an unknown name, a forge that says no.

Told in one French sentence, exit code 2. Light to import: the command line needs it before anything else.
"""

from __future__ import annotations

import errno
import re

_REASONS = {
    errno.ENOSPC: "le disque est plein",
    errno.EACCES: "l'accès est refusé",
    errno.EPERM: "l'accès est refusé",
    errno.EROFS: "le disque est en lecture seule",
    errno.EDQUOT: "le quota de disque est dépassé",
    errno.EFBIG: "un fichier est trop gros pour ce disque",
    errno.ENAMETOOLONG: "un nom est trop long pour ce disque",
    errno.ENOTDIR: "un fichier porte le nom d'un dossier attendu",
    errno.EEXIST: "un fichier porte le nom d'un dossier attendu",
    errno.ENOENT: "ce fichier ou ce dossier n'existe pas",
    errno.EISDIR: "c'est un dossier",
}


class Fault(Exception):
    """Carries one French sentence, without any secret."""


def reason(error: OSError) -> str:
    """Say in French why the system refuses."""
    number = error.errno or 0
    if not number and (found := re.search(r"\[Errno (\d+)\]", str(error))):
        number = int(found[1])  # what copies a whole folder (shutil.Error) tells its causes as texts
    return _REASONS.get(number, f"erreur {number} du système")
