"""tests of recordkit.inbox.junk: INTAKE, "Junk is ignored … Real files with bad names are not junk"."""

import pytest

from recordkit.inbox.junk import is_junk, lock_names

DOCUMENTS = [
    "家访报告-2023-0315-001.docx",
    "投诉登记-2026-1031-001.xlsx",
    "会议纪要-2026-1120-001.pdf",
    "report.docx",
]
SHAPES = [
    "~${}", ".~lock.{}#", ".~{}", "._{}", "{}.tmp", "{}.TMP", "{}.temp", "{}.part", "{}.partial", "{}.crdownload",
    "{}.filepart", "{}.download", "{}.downloading", "{}.opdownload", "{}.aria2", "{}.td", "{}.td.cfg", "{}.xltd",
    "{}.xltd.cfg", "{}.!ut", "{}.!qB", "{}.bc!", "{}.baiduyun.p.downloading", "{}.uploading", "{}.unfinished",
    "{}.swp", ".{}.swp", ".{}.swo", "{}~", "{}.lock", "{}.lck", "{}.ffs_tmp", "{}.ffs_lock", ".{}.AbC12d",
    ".{}.~a1b2c3", "{}.~1a2b", ".syncthing.{}.tmp", "~syncthing~{}.tmp", "{}.ocTransferId12345.part",
    "{}.sb-1a2b3c4d-AbCdEf", "{}.tmp.12345", "{}.tmp~a1b2", "{}~RF1a2b3c.TMP", "{}.asd", "{}.wbk", "{}.xlk",
    "(A Document Being Saved By {})", ".goutputstream-{}.X7K2", ".smbdelete{}", ".fuse_hidden{}", ".nfs{}",
    "{}.原因.txt", "~wps{}", "{}.incomplete", ".{}.icloud", "{}.laccdb", "{}.ldb", "{}.rsls", ".{}.lnk", ".{}.bak",
]  # fmt: skip
FIXED = [
    ".DS_Store", "Thumbs.db", "thumbs.db", "THUMBS.DB", "ehthumbs.db", "desktop.ini", "Desktop.ini", "Icon\r",
    ".directory", ".localized", ".Spotlight-V100", ".Trashes", ".fseventsd", ".TemporaryItems", ".apdisk",
    ".VolumeIcon.icns", ".AppleDouble", ".AppleDB", ".AppleDesktop", "Network Trash Folder", "Temporary Items",
    "$RECYCLE.BIN", "RECYCLER", "System Volume Information", "lost+found", "@eaDir", "#recycle", "@Recycle",
    "~snapshot", ".snapshot", "__MACOSX", "~WRL0001.tmp", "~WRL3456.tmp", "~WRD0000.tmp", "~WRA0012.wbk", "~DF12AB.tmp",
    "5F6E0200", "A1B2C3D4", "1a2b3c00", "wps8A1C.tmp", "lu12345abcde.tmp", "lu8273648abc.tmp_", ".smbdeleteAAA1f3",
    ".smbdelete0001", ".fuse_hidden0000004a00000001", ".nfs000000000123abc400000001", ".849C9593-D756-4E56-8D6E-42412F2A707B",
    ".dropbox", ".dropbox.attr", ".dropbox.cache", ".owncloudsync.log", "._sync_1a2b.db", ".sync.ffs_db", ".stfolder",
    ".stignore", ".stversions", ".Trash-1000", ".git", ".goutputstream-X7K2Y1", ".~lock.~$a.docx#", "~$",
]  # fmt: skip
JUNK = [shape.format(name) for shape in SHAPES for name in DOCUMENTS] + FIXED

REAL = [
    *DOCUMENTS,
    "家访报告-2023-0315-001 - 副本.docx",
    "家访报告-2023-0315-001 (1).docx",
    "家访报告-2023-0315-001的副本.docx",
    "家访报告-2023-0315-001 (王芳's conflicted copy 2026-11-20).docx",
    "家访报告-2023-0315-001.sync-conflict-20261120-101010-ABCDEFG.docx",
    "Copy of 家访报告-2023-0315-001.docx",
    "家访报告-2023-0315-001.DOCX",
    "家访报告-2023-0315-001",
    ".家访报告-2023-0315-001.docx",
    "家访报告-2023-0315-001.bak",
    "原因.txt",
    "退回原因.txt",
    "tmp.docx",
    "template.docx",
    "part.xlsx",
    "2026年11月.xlsx",
    "20261120",
    "12345678.docx",
    "~家访报告-2023-0315-001.docx",
    "新建 Microsoft Word 文档.docx",
    "a.exe",
    "扫描件0001.pdf",
    "lucy.docx",
]


def test_the_table_of_junk_has_three_hundred_names() -> None:
    assert len(set(JUNK)) >= 300


@pytest.mark.parametrize("name", JUNK)
def test_a_programs_own_file_is_junk(name: str) -> None:
    assert is_junk(name)


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_with_a_bad_name_is_not_junk(name: str) -> None:
    assert not is_junk(name)


def test_a_name_of_raw_bytes_is_judged_without_fuss() -> None:
    assert not is_junk("家访.docx".encode("gbk").decode("utf-8", "surrogateescape"))
    assert is_junk("~$家访.docx".encode("gbk").decode("utf-8", "surrogateescape"))


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("家访报告-2023-0315-001.docx", "~$报告-2023-0315-001.docx"),
        ("台账.xlsx", "~$台账.xlsx"),
        ("家访报告1.docx", "~$访报告1.docx"),
        ("a.docx", ".~lock.a.docx#"),
        ("a.docx", ".~a.docx"),
    ],
)
def test_every_lock_file_of_a_document_is_junk_and_is_looked_for(name: str, lock: str) -> None:
    assert lock in lock_names(name)
    assert all(is_junk(each) for each in lock_names(name))
