from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path
from django.views.generic import RedirectView

from accounts import views

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="credentials")),
    path("login/", LoginView.as_view(template_name="accounts/login.html"), name="login"),
    path("logout/", LogoutView.as_view(next_page="login"), name="logout"),
    # What a portal adds: the tab, and one of the two below it, according to the form.
    path("account/credentials/", views.credentials, name="credentials"),
    path("account/credentials/<slug:form>/", views.credentials, name="credentials"),
    path("api/auth/tapis/", views.tapis_token, name="tapis-token"),
    path("api/tms-credentials/", views.transport, name="tms-transport"),
]
