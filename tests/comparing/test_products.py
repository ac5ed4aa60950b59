"""Which product of one report is which of the other."""

from __future__ import annotations

import json
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.tables import NOT_SCREENED
from edscreen.comparing.as_json import as_json
from edscreen.comparing.comparison import NotComparable, compared
from edscreen.comparing.words import headline, runs, status_sections
from edscreen.report.kept_scorecards import SET_ASIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.comparing.conftest import Made

    from edscreen.comparing.changes import Product

    Products = Callable[[dict[str, Any], dict[str, Any]], list[Product]]


@pytest.fixture
def products(keep: Callable[..., str]) -> Products:
    """The products that changed, are new or are gone."""

    def compare(old: dict[str, Any], new: dict[str, Any]) -> list[Product]:
        files = keep(old, "old.json"), keep(new, "new.json")
        with compared(*files, ("old.json", "new.json"), "red") as comparison:
            return list(comparison.results.all_products())

    return compare


def test_new_and_gone(products: Products, made: type[Made]) -> None:
    old = made.report(made.card(product="Lumen Math", profile="math.yaml"))
    new = made.report(made.card(made.finding("flag"), product="Lumen Art", profile="art.yaml"))
    art, math = products(old, new)

    assert (art.product, art.status, [flag.rule for flag in art.flags]) == (
        "Lumen Art",
        "new",
        ["screen-time"],
    )
    assert (math.product, math.status, math.remark) == ("Lumen Math", "gone", "")


def test_a_renamed_product_is_gone_and_new_and_its_file_is_told(products: Products, made: type[Made]) -> None:
    new = made.report(made.card(product="Lumen Reading Plus"))
    gone, came = products(made.report(made.card()), new)

    assert (gone.status, came.status) == ("gone", "new")
    assert gone.remark == 'in its place there is now "Lumen Reading Plus" by "Lumen Learning"'
    assert came.remark == 'in its place there was "Lumen Reading" by "Lumen Learning"'


def test_a_product_whose_profile_became_unreadable(products: Products, made: type[Made]) -> None:
    error = {"kind": "invalid_profile", "profile": "vendors/lumen.yaml", "line": 9, "message": "write a name"}
    unread = made.report(errors=[error])
    [product] = products(made.report(made.card()), unread)
    assert (product.status, product.remark) == (
        "unread",
        "its profile could not be read for the new report: vendors/lumen.yaml:9:1: write a name",
    )
    [new] = products(unread, made.report(made.card()))
    assert (new.status, new.remark) == ("new", "its profile could not be read for the old report")


def test_a_document_removed_from_a_file_of_which_another_cannot_be_read(
    products: Products, made: type[Made]
) -> None:
    error = {"kind": "invalid_profile", "profile": "vendors/lumen.yaml", "line": 9, "message": "write a name"}
    new = made.report(made.card(product="Lumen Art"), errors=[error])
    gone, came = sorted(products(made.report(made.card()), new), key=lambda each: each.status)
    assert (gone.status, came.status) == ("gone", "new")


def test_several_of_one_name_belong_together_by_profile_and_place(
    products: Products, made: type[Made]
) -> None:
    first = made.card(made.finding(), profile="a.yaml", profile_sha256="1" * 64)
    second = made.card(made.finding(), profile="b.yaml", profile_sha256="2" * 64)
    edited = made.card(made.finding("flag"), profile="b.yaml", profile_sha256="3" * 64)
    [product] = products(made.report(first, second), made.report(edited, first))

    assert (product.status, product.profile, product.changes[0].cause) == ("both", "b.yaml", "profile")


def test_several_of_one_name_in_a_list_that_cannot_be_told_apart(
    products: Products, made: type[Made]
) -> None:
    def row(number: int, digest: str, outcome: str = "pass") -> dict[str, Any]:
        return made.card(made.finding(outcome), list={"row": number}, profile_sha256=digest * 64)

    found = products(
        made.report(row(2, "1"), row(3, "1"), row(4, "2"), row(5, "3")),
        made.report(row(2, "1"), row(3, "4", "flag"), row(4, "5", "flag"), row(5, "1")),
    )
    assert sorted(product.status for product in found) == ["gone", "gone", "new", "new"]
    assert all(product.remark.startswith("several of this name") for product in found)


def test_names_are_compared_as_the_fingerprint_does(products: Products, made: type[Made]) -> None:
    found = products(made.report(made.card()), made.report(made.card(product="LUMEN READING")))
    assert [product.status for product in found] == ["new", "gone"]


def test_two_long_reports_are_never_held_in_memory(keep: Callable[..., str], made: type[Made]) -> None:
    def peak(number: int) -> int:
        def report(outcome: str) -> dict[str, Any]:
            finding = made.finding(outcome, message="What was found. " * 30)
            return made.report(*(made.card(finding, product=f"Product {each}") for each in range(number)))

        files = keep(report("pass"), "old.json"), keep(report("flag"), "new.json")
        tracemalloc.start()
        with compared(*files, ("old", "new"), "red") as comparison:
            assert sum(1 for _ in comparison.results.all_products()) == number
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    few = peak(200)
    assert peak(4_000) < few + 2_000_000


def test_a_file_with_several_mistakes_is_one_and_each_row_of_a_list_is_one(
    keep: Callable[..., str], made: type[Made]
) -> None:
    def errors(profile: str) -> list[dict[str, Any]]:
        lines = (2, 2, 5)
        return [{"kind": "invalid_profile", "profile": profile, "line": line} for line in lines]

    listed = made.card(product="Lumen Math", list={"row": 7}, profile="list.csv")
    old = keep(made.report(made.card(), listed), "old.json")
    new = keep(made.report(errors=[*errors("vendors/lumen.yaml"), *errors("list.csv")]), "new.json")
    with compared(old, new, ("old.json", "new.json"), "red") as comparison:
        assert (comparison.errors, comparison.unknown) == ((0, 3), 2)
        assert comparison.results.products["gone"] == comparison.results.products["unread"] == 1
        _, (_, heading, number, mind) = status_sections(comparison)
        assert (comparison.exit_code.code, comparison.exit_code.reason) == (
            0,
            "no product got worse at or above 'red'; 3 rows or files of the new report could not be read",
        )
    assert (heading, number) == ("Gone from the list", 1)
    assert mind == "2 rows or files of the new report could not be read; this product may be among them."


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("code", [4, 130])
def test_a_report_of_a_run_that_was_stopped_is_not_compared(
    keep: Callable[..., str], made: type[Made], side: int, code: int
) -> None:
    whole = keep(made.report(made.card()), "whole.json")
    stopped = keep(made.report(exit_code=code), "stopped.json")
    old, new = (whole, stopped) if side else (stopped, whole)
    names = ("whole.json", "stopped.json") if side else ("stopped.json", "whole.json")
    with pytest.raises(
        NotComparable, match=r"the run in stopped\.json is not finished.*make the report anew"
    ):
        compared(old, new, names, "red").__enter__()


def test_a_product_of_several_groups_is_named_as_such(made: type[Made], keep: Callable[..., str]) -> None:
    better, worse = made.finding("flag", "screen-time"), made.finding("pass", "sea-approval")
    old = keep(made.report(made.card(better, worse)), "old.json")
    new_card = made.card(made.finding("pass", "screen-time"), made.finding("flag", "sea-approval"))
    new = keep(made.report(new_card), "new.json")
    with compared(old, new, ("old.json", "new.json"), "red") as comparison:
        assert headline(comparison) == (
            "1 product compared: 1 worse, 1 better, 0 unchanged (a product may be among several of these)"
        )


@pytest.mark.parametrize(
    ("worse", "lapsed", "said"),
    [
        (2, 0, "2 products got worse at or above 'red'"),
        (0, 1, "1 product has an answer that lapsed at or above 'red'"),
        (1, 2, "1 product got worse and 2 have an answer that lapsed, at or above 'red'"),
    ],
)
def test_the_last_line_tells_what_got_worse_from_what_lapsed(
    made: type[Made], keep: Callable[..., str], worse: int, lapsed: int, said: str
) -> None:
    def report(name: str, first: str, then: str) -> str:
        outcomes = [first] * worse + [then] * lapsed
        cards = (made.card(made.finding(each), product=f"P{number}") for number, each in enumerate(outcomes))
        return keep(made.report(*cards), name)

    old, new = report("old.json", "undisclosed", "pass"), report("new.json", "flag", "undisclosed")
    with compared(old, new, ("old", "new"), "red") as comparison:
        assert (comparison.exit_code.code, comparison.exit_code.reason) == (1, said)


def test_rows_that_were_set_aside_are_no_errors(made: type[Made], keep: Callable[..., str]) -> None:
    aside = [{"kind": kind, "profile": "list.csv"} for kind in (*NOT_SCREENED, "duplicate")]
    unread = {"kind": "invalid_profile", "profile": "list.csv"}
    old = keep(made.report(made.card(), errors=[*aside, unread]), "old.json")
    new = keep(made.report(made.card(), errors=aside[:1]), "new.json")
    with compared(old, new, ("old.json", "new.json"), "red") as comparison:
        (_, before), (_, now) = runs(comparison)
        told = json.loads("".join(as_json(comparison)))
    assert before.endswith(
        "3 rows set aside as no product or as listed before, 1 row or file that could not be read"
    )
    assert now.endswith("1 product, 1 row set aside as no product or as listed before")
    assert (told["old"]["errors"], told["old"]["set_aside"]) == (1, 3)
    assert set(NOT_SCREENED) == SET_ASIDE
