"""Inviting many from a sheet: what is wrong is said by line, and it is everybody or nobody."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.forms.sheet import EXAMPLE, MOST
from accounts.models import Invitation
from accounts.roles import ROLES
from outbox.models import Message
from tests.factories import make_person
from tests.ui.html import Html

pytestmark = pytest.mark.django_db
HEADER = "email,title,first name,last name,job title,roles"
AMY = "amy@example.test,Dr,Amy,Well,GP,Advisor"
BEN = "ben@example.test,Mr,Ben,Good,,Case manager;lessons_lead"
URL = "/people/invite/many/"


@pytest.fixture
def check(signed_in):
    """Send lines to be checked, or, with `confirm`, to be invited."""

    def send(*lines, header=HEADER, ending="\r\n", confirm=False, key=None):
        answers = {"sheet": ending.join([header, *lines]), "submission_key": key or str(uuid.uuid4())}
        answers |= {"confirm": "1"} if confirm else {}
        return signed_in.post(URL, answers)

    return send


def rows(response):
    """Return the lines that the page shows, by their number."""
    cells = [
        [" ".join(" ".join(cell.itertext()).split()) for cell in row.findall("td")]
        for row in Html(response.content.decode()).all(".app-table__row")
    ]
    return {int(number): (who, what) for number, who, what in cells}


def error(response):
    return Html(response.content.decode()).text(".nhsuk-error-summary")


def test_a_dry_run_shows_who_would_be_invited_and_sends_nothing(check):
    response = check(AMY, BEN)
    assert rows(response) == {
        2: ("Dr Amy Well amy@example.test", "Professional advisor"),
        3: ("Mr Ben Good ben@example.test", "Case manager, Lessons lead"),
    }
    assert "Send 2 invitations" in response.content.decode()
    assert "Replaces" not in response.content.decode()
    assert not Invitation.objects.exists()
    assert not Message.objects.exists()


def test_confirmed_everybody_is_invited_with_the_roles_of_the_sheet(check, organisation):
    first = Html(check(AMY, BEN).content.decode())
    sheet = first.one("input[name='sheet'][type='hidden']").get("value")
    response = check(*sheet.splitlines()[1:], header=sheet.splitlines()[0], confirm=True)
    assert response["Location"] == f"/people/?organisation={organisation.pk}"
    invited = {each.email: (each.name, each.job_title, each.roles) for each in Invitation.objects.all()}
    assert invited == {
        "amy@example.test": ("Dr Amy Well", "GP", ["advisor"]),
        "ben@example.test": ("Mr Ben Good", "", ["case_manager", "lessons_lead"]),
    }
    assert Message.objects.count() == 2
    assert "Replaces an invitation that was not accepted yet" in rows(check(AMY))[2][1]


def test_every_kind_of_problem_is_said_beside_its_line_and_the_good_lines_are_left_out(check, organisation):
    member = make_person("advisor", organisation=organisation)
    response = check(
        AMY,
        "not an address,,Bo,Bad,,Advisor",
        AMY.upper(),
        f"{member.email},,M,Ember,,Advisor",
        "no.name@example.test,,Bo,,,Advisor",
        "boss@example.test,,Bo,Boss,,Boss;Advisor",
        "no.role@example.test,,Bo,Roleless,,",
        f"long@example.test,,Bo,{'x' * 151},,Advisor",
        "comma@example.test,,Bo,Comma,GP, partner,Advisor",
        ",,,,,",
        "zoë@example.test,,Bo,Letter,,Advisor",
    )
    problems = {number: what for number, (_who, what) in rows(response).items()}
    assert problems.pop(7).startswith("Unknown role: boss. Use: Professional advisor, ")
    assert problems.pop(8).startswith("No role is given. Use:")
    assert problems == {
        3: "The e-mail is not like name@example.com.",
        4: "This e-mail stands in line 2 already.",
        5: "They are a member already.",
        6: "The last name is missing.",
        9: "The last name is too long: 150 characters at most.",
        10: "There are more cells than columns. Put cells that hold a comma in quotation marks.",
        11: (
            "The e-mail is missing. The last name is missing. "
            f"No role is given. Use: {', '.join(role.name for role in ROLES)}."
        ),
        12: "The e-mail has “ë” in it. Ask which letters it has.",
    }
    assert "Nobody is invited yet" in response.content.decode()
    assert 'name="confirm"' not in response.content.decode()


def test_everything_that_is_wrong_is_said_at_once_for_every_line(check, organisation):
    member = make_person("advisor", organisation=organisation)
    response = check(
        AMY, f"{member.email},,M,,,King", f"not an address,,Bo,{'x' * 151},,", f"{member.email},,M,Ember,,"
    )
    found = {number: what for number, (_who, what) in rows(response).items()}
    assert list(found) == [3, 4, 5]
    for number, sentences in {
        3: ("They are a member already.", "The last name is missing.", "Unknown role: king."),
        4: ("not like name@example.com.", "The last name is too long", "No role is given."),
        5: ("stands in line 3 already.", "They are a member already.", "No role is given."),
    }.items():
        for sentence in sentences:
            assert sentence in found[number]


def test_a_double_click_on_sending_invites_each_once(check):
    key = str(uuid.uuid4())
    for _click in range(2):
        assert check(AMY, BEN, confirm=True, key=key).status_code == 302
    assert Invitation.objects.count() == 2
    assert Message.objects.count() == 2


def test_the_button_that_sends_carries_the_key_of_the_page(check):
    key = str(uuid.uuid4())
    shown = Html(check(AMY, key=key).content.decode())
    assert shown.all("button[name='confirm']")
    keys = [each.get("value") for each in shown.all("main input[name='submission_key']")]
    assert keys == [key, key]


def test_one_bad_line_and_nobody_is_invited_even_when_confirmed(check):
    response = check(AMY, "not an address,,Bo,Bad,,Advisor", confirm=True)
    assert list(rows(response)) == [3]
    assert not Invitation.objects.exists()


def test_somebody_who_joins_between_the_dry_run_and_the_confirmation_stops_it_whole(check, monkeypatch):
    from accounts.views import people

    read = people.read_sheet

    def joined_meanwhile(text, organisation):
        lines = read(text, organisation)
        make_person("advisor", organisation=organisation, email="ben@example.test")
        return lines

    monkeypatch.setattr(people, "read_sheet", joined_meanwhile)
    response = check(AMY, BEN, confirm=True)
    assert "ben@example.test is a member" in error(response)
    assert not Invitation.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_sheet_copied_from_a_spreadsheet_is_read_with_tabs_or_commas(check, mark, ending):
    tabbed = [line.replace(",", "\t") for line in (HEADER.title(), AMY, BEN)]
    for header, *lines in (tabbed, [HEADER.title(), AMY, BEN]):
        assert list(rows(check(*lines, header=mark + header, ending=ending))) == [2, 3]


def test_columns_stand_in_any_order_and_those_nobody_needs_may_be_missing(check):
    response = check("Advisor,Well,amy@example.test", header="Roles,Last name,EMAIL")
    assert rows(response) == {2: ("Well amy@example.test", "Professional advisor")}


def test_empty_lines_and_cells_of_several_lines_do_not_shift_the_numbers(check):
    response = check(AMY, "", 'x,,Bo,Bad,"GP,\nhalf time",Advisor', "y,,Bo,Bad,,Advisor", ending="\n")
    assert list(rows(response)) == [5, 6]


def test_a_role_named_twice_is_given_once(check):
    check("amy@example.test,,Amy,Well,,Advisor;Professional Advisor", confirm=True)
    assert Invitation.objects.get().roles == ["advisor"]


@pytest.mark.parametrize(
    ("header", "lines", "sentence"),
    [
        ("email,first name", [AMY], "Not there: last name and roles"),
        ("", [], "Paste the list of people"),
        (HEADER, [], "nobody in the list"),
        (HEADER, [f"p{n}@example.test,,P,Q,,Advisor" for n in range(MOST + 1)], f"at most {MOST}"),
        (HEADER, [f'a@example.test,,"{"x" * 140_000},,,Advisor'], "quotation mark too many"),
    ],
)
def test_a_sheet_that_cannot_be_read_as_one_is_said_with_what_was_typed_kept(check, header, lines, sentence):
    response = check(*lines, header=header, ending="\n", confirm=True)
    assert sentence in error(response)
    typed = Html(response.content.decode()).one("textarea").text or ""
    assert typed.strip() == "\n".join([header, *lines])
    assert not Invitation.objects.exists()


def test_what_stands_in_the_sheet_is_shown_as_text(check):
    response = check("<script>x</script>,,Bo,Bad,,<b>Advisor</b>")
    assert "<script>x" not in response.content.decode()
    assert "&lt;script&gt;x" in response.content.decode()


def test_the_blank_page_says_which_columns_there_are(signed_in):
    shown = Html(signed_in.get(URL).content.decode())
    assert "email, title, first name, last name, job title, roles" in shown.described("textarea")


@pytest.mark.parametrize(
    "header",
    [
        "E-mail,Title,First Name,Surname,Job title,Role",
        "e-mail address,TITLE,Forename,Last name,Position,ROLES",
        "Email;Title;Given name;Family name;Job;Roles",
    ],
)
def test_columns_are_known_by_the_names_spreadsheets_give_them(check, header):
    line = AMY.replace(",", ";") if ";" in header else AMY
    assert rows(check(line, header=header)) == {2: ("Dr Amy Well amy@example.test", "Professional advisor")}


def test_the_lines_that_need_mending_are_named_at_the_top(check):
    response = check(AMY, "nobody,,,,,", "nobody either,,,,,")
    assert "Lines 3 and 4 need mending" in error(response)
    assert "Line 2 needs mending" in error(check("nobody,,,,,"))
    assert "2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and others" in error(check(*["nobody,,,,,"] * 12))
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("coding", ["utf-8-sig", "cp1252"])
def test_a_file_is_read_as_a_pasted_list_is_and_stands_in_the_box_to_be_mended(signed_in, coding):
    content = f"{HEADER}\r\n{AMY.replace('Amy', 'Amélie')}\r\n".encode(coding)
    file = SimpleUploadedFile("people.csv", content)
    response = signed_in.post(URL, {"sheet": "", "file": file, "submission_key": str(uuid.uuid4())})
    assert rows(response) == {2: ("Dr Amélie Well amy@example.test", "Professional advisor")}
    shown = Html(response.content.decode())
    sheet = shown.one("input[name='sheet'][type='hidden']").get("value")
    assert "Amélie" in shown.text("textarea[name='sheet']")
    key = shown.all("input[name='submission_key']")[0].get("value")
    signed_in.post(URL, {"sheet": sheet, "confirm": "1", "submission_key": key})
    assert Invitation.objects.get().first_name == "Amélie"


def test_neither_a_list_nor_a_file_is_said_and_a_spreadsheet_s_own_file_is_refused(signed_in):
    key = str(uuid.uuid4())
    assert "Paste the list of people, or choose the file" in error(
        signed_in.post(URL, {"sheet": "", "submission_key": key})
    )
    file = SimpleUploadedFile("people.xlsx", b"PK")
    response = signed_in.post(URL, {"sheet": "", "file": file, "submission_key": key})
    assert "must be one of these kinds: CSV" in error(response)


def test_the_example_on_the_page_is_one_that_works(signed_in, check):
    page = Html(signed_in.get(URL).content.decode())
    assert page.text("pre").startswith(EXAMPLE[0])
    assert all(role.name in page.text("details") for role in ROLES)
    assert not error_lines(check(*EXAMPLE[1:], header=EXAMPLE[0]))


def error_lines(response):
    return Html(response.content.decode()).all(".nhsuk-error-summary")
