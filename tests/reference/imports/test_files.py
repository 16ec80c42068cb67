from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from whoholds.errors import InputRefused
from whoholds.reference.imports.drafts import Draft, Rejected
from whoholds.reference.imports.files import Source, read
from whoholds.settings import PlaceSettings

DUMP = "\t".join(
    ["91", "Osta", "Osta", "", "35", "36", "P", "PPL", "SY", "", "1", "", "", "", "5", "", "3", "Asia/X", "2024-01-01"]
)
ALTERNATE = "1\t91\tfr\tOste\t\t\t\t\t\t\n"
COD = "adm1_en,adm1_pcode,lat,lon\nVale,SY91,35,36\n"
BOUNDARY = {"shapeName": "Vale", "shapeGroup": "SYR", "shapeType": "ADM1", "shapeID": "1"}


def geojson(properties: dict[str, str]) -> str:
    point = {"type": "Point", "coordinates": [36, 35]}
    feature = {"type": "Feature", "properties": properties, "geometry": point}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def names(source: Source) -> list[str]:
    return [row.name or row.names[0] for row in source.rows if isinstance(row, Draft)]


@pytest.mark.parametrize(
    ("file", "text", "format", "name", "credit"),
    [
        ("SY.txt", DUMP, "geonames", "Osta", "GeoNames"),
        ("alternateNamesV2.txt", ALTERNATE, "alternate-names", "Oste", "GeoNames"),
        ("cod.csv", COD, "cod", "Vale", "OCHA"),
        ("cod.csv", "\ufeff" + COD.replace(",", ";"), "cod", "Vale", "OCHA"),
        ("b.geojson", geojson(BOUNDARY), "geojson", "Vale", "geoBoundaries"),
        ("o.geojson", geojson({"place": "town", "name": "Osta"}), "geojson", "Osta", "OpenStreetMap"),
        ("o.json", '{"elements": [{"lat": 1, "lon": 2, "tags": {"place": "town", "name": "Osta"}}]}', "geojson", "Osta",
         "OpenStreetMap"),
    ],
)  # fmt: skip
def test_formats_are_told_apart(tmp_path: Path, file: str, text: str, format: str, name: str, credit: str) -> None:
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    source = read(path, PlaceSettings(), country="SY")
    assert source.format == format
    assert credit in source.credit
    assert names(source) == [name]


def test_a_zipped_dump(tmp_path: Path) -> None:
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x" * 9_000)
        archive.writestr("SY.txt", DUMP)
    assert names(read(path, PlaceSettings())) == ["Osta"]


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "cod.xlsx"
    sheet(path, [["admin1Name_en", "admin1Pcode", "lat", "lon"], ["Vale", "SY91", 35, 36.5]])
    source = read(path, PlaceSettings())
    (draft,) = source.rows
    assert isinstance(draft, Draft)
    assert (source.format, draft.name, draft.lon, draft.codes) == ("cod", "Vale", 36.5, {"pcode": "SY91"})


def sheet(path: Path, table: list[list[str | float]]) -> None:
    """The least workbook that the format allows."""
    cells = "".join(
        "<row>"
        + "".join(
            f'<c t="inlineStr"><is><t>{value}</t></is></c>' if isinstance(value, str) else f"<c><v>{value}</v></c>"
            for value in row
        )
        + "</row>"
        for row in table
    )
    main = "http://schemas.openxmlformats.org"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{main}/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{main}/package/2006/relationships"><Relationship Id="a" '
        f'Type="{main}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}/spreadsheetml/2006/main" '
        f'xmlns:r="{main}/officeDocument/2006/relationships"><sheets>'
        '<sheet name="units" sheetId="1" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{main}/package/2006/relationships"><Relationship Id="b" '
        f'Type="{main}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}/spreadsheetml/2006/main"><sheetData>{cells}</sheetData>'
        "</worksheet>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


@pytest.mark.parametrize(
    ("file", "data", "code"),
    [
        ("x.txt", b"hello", "import.format"),
        ("x.txt", b"\xff\xfe\x00", "import.unreadable"),
        ("x.json", b"{", "import.json"),
        ("x.json", b"[" * 5_000, "import.json"),
        ("x.xlsx", b"PK\x03\x04 no workbook", "import.unreadable"),
        ("x.csv", b"price,date\n1,2\n", "import.columns"),
        ("x.csv", b'adm1_en,adm1_pcode\n"' + b"x" * 200_000, "import.unreadable"),
    ],
)
def test_what_is_no_file_of_places(tmp_path: Path, file: str, data: bytes, code: str) -> None:
    path = tmp_path / file
    path.write_bytes(data)
    with pytest.raises(InputRefused) as caught:
        list(read(path, PlaceSettings()).rows)
    assert caught.value.code == code


def test_a_missing_file_and_an_empty_archive(tmp_path: Path) -> None:
    with pytest.raises(InputRefused):
        read(tmp_path / "none.txt", PlaceSettings())
    with zipfile.ZipFile(tmp_path / "a.zip", "w"):
        pass
    with pytest.raises(InputRefused) as caught:
        read(tmp_path / "a.zip", PlaceSettings())
    assert caught.value.code == "import.empty"


def test_limits(tmp_path: Path) -> None:
    path = tmp_path / "SY.txt"
    path.write_text(f"{DUMP}\n" * 3, encoding="utf-8")
    with pytest.raises(InputRefused) as caught:
        list(read(path, PlaceSettings(max_import_rows=2)).rows)
    assert caught.value.code == "import.rows"
    with pytest.raises(InputRefused) as caught:
        read(path, PlaceSettings(max_import_bytes=10))
    assert caught.value.code == "import.too_large"
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", "\n" * 100_000)
    with pytest.raises(InputRefused) as caught:
        read(bomb, PlaceSettings(max_import_bytes=50_000))
    assert caught.value.code == "import.too_large"


def test_hostile_rows_are_refused_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "SY.txt"
    path.write_text(f"{DUMP.replace('Osta', 'x' * 100_000)}\n{DUMP}\n", encoding="utf-8")
    refused, good = read(path, PlaceSettings()).rows
    assert isinstance(refused, Rejected)
    assert isinstance(good, Draft)
