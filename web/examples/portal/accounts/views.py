import json
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from .transport import RequestNotAllowed, carry_out

# How the tab can be made, and what each is called in it.
FORMS = {"iframe": "In a frame", "element": "As an element", "transport": "Through this portal"}


def _signed_in(view):
    """For scripts: says that the session is over, in place of sending them to a page."""

    @wraps(view)
    def checked(request):
        token = getattr(request.user, "tapis_oauth", None)
        if token is None or token.expired:
            return JsonResponse({"message": "Your session has ended. Sign in again."}, status=401)
        return view(request)

    return checked


@never_cache
@login_required
def credentials(request, form="iframe"):
    """The tab."""
    if form not in FORMS:
        raise Http404
    token = request.user.tapis_oauth
    return render(
        request,
        "accounts/credentials.html",
        {
            "form": form,
            "forms": FORMS,
            "script": f"portal/{form}.js",
            "embed": settings.TMS_CREDENTIALS_EMBED,
            "base_url": settings.TAPIS_BASE_URL,
            "tenant": token.tenant,
            "expires_at": int(token.expires_at.timestamp() * 1000),
        },
    )


@never_cache
@require_GET
@_signed_in
def tapis_token(request):
    """The person's own token, for scripts of this origin only: no CORS header lets another one read it."""
    return JsonResponse({"token": request.user.tapis_oauth.access_token, "baseUrl": settings.TAPIS_BASE_URL})


@never_cache
@require_POST
@_signed_in
def transport(request):
    """Carries out one request of the element with the person's token: { method, path, body } to { status, body }."""
    try:
        wanted = json.loads(request.body)
        parts = [wanted[name] for name in ("method", "path", "body")]
    except (ValueError, KeyError, TypeError):
        parts = []
    if [type(part) for part in parts] != [str, str, str]:
        return JsonResponse({"message": "Send { method, path, body } as JSON."}, status=400)
    try:
        status, body = carry_out(request.user, *parts)
    except RequestNotAllowed as refusal:
        return JsonResponse({"message": str(refusal)}, status=403)
    return JsonResponse({"status": status, "body": body})
