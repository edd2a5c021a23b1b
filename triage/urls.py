"""Addresses of triage."""

from django.urls import path, register_converter

from triage.guides.sections import LISTED
from triage.views import (
    agreement,
    case,
    check,
    guide,
    guide_edit,
    guide_import,
    guide_move,
    guide_publish,
    guide_show,
    guide_versions,
    joint,
    practice,
    practice_edit,
    practice_publish,
    review,
    scorings,
    second,
    second_agreed,
    second_policy,
    shared,
    sharing,
    similar,
)


class Listed:
    """Factors or domains: what a guide has several of, each with a page of its own."""

    regex = "|".join(LISTED)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Listed, "listed")

urlpatterns = [
    path("cases/<str:reference>/triage/", case.triage, name="triage"),
    path("cases/<str:reference>/triage/assign/", case.assign, name="triage_assign"),
    path("cases/<str:reference>/triage/declare/", case.declare, name="triage_declare"),
    path("cases/<str:reference>/triage/check/", check.check, name="triage_check"),
    path("cases/<str:reference>/triage/layout/", review.layout, name="triage_layout"),
    path("cases/<str:reference>/triage/second/", case.add_second, name="triage_second"),
    path(
        "cases/<str:reference>/triage/second/<int:person>/take-off/",
        joint.TakeOff.as_view(),
        name="triage_take_off",
    ),
    path("cases/<str:reference>/triage/compare/", scorings.compare, name="triage_compare"),
    path("cases/<str:reference>/triage/scorings/<int:revision>/", scorings.scoring, name="triage_scoring"),
    path(
        "cases/<str:reference>/triage/scorings/<int:revision>/return/",
        scorings.send_back,
        name="triage_return",
    ),
    path(
        "cases/<str:reference>/triage/scorings/<int:revision>/similar/",
        similar.similar,
        name="triage_similar",
    ),
    path(
        "cases/<str:reference>/triage/scorings/<int:revision>/share/",
        sharing.Share.as_view(),
        name="triage_share",
    ),
    path(
        "cases/<str:reference>/triage/scorings/<int:revision>/share/check/",
        sharing.Check.as_view(),
        name="triage_share_check",
    ),
    path(
        "cases/<str:reference>/triage/scorings/<int:revision>/share/<int:number>/preview/",
        sharing.preview,
        name="triage_share_preview",
    ),
    path(
        "cases/<str:reference>/triage/scorings/<int:revision>/share/<int:number>/shown/",
        shared.RecordShown.as_view(),
        name="triage_shown",
    ),
    path(
        "cases/<str:reference>/triage/scorings/<int:revision>/comments/",
        shared.Comments.as_view(),
        name="triage_comments",
    ),
    path("cases/<str:reference>/triage/sections/<str:part>/", review.section, name="triage_section"),
    path("cases/<str:reference>/triage/guide/", guide_move.move, name="triage_move_guide"),
    path("cases/<str:reference>/triage/known/", second.material, name="second_material"),
    path(
        "cases/<str:reference>/triage/known/documents/<int:number>/",
        second.document,
        name="second_document",
    ),
    path("cases/<str:reference>/triage/second-scorings/new/", second.request_second, name="second_request"),
    path(
        "cases/<str:reference>/triage/second-scorings/<int:pk>/",
        second.second_scoring,
        name="second_scoring",
    ),
    path(
        "cases/<str:reference>/triage/second-scorings/<int:pk>/take-back/",
        second.take_back,
        name="second_take_back",
    ),
    path(
        "cases/<str:reference>/triage/second-scorings/<int:pk>/not-needed/",
        second.not_needed,
        name="second_not_needed",
    ),
    path(
        "cases/<str:reference>/triage/second-scorings/<int:pk>/agree/",
        second_agreed.agree,
        name="second_agree",
    ),
    path(
        "cases/<str:reference>/triage/second-scorings/<int:pk>/agree/<int:number>/",
        second_agreed.answer,
        name="second_answer",
    ),
    path("triage/second-scorings/policy/", second_policy.policy, name="second_policy"),
    path("triage/agreement/", agreement.agreement, name="agreement"),
    path("triage/guide/", guide.guide, name="triage_guide"),
    path("triage/guide/<int:pk>/pdf/", guide.pdf, name="triage_guide_pdf"),
    path("triage/guide/<int:pk>/pdf/status/", guide.pdf_status, name="triage_guide_pdf_status"),
    path("triage/guide/practice/", practice.cases, name="practice_cases"),
    path("triage/guide/practice/<int:pk>/", practice.practice, name="practice_case"),
    path(
        "triage/guide/practice/<int:pk>/compared/<int:attempt>/", practice.compared, name="practice_compared"
    ),
    path("triage/guide/practice/written/", practice_edit.manage, name="practice_manage"),
    path("triage/guide/practice/written/new/", practice_edit.new, name="practice_new"),
    path("triage/guide/practice/written/<int:pk>/", practice_edit.version, name="practice_version"),
    path("triage/guide/practice/written/<int:pk>/edit/", practice_edit.edit, name="practice_edit"),
    path("triage/guide/practice/written/<int:pk>/preview/", practice_edit.preview, name="practice_preview"),
    path("triage/guide/practice/written/<int:pk>/copy/", practice_edit.copy, name="practice_copy"),
    path(
        "triage/guide/practice/written/<int:pk>/publish/", practice_publish.publish, name="practice_publish"
    ),
    path("triage/guide/practice/written/<int:pk>/retire/", practice_publish.retire, name="practice_retire"),
    path(
        "triage/guide/practice/written/<int:pk>/withdraw/",
        practice_publish.withdraw,
        name="practice_withdraw",
    ),
    path("triage/guides/", guide_versions.versions, name="guide_versions"),
    path("triage/guides/import/", guide_import.import_file, name="guide_import"),
    path("triage/guides/<int:pk>/", guide_versions.version, name="guide_version"),
    path("triage/guides/<int:pk>/copy/", guide_versions.copy, name="guide_copy"),
    path("triage/guides/<int:pk>/export/", guide_versions.export, name="guide_export"),
    path("triage/guides/<int:pk>/withdraw/", guide_versions.withdraw, name="guide_withdraw"),
    path("triage/guides/<int:pk>/replace/", guide_import.replace, name="guide_replace"),
    path("triage/guides/<int:pk>/preview/", guide_show.preview, name="guide_preview"),
    path("triage/guides/<int:pk>/sample/", guide_show.sample, name="guide_sample"),
    path("triage/guides/<int:pk>/compare/", guide_show.comparison, name="guide_compare"),
    path("triage/guides/<int:pk>/publish/", guide_publish.publish, name="guide_publish"),
    path("triage/guides/<int:pk>/publish/yes/", guide_publish.publish_confirm, name="guide_publish_confirm"),
    path("triage/guides/<int:pk>/edit/<str:key>/", guide_edit.section, name="guide_section"),
    path("triage/guides/<int:pk>/<listed:listed>/", guide_edit.listed, name="guide_listed"),
    path("triage/guides/<int:pk>/add/<listed:listed>/", guide_edit.part_new, name="guide_part_new"),
    path("triage/guides/<int:pk>/<listed:listed>/<str:key>/", guide_edit.part, name="guide_part"),
    path("triage/guides/<int:pk>/<listed:listed>/<str:key>/up/", guide_edit.part_up, name="guide_part_up"),
    path("triage/guides/<int:pk>/<listed:listed>/<str:key>/out/", guide_edit.part_out, name="guide_part_out"),
]
