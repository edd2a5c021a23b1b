"""A database as full as the product is made for: 200,000 cases of two organisations, made in SQL."""

import datetime as dt
from contextlib import closing
from dataclasses import dataclass

import psycopg2

from accounts.models import Membership, Organisation, Person
from tests.factories import make_organisation, make_person
from tools import testing
from tools.postgres import execute
from ui.dates import today

CASES = 200_000
PRACTITIONERS = 800
RARE, COMMON, FRAGMENT = "quillfeather", "records", "okaf"
REFERENCE = "NW-2026-00042"

FIRST = (
    "Amara Bronwen Chidi Dafydd Elin Farah Gethin Hana Idris Jun Kofi Leila Mair Nadia Owen Priya Rhys Sana"
)
LAST = (
    "Abbott Bevan Chaudhry Davies Evans Farouk Griffiths Hughes Ibrahim Jones Khan Lloyd Morgan Nowak Okafor "
    "Parry Qureshi Roberts Singh Thomas Usman Vaughan Williams Xu Yusuf Zielinska Mensah Adeyemi Begum Costa"
)
WORDS = (
    "consultation appointment prescription referral practice patient colleague rota handover clinic letter "
    "telephone reception complaint feedback sample result follow chaperone consent dental fracture infection "
    "insulin medicine monitor notes opioid pharmacy protocol recall screening surgery symptom test training "
    "urgent vaccine visit ward weekend allergy asthma audit delay diagnosis discharge duty emergency error"
)

PRACTITIONERS_SQL = """
INSERT INTO cases_practitioner
  (organisation_id, title, first_name, last_name, search_name, discipline, regulator, registration_number,
   private_email, work_email, phone, address, practice_name, practice_code, version)
SELECT CASE WHEN n %% 4 = 0 THEN %(second)s ELSE %(first)s END, 'Dr', first, last,
  lower(first || ' ' || last), 'doctor', 'GMC', (7000000 + n)::text, '', '', '', '',
  'Invented Surgery ' || n %% 90, '', 1
FROM (
  SELECT n, (%(firsts)s)[1 + floor(random() * %(first_count)s)::int] AS first,
    (%(lasts)s)[1 + floor(random() * %(last_count)s)::int] AS last
  FROM generate_series(1, %(practitioners)s) n
) AS names
"""

# Cases came in over twenty years; most have closed, nearly all of those of the last months are open.
CASES_SQL = """
WITH numbered AS (
  SELECT organisation_id, array_agg(id) AS keys FROM cases_practitioner GROUP BY organisation_id
), drawn AS (
  SELECT n, current_date - ((%(cases)s - n) * 7300 / %(cases)s) AS received_on,
    CASE WHEN n %% 4 = 0 THEN %(second)s ELSE %(first)s END AS organisation_id,
    CASE WHEN n > %(cases)s * 0.95 THEN random() < 0.9 ELSE random() < 0.05 END AS is_open,
    random() AS chance, random() AS other
  FROM generate_series(1, %(cases)s) n
), staged AS (
  SELECT *, CASE
    WHEN NOT is_open THEN CASE WHEN chance < 0.03 THEN 'withdrawn' ELSE 'closed' END
    ELSE (ARRAY['received', 'triage', 'with_group', 'investigation', 'monitoring', 'outcome'])
      [1 + floor(chance * 6)::int] END AS stage
  FROM drawn
)
INSERT INTO cases_case
  (organisation_id, reference, practitioner_id, route, stage, received_on, restricted, manager_id, advisor_id,
   first_with_group_on, opened_at, opened_by_id, closed_at, closed_by_id, closing, closing_note, version)
SELECT organisation_id,
  CASE WHEN organisation_id = %(first)s THEN 'NW' ELSE 'TR' END || to_char(received_on, '-YYYY-')
    || lpad((row_number() OVER (PARTITION BY organisation_id, extract(year FROM received_on)
                                 ORDER BY n))::text, 5, '0'),
  keys[1 + floor(other * array_length(keys, 1))::int],
  (ARRAY['performers_lists', 'performers_lists', 'mhps', 'contractual', 'other'])[1 + n %% 5],
  stage, received_on, other < 0.01, (%(managers)s)[1 + n %% array_length(%(managers)s, 1)], NULL,
  CASE WHEN other < 0.3 THEN received_on + 40 END, received_on,
  (%(managers)s)[1],
  CASE WHEN stage = 'closed' THEN received_on + 120 END,
  CASE WHEN stage = 'closed' THEN (%(managers)s)[1] END,
  CASE WHEN stage = 'closed' THEN 'learning' ELSE '' END, '', 1
FROM staged JOIN numbered USING (organisation_id) ORDER BY n
"""

SUMMARIES_SQL = """
INSERT INTO cases_casesummary
  (case_id, colour, score, scored_on, score_topic, next_step, next_due, next_place, pastoral_contact,
   pastoral_reach)
SELECT id,
  CASE WHEN score IS NULL THEN '' WHEN score < 6 THEN 'green' WHEN score < 15 THEN 'amber' ELSE 'red' END,
  score, CASE WHEN score IS NOT NULL THEN received_on + 9 END,
  CASE WHEN score IS NULL THEN '' ELSE 'triage:' || id END,
  CASE WHEN ended THEN '' ELSE 'Write to the practitioner' END,
  CASE WHEN NOT ended AND id %% 5 > 0 THEN current_date + (id %% 60)::int END, '', '', ''
FROM (
  SELECT id, received_on, stage IN ('closed', 'withdrawn') AS ended,
    CASE WHEN stage <> 'received' THEN 1 + floor(random() * 25)::int END AS score
  FROM cases_case
) AS scored
"""

SEARCH_SQL = """
INSERT INTO cases_searchrow (case_id, organisation_id, topic, source, vector)
SELECT id, organisation_id, 'general', 'concern:' || id, to_tsvector('english',
  (SELECT string_agg((%(words)s)[1 + floor(random() * %(word_count)s)::int], ' ')
     FROM generate_series(1, 12) WHERE id > 0)
  || ' ' || chr(97 + (id %% 23)::int) || 'ord' || (id * 7919) %% 20000
  || CASE WHEN id %% 10 < 3 THEN ' ' || %(common)s ELSE '' END
  || CASE WHEN id %% 30011 = 1 THEN ' ' || %(rare)s ELSE '' END)
FROM cases_case
"""

# A case manager has been named on some cases, and is kept apart from a few.
ACCESS_SQL = """
INSERT INTO cases_caseaccess (case_id, person_id, effect, reason, source, starts_at, written_by_id)
SELECT id, %(person)s, CASE WHEN id %% 12000 = 1 THEN 'deny' ELSE 'read' END, 'named', 'benchmark',
  received_on, %(person)s
FROM cases_case WHERE organisation_id = %(first)s AND id %% 1200 = 1
"""


@dataclass(frozen=True)
class Filled:
    """Who looks, the organisation whose cases they see, and somebody who works in both."""

    manager: Person
    organisation: Organisation
    of_both: Person


def fill() -> Filled:
    """Fill the empty database and tell PostgreSQL's planner what it holds, as autovacuum does."""
    first = make_organisation(reference_prefix="NW")
    second = make_organisation(reference_prefix="TR")
    managers = [make_person("case_manager", organisation=first) for _each in range(12)]
    values = {
        "first": first.pk,
        "second": second.pk,
        "managers": [each.pk for each in managers],
        "person": managers[0].pk,
        "cases": CASES,
        "practitioners": PRACTITIONERS,
        "firsts": FIRST.split(),
        "first_count": len(FIRST.split()),
        "lasts": LAST.split(),
        "last_count": len(LAST.split()),
        "words": WORDS.split(),
        "word_count": len(WORDS.split()),
        "common": COMMON,
        "rare": RARE,
    }
    with closing(psycopg2.connect(testing.owner_url())) as connection, connection.cursor() as cursor:
        # No page reads the history that triggers would write of each row.
        cursor.execute("SET session_replication_role = replica; SELECT setseed(0.42)")
        for statement in (PRACTITIONERS_SQL, CASES_SQL, SUMMARIES_SQL, SEARCH_SQL, ACCESS_SQL):
            cursor.execute(statement, values)
            if not cursor.rowcount:
                raise RuntimeError(f"Nothing was put into the database by:{statement}")
        connection.commit()
    execute(testing.owner_url(), "VACUUM ANALYZE")
    of_both = make_person("case_manager", organisation=first)
    Membership.objects.create(
        person=of_both, organisation=second, role="case_manager", starts_on=today() - dt.timedelta(days=30)
    )
    return Filled(managers[0], first, of_both)
