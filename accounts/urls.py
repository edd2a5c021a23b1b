"""Signing in, people, invitations and organisations."""

from allauth.account import views as account
from django.urls import include, path, re_path

from accounts.views import drafts, join, own, people

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/password/forgotten/", account.password_reset, name="account_reset_password"),
    path("account/password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/password/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/forgotten/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/second-step/", include("allauth.mfa.urls")),
    path("account/", own.account, name="account"),
    path("organisation/", own.organisation, name="organisation"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invite/many/", people.invite_many, name="invite_many"),
    path("people/invitations/<int:pk>/withdraw/", people.withdraw, name="withdraw_invitation"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/roles/<int:pk>/end/", people.end_role, name="end_role"),
    path("join/<str:token>/", join.accept_invitation, name="accept_invitation"),
    path("drafts/<str:form>/", drafts.draft, name="draft"),
    path("drafts/<str:form>/forget/", drafts.forget_draft, name="forget_draft"),
]
