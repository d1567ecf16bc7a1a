"""Packs a folder so that the same files give the same bytes: python3 archive.py FOLDER NAME OUT

OUT ends with .tar.gz or .zip; NAME is the folder in it. Sorted, nobody's, 0644 and 0755, and all of SOURCE_DATE_EPOCH.
"""

import gzip
import io
import os
import sys
import tarfile
import time
import zipfile
from pathlib import Path

FOLDER, NAME, OUT = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
EPOCH = int(os.environ["SOURCE_DATE_EPOCH"])


def entries():
    """Each path in the archive and its content; None for a folder."""
    yield NAME, None
    for path in sorted(FOLDER.rglob("*"), key=lambda path: path.relative_to(FOLDER).as_posix()):
        name = f"{NAME}/{path.relative_to(FOLDER).as_posix()}"
        yield name, None if path.is_dir() else path.read_bytes()


def write_tar():
    with open(OUT, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=EPOCH) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for name, content in entries():
                entry = tarfile.TarInfo(name)
                entry.mtime = EPOCH
                entry.mode = 0o755 if content is None else 0o644
                entry.type = tarfile.DIRTYPE if content is None else tarfile.REGTYPE
                entry.size = len(content or b"")
                archive.addfile(entry, io.BytesIO(content or b""))


def write_zip():
    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in entries():
            entry = zipfile.ZipInfo(name if content is not None else f"{name}/", time.gmtime(EPOCH)[:6])
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = (0o100644 if content is not None else 0o40755) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED if content else zipfile.ZIP_STORED
            archive.writestr(entry, content or b"")


write_zip() if OUT.suffix == ".zip" else write_tar()
