"""Triggers that keep what is published or submitted as it is."""

import pgtrigger

WRITES = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


def kept_with(owner_table: str, key: str, closed_when: str, *, name: str, sentence: str) -> pgtrigger.Trigger:
    """Return a trigger that refuses every write to a row whose owner is closed.

    `key` is the row's column that names its owner; `closed_when` is SQL over the owner's row.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=WRITES,
        func=f"""
            IF EXISTS (
                SELECT 1 FROM {owner_table}
                WHERE id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.{key} END,
                             CASE WHEN TG_OP <> 'INSERT' THEN OLD.{key} END)
                AND {closed_when}
            ) THEN
                RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


def kept_with_guide() -> pgtrigger.Trigger:
    """A published guide's parts stay as they were published."""
    return kept_with(
        "triage_guide",
        "guide_id",
        "published_at IS NOT NULL",
        name="published_guide_stays",
        sentence="A published scoring guide never changes.",
    )


def kept_with_review() -> pgtrigger.Trigger:
    """A submitted review's parts stay as they were submitted."""
    return kept_with(
        "triage_review",
        "review_id",
        "state <> 'draft'",
        name="submitted_review_stays",
        sentence="A submitted triage review never changes.",
    )
