"""A strict policy, to show what the three forms need of one: nothing inline, nothing from elsewhere."""

from urllib.parse import urlsplit

from django.conf import settings


def _origin(url):
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


class ContentSecurityPolicyMiddleware:
    def __init__(self, get_response):
        self._get_response = get_response
        self._policy = "; ".join(
            [
                "default-src 'none'",
                # The element compiles WebAssembly. The iframe would not need it here, for it brings its own policy.
                "script-src 'self' 'wasm-unsafe-eval'",
                "style-src 'self'",
                "img-src 'self'",
                # The element with a token calls Tapis from the browser; with a transport, 'self' is enough.
                f"connect-src 'self' {_origin(settings.TAPIS_BASE_URL)}",
                f"frame-src {_origin(settings.TMS_CREDENTIALS_EMBED)}",
                "form-action 'self'",
                "base-uri 'none'",
                "frame-ancestors 'self'",
            ]
        )

    def __call__(self, request):
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", self._policy)
        return response
