"""Signing in with Tapis. A portal does this with OAuth; a password is enough to try the rest."""

from datetime import datetime, timezone

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from tapipy.errors import BaseTapyException
from tapipy.tapis import Tapis

from .models import TapisOAuthToken


class TapisBackend(ModelBackend):
    def authenticate(self, request, username=None, password=None, **kwargs):
        if not username or not password:
            return None
        client = Tapis(base_url=settings.TAPIS_BASE_URL, username=username, password=password)
        try:
            client.get_tokens()
        except BaseTapyException:
            return None
        claims = client.access_token.claims
        user, _ = User.objects.get_or_create(username=claims["tapis/username"])
        TapisOAuthToken.objects.update_or_create(
            user=user,
            defaults={
                "access_token": client.access_token.access_token,
                "expires_at": datetime.fromtimestamp(claims["exp"], timezone.utc),
                "tenant": claims["tapis/tenant_id"],
            },
        )
        return user
