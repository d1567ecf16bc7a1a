from django.conf import settings
from django.db import models
from django.utils import timezone
from tapipy.tapis import Tapis


class TapisOAuthToken(models.Model):
    """A signed-in person's Tapis token. It stays on the server, but for what the view of the token hands out.

    A portal has a refresh token, too, and renews here; this example signs in with a password and has none.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, related_name="tapis_oauth", on_delete=models.CASCADE)
    access_token = models.TextField()
    expires_at = models.DateTimeField()
    tenant = models.CharField(max_length=80)

    @property
    def expired(self):
        return self.expires_at <= timezone.now()

    @property
    def client(self):
        """The person's tapipy client. Told the tenant, it need not ask Tapis for all of them first."""
        return Tapis(base_url=settings.TAPIS_BASE_URL, tenant_id=self.tenant, access_token=self.access_token)
