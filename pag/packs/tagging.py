"""Bringing along the structure of merged parts: headings, tables and links, for those who listen.

Pages of documents have none of ours to bring; they are read in the order in which they are drawn.
"""

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name


def prepare(whole: pikepdf.Pdf) -> None:
    """Give `whole` an empty structure."""
    document = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array([])))
    root = Dictionary(
        Type=Name.StructTreeRoot,
        K=Array([document]),
        ParentTree=Dictionary(Nums=Array([])),
        ParentTreeNextKey=0,
    )
    whole.Root.StructTreeRoot = whole.make_indirect(root)
    document.P = whole.Root.StructTreeRoot
    whole.Root.MarkInfo = Dictionary(Marked=True)


def bring(
    whole: pikepdf.Pdf, part: pikepdf.Pdf, pages: Iterable[pikepdf.Page], *, first: bool = False
) -> None:
    """Add the structure of `part`, whose `pages` are in `whole` by now; at the beginning if `first`."""
    given = part.Root.get(Name.StructTreeRoot)
    if given is None or Name.Nums not in given.get(Name.ParentTree, Dictionary()):
        for page in pages:
            _forget(page)
        return
    root, tree = whole.Root.StructTreeRoot, whole.copy_foreign(given)
    document, shift = root.K[0], int(root.ParentTreeNextKey)
    for page in pages:
        _shift(page, shift)
    numbers, last = tree.ParentTree.Nums, -1
    for place in range(0, len(numbers), 2):
        last = max(last, int(numbers[place]))
        root.ParentTree.Nums.append(int(numbers[place]) + shift)
        root.ParentTree.Nums.append(numbers[place + 1])
    root.ParentTreeNextKey = shift + last + 1
    kids = list(tree.K) if isinstance(tree.K, Array) else [tree.K]
    for at, kid in enumerate(kids):
        kid.P = document
        document.K.insert(at if first else len(document.K), kid)


def _annotations(page: pikepdf.Page) -> Iterable[pikepdf.Object]:
    return (each for each in page.obj.get(Name.Annots, []) if Name.StructParent in each)


def _shift(page: pikepdf.Page, shift: int) -> None:
    if Name.StructParents in page.obj:
        page.obj.StructParents = int(page.obj.StructParents) + shift
    for each in _annotations(page):
        each.StructParent = int(each.StructParent) + shift


def _forget(page: pikepdf.Page) -> None:
    """Take away numbers of a structure that is not there, which would mislead a reader's programme."""
    if Name.StructParents in page.obj:
        del page.obj[Name.StructParents]
    for each in _annotations(page):
        del each[Name.StructParent]
