from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.ledger import proofs

# Reference leaves, roots and paths of the certificate-transparency test vectors for RFC 6962.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
SIZE = 64


def nodes_of(leaves: list[bytes]) -> proofs.Nodes:
    built = proofs.build(proofs.leaf_hash(leaf) for leaf in leaves)
    return lambda level, position: built[level, position]


def naive_root(leaves: list[bytes]) -> bytes:
    """The RFC's definition, word for word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


MANY = [str(i).encode() for i in range(SIZE)]
NODES = nodes_of(MANY)
ROOT = [proofs.root(NODES, size) for size in range(SIZE + 1)]


@pytest.mark.parametrize("size", range(1, 9))
def test_root_is_the_published_one(size: int) -> None:
    assert proofs.root(nodes_of(LEAVES), size).hex() == ROOTS[size - 1]


def test_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert proofs.root(nodes_of([]), 0).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_inclusion_path_is_the_published_one() -> None:
    assert [step.hex() for step in proofs.inclusion(nodes_of(LEAVES), 0, 8)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (1, 1, []),
        (
            6,
            8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ],
)
def test_consistency_path_is_the_published_one(old: int, new: int, path: list[str]) -> None:
    assert [step.hex() for step in proofs.consistency(nodes_of(LEAVES), old, new)] == path


def test_roots_follow_the_definition() -> None:
    assert [naive_root(MANY[:size]) for size in range(SIZE + 1)] == ROOT


def test_every_inclusion_proof_holds_and_only_for_its_leaf() -> None:
    for size in range(1, SIZE + 1):
        for index in range(size):
            path = proofs.inclusion(NODES, index, size)
            leaf = proofs.leaf_hash(MANY[index])
            assert proofs.check_inclusion(leaf, index, size, path, ROOT[size])
            assert not proofs.check_inclusion(proofs.leaf_hash(b"forged"), index, size, path, ROOT[size])
            assert not proofs.check_inclusion(leaf, index, size, path, ROOT[size - 1])
            assert not proofs.check_inclusion(leaf, index, size, [*path, path[-1] if path else leaf], ROOT[size])
            if path:
                assert not proofs.check_inclusion(leaf, index, size, path[:-1], ROOT[size])
                assert not proofs.check_inclusion(leaf, (index + 1) % size, size, path, ROOT[size])


def test_every_consistency_proof_holds_and_only_for_its_roots() -> None:
    for new in range(SIZE + 1):
        for old in range(new + 1):
            path = proofs.consistency(NODES, old, new)
            assert proofs.check_consistency(old, new, ROOT[old], ROOT[new], path)
            forged = proofs.leaf_hash(b"forged")
            assert not proofs.check_consistency(old, new, forged, ROOT[new], path)
            if old:
                assert not proofs.check_consistency(old, new, ROOT[old], forged, path)
            assert not proofs.check_consistency(old, new, ROOT[old], ROOT[new], [*path, forged])
            if path:
                assert not proofs.check_consistency(old, new, ROOT[old], ROOT[new], path[:-1])
                assert not proofs.check_consistency(old, new, ROOT[old], ROOT[new], [*path[:-1], forged])


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
def test_a_rewritten_leaf_breaks_consistency(leaves: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*leaves]
    rewritten[changed] += b"!"
    before, after = nodes_of(leaves), nodes_of(rewritten)
    path = proofs.consistency(after, old, len(leaves))
    old_root, new_root = proofs.root(before, old), proofs.root(after, len(leaves))
    assert not proofs.check_consistency(old, len(leaves), old_root, new_root, path)


@given(st.integers(0, 200))
def test_appending_completes_about_two_nodes_a_leaf(size: int) -> None:
    built = proofs.build(proofs.leaf_hash(bytes([i])) for i in range(size))
    assert len(built) == sum(size >> level for level in range(size.bit_length()))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_for_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        proofs.inclusion(NODES, index, size)
    assert not proofs.check_inclusion(proofs.leaf_hash(b""), index, size, [], ROOT[0])


@pytest.mark.parametrize(("old", "new"), [(4, 3), (-1, 3)])
def test_no_proof_that_the_larger_came_first(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="beginning"):
        proofs.consistency(NODES, old, new)
    assert not proofs.check_consistency(old, new, ROOT[0], ROOT[new], [])


def test_leaves_and_nodes_cannot_be_taken_for_each_other() -> None:
    left, right = proofs.leaf_hash(b"a"), proofs.leaf_hash(b"b")
    assert proofs.leaf_hash(left + right) != proofs.node_hash(left, right)
