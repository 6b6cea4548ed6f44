"""Every address. Fixed words come before the slugs of conferences."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from accounts.views import sign_in
from config import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("admin/login/", sign_in, name="admin_sign_in"),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("accessibility/", TemplateView.as_view(template_name="accessibility.html"), name="accessibility"),
    path("", include("attendees.urls")),
    path("", include("conference.urls")),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
