"""Which form edits which section of a guide."""

from triage.forms.guide import (
    AboutForm,
    LikelihoodsForm,
    NotMeaningForm,
    SectionForm,
    SeveritiesForm,
    StepsForm,
)
from triage.forms.guide_bands import BandsForm
from triage.forms.guide_parts import DomainForm, FactorForm

SECTION_FORMS: dict[str, type[SectionForm]] = {
    "about": AboutForm,
    "steps": StepsForm,
    "likelihoods": LikelihoodsForm,
    "severities": SeveritiesForm,
    "bands": BandsForm,
    "not_meaning": NotMeaningForm,
}
PART_FORMS: dict[str, type[DomainForm] | type[FactorForm]] = {"domains": DomainForm, "factors": FactorForm}
